"""Pictures drawn by hand, as SVG without scripts and styles: goals over time, and who works with whom.

Nothing in them is told by colour alone, and each has its title and its content in words inside.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin
from xml.etree import ElementTree as ET

INK, SOFT, ACCENT = "#1a1a1a", "#c9d1d3", "#14535c"
FONT = "system-ui, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
LEVELS = (2, 1, 0, -1, -2)
STRIP, LEFT, MONTH, STEP = 190, 60, 76, 26
"""Of the goals' picture, in pixels: a goal, room for the levels, a month, a level."""
LONGEST = 34
CENTRE, ACROSS, DOWN = (450.0, 310.0), 235, 225
"""Of the picture of those who work together: its middle, and how far out they stand."""
ABOVE = 10
"""So near to the middle line a name stands above or below its dot."""


UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no XML document may hold (XML 1.0, 2.2), and people paste all the same."""


def writable(text: str) -> str:
    """The text as a picture can hold it."""
    return UNWRITABLE.sub(" ", text)


def canvas(width: float, height: float, title: str, words: str) -> ET.Element:
    """An empty picture that says what it shows."""
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:.0f} {height:.0f}",
        "width": f"{width:.0f}", "height": f"{height:.0f}", "role": "img", "aria-labelledby": "title desc",
        "font-family": FONT, "font-size": "14", "fill": INK,
    })  # fmt: skip
    ET.SubElement(root, "title", {"id": "title"}).text = writable(title)
    ET.SubElement(root, "desc", {"id": "desc"}).text = writable(words)
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    return root


def whole(root: ET.Element) -> bytes:
    """The picture as a file."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write(root: ET.Element, x: float, y: float, text: str, **how: str) -> None:
    """A text at a place. how: attributes; `_` stands for a hyphen."""
    given = {name.replace("_", "-"): value for name, value in how.items()}
    ET.SubElement(root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **given}).text = writable(text)


def line(root: ET.Element, start: tuple[float, float], end: tuple[float, float], **how: str) -> None:
    """A straight line."""
    given = {name.replace("_", "-"): value for name, value in how.items()}
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    ET.SubElement(root, "line", {**ends, "stroke": SOFT, **given})


def dot(root: ET.Element, x: float, y: float, r: float) -> None:
    """A filled circle."""
    ET.SubElement(root, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{r:.1f}", "fill": ACCENT})


def shortened(text: str) -> str:
    """A text that fits into a picture; the table beside it has it whole."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def goals_over_time(title: str, months: Sequence[str], goals: Sequence[tuple[str, dict[str, int]]]) -> bytes:
    """A strip for each goal, a dot for each month in which it was rated. goals: title, month → -2 to 2."""
    words = "; ".join(
        f"{name}: " + ", ".join(f"{month} {level:+d}" for month, level in sorted(rated.items()))
        for name, rated in goals
    )
    root = canvas(LEFT + MONTH * max(len(months), 5) + 20, STRIP * len(goals) + 10, title, words)
    for number, (name, rated) in enumerate(goals):
        _strip(root, STRIP * number, months, name, rated)
    return whole(root)


def _strip(root: ET.Element, top: float, months: Sequence[str], name: str, rated: dict[str, int]) -> None:
    write(root, 8, top + 24, shortened(name), font_weight="600")
    right = LEFT + MONTH * max(len(months), 5)
    places = {level: top + 48 + STEP * row for row, level in enumerate(LEVELS)}
    for level, y in places.items():
        write(root, LEFT - 12, y + 5, f"{level:+d}" if level else "0", text_anchor="end", font_size="12")
        line(root, (LEFT, y), (right, y), stroke_width="2" if level == 0 else "1")
    points = [
        (LEFT + MONTH * (n + 0.5), places[rated[month]]) for n, month in enumerate(months) if month in rated
    ]
    for start, end in pairwise(points):
        line(root, start, end, stroke=ACCENT, stroke_width="2")
    for x, y in points:
        dot(root, x, y, 6)
    for n, month in enumerate(months):
        write(root, LEFT + MONTH * (n + 0.5), top + STRIP - 14, month, text_anchor="middle", font_size="12")


def who_works_with_whom(
    title: str,
    parties: Sequence[tuple[str, int | None]],
    shared: Sequence[tuple[int, int, int | None]],
    hidden: str,
) -> bytes:
    """Parties on a circle, a line between those that share cases, the thicker the more.

    parties: name and cases; shared: the places of two of them in that list, and how many cases. hidden: the
    word for a number that is not told (None); in the drawing a dash stands for it, beside the thinnest line.
    """
    names = [name for name, _ in parties]
    words = "; ".join(
        [f"{name} {hidden if cases is None else cases}" for name, cases in parties]
        + [
            f"{names[one]} – {names[other]} {hidden if cases is None else cases}"
            for one, other, cases in shared
        ]
    )
    root = canvas(900, 620, title, words)
    places = [_on_the_circle(number, len(parties)) for number in range(len(parties))]
    most = max((cases or 0 for *_, cases in shared), default=0) or 1
    for one, other, cases in shared:
        width = f"{1 + 9 * (cases or 0) / most:.1f}"
        line(root, places[one], places[other], stroke_width=width, stroke="#7fa3a8")
    for one, other, cases in shared:
        (x1, y1), (x2, y2) = places[one], places[other]
        write(root, (x1 + x2) / 2, (y1 + y2) / 2 + 5, drawn(cases), text_anchor="middle", font_weight="600",
              stroke="#ffffff", stroke_width="4", paint_order="stroke")  # fmt: skip
    for (x, y), (name, cases) in zip(places, parties, strict=True):
        _party(root, x, y, name, cases)
    return whole(root)


def _on_the_circle(number: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * number / max(count, 1) - pi / 2
    return CENTRE[0] + ACROSS * cos(angle), CENTRE[1] + DOWN * sin(angle)


def drawn(cases: int | None) -> str:
    """A number in a drawing, or a dash for a hidden one."""
    return "–" if cases is None else str(cases)


def _party(root: ET.Element, x: float, y: float, name: str, cases: int | None) -> None:
    dot(root, x, y, 20)
    write(root, x, y + 5, drawn(cases), text_anchor="middle", fill="#ffffff", font_weight="600")
    if abs(x - CENTRE[0]) < ABOVE:
        write(root, x, y - 28 if y < CENTRE[1] else y + 42, shortened(name), text_anchor="middle")
    elif x > CENTRE[0]:
        write(root, x + 26, y + 5, shortened(name), text_anchor="start")
    else:
        write(root, x - 26, y + 5, shortened(name), text_anchor="end")
