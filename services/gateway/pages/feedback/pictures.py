"""Feedback over time as a picture: a strip for each line, a dot with its figure for each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

from services.gateway.pages.drawings import ACCENT, canvas, dot, line, whole, write

LEFT, COLUMN, STRIP, HEIGHT = 60, 84, 210, 120
"""In pixels: room for the levels, a time, a strip, what is drawn on in it."""
FEWEST, LONGEST = 6, 64
"""So many columns are room for a name of so many letters."""


@dataclass(frozen=True)
class Line:
    """One line. points: column → figure; levels: the figures at which a level is drawn, the lowest first."""

    name: str
    points: Mapping[str, Decimal]
    levels: tuple[int, ...]

    def said(self) -> str:
        """The line in words."""
        return f"{self.name}: " + ", ".join(f"{column} {figure}" for column, figure in self.points.items())


def over_time(title: str, columns: Sequence[str], lines: Sequence[Line]) -> bytes:
    """The picture. columns: the times in their order, as they are written below each strip."""
    width = LEFT + COLUMN * max(len(columns), FEWEST) + 20
    root = canvas(width, STRIP * len(lines) + 10, title, "; ".join(each.said() for each in lines))
    for number, each in enumerate(lines):
        _strip(root, STRIP * number, columns, each)
    return whole(root)


def _strip(root: ET.Element, top: float, columns: Sequence[str], drawn: Line) -> None:
    name = drawn.name if len(drawn.name) <= LONGEST else drawn.name[: LONGEST - 1].rstrip() + "…"
    write(root, 8, top + 24, name, font_weight="600")
    right = LEFT + COLUMN * max(len(columns), FEWEST)
    for level in drawn.levels:
        y = _height(level, drawn, top)
        write(root, LEFT - 12, y + 4, str(level), text_anchor="end", font_size="12")
        line(root, (LEFT, y), (right, y))
    across = {column: LEFT + COLUMN * (n + 0.5) for n, column in enumerate(columns)}
    points = [(across[column], _height(figure, drawn, top)) for column, figure in drawn.points.items()]
    for start, end in pairwise(points):
        line(root, start, end, stroke=ACCENT, stroke_width="2")
    for (x, y), figure in zip(points, drawn.points.values(), strict=True):
        dot(root, x, y, 6)
        write(root, x, y - 11, f"{figure:f}", text_anchor="middle", font_size="12", font_weight="600",
              stroke="#ffffff", stroke_width="3", paint_order="stroke")  # fmt: skip
    for column, x in across.items():
        write(root, x, top + STRIP - 14, column, text_anchor="middle", font_size="12")


def _height(figure: Decimal | int, drawn: Line, top: float) -> float:
    """Where a figure stands; one beyond the levels at their edge."""
    low, high = drawn.levels[0], drawn.levels[-1]
    kept = min(max(Decimal(figure), Decimal(low)), Decimal(high))
    return top + 52 + HEIGHT * float((high - kept) / (high - low))
