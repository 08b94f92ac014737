"""The pictures of a region's year, laid by hand: SVG without scripts and styles, for the page and for paper.

Each stands inside the page, so its ids begin with its own name. Nothing is told by colour alone: numbers
stand beside what they are of, and parts of a whole have patterns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.etree import ElementTree as ET

from services.gateway.pages.drawings import line, writable, write

INK, QUIET, GROUND = "#1a1a1a", "#5c676a", "#eef2f3"
DEEP, MIDDLE, PALE, WARM = "#14535c", "#5d939b", "#c3d9dc", "#d98b4a"
FONT = "'Libertinus Serif', serif"
"""On paper; the page's own stylesheet says another (a picture in a page has the page's letters)."""
WIDTH, LABELS = 760, 250
ROW, BAR = 38, 18
HIGH, FOOT, HEAD = 190, 34, 40
LETTER, LEGEND_ROW = 8.0, 26
"""About so wide a letter is."""
A_LINE = 30
SMALLEST = 15
"""So high a part of a column has to be for its number."""
STRIPES, DOTS, PLAIN = "stripes", "dots", "plain"
NO_NUMBER = "–"
Row = tuple[str, int | None]
"""A word and its number; None: hidden."""


@dataclass(frozen=True)
class Series:
    """What parts of columns or bars are of. look: (colour, pattern)."""

    word: str
    colour: str
    pattern: str = PLAIN


def picture(name: str, title: str, words: str, height: float) -> ET.Element:
    """An empty picture that says what it shows. name: before its ids."""
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height:.0f}", "width": f"{WIDTH}",
        "height": f"{height:.0f}", "role": "img", "aria-labelledby": f"{name}-title {name}-desc",
        "font-family": FONT, "font-size": "15", "fill": INK,
    })  # fmt: skip
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = writable(title)
    ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = writable(words)
    return root


def drawn(root: ET.Element) -> str:
    """The picture as it stands in a page."""
    return ET.tostring(root, encoding="unicode")


def bars(name: str, title: str, rows: Sequence[Row], shown: Sequence[str] = ()) -> str:
    """A bar for each row. shown: its number in words, where it is not said as it is."""
    said = shown or [NO_NUMBER if number is None else str(number) for _, number in rows]
    root = picture(name, title, in_words(rows, said), ROW * len(rows) + 8)
    most = max((number or 0 for _, number in rows), default=0) or 1
    across = WIDTH - LABELS - 24 - (LETTER + 1) * max(map(len, said), default=0)
    for place, ((word, number), told) in enumerate(zip(rows, said, strict=True)):
        y = 4 + ROW * place
        called(root, y + ROW / 2, word)
        box(root, LABELS, y + 10, across, BAR, GROUND)
        if number and number > 0:
            box(root, LABELS, y + 10, max(across * number / most, 3), BAR, DEEP)
        write(root, LABELS + across + 10, y + 24, told, font_weight="600")
    return drawn(root)


def columns(
    name: str,
    title: str,
    months: Sequence[str],
    parts: Sequence[Series],
    numbers: Sequence[Sequence[int | None]],
) -> str:
    """A column for each month, its parts one upon the other. numbers: by month, then by part."""
    words = "; ".join(
        f"{month}: " + ", ".join(f"{part.word} {_told(n)}" for part, n in zip(parts, of, strict=True))
        for month, of in zip(months, numbers, strict=True)
    )
    head = 14 + LEGEND_ROW * legend_rows(parts) if len(parts) > 1 else 22
    root = picture(name, title, words, head + HIGH + FOOT)
    fills = legend(root, name, parts) if len(parts) > 1 else [parts[0].colour]
    most = max((sum(n or 0 for n in of) for of in numbers), default=0) or 1
    step = WIDTH / max(len(months), 1)
    wide = min(step * 0.62, 70)
    base = head + HIGH
    line(root, (0, base), (WIDTH, base), stroke=QUIET)
    for place, (month, of) in enumerate(zip(months, numbers, strict=True)):
        middle, y = step * (place + 0.5), float(base)
        for fill, part, number in zip(fills, parts, of, strict=True):
            high = (HIGH - 26) * (number or 0) / most
            y -= high
            if high:
                box(root, middle - wide / 2, y, wide, high, fill)
            if number and high >= SMALLEST and len(parts) > 1:
                _number_in(root, middle, y + high / 2 + 5, str(number), on=part)
        total = NO_NUMBER if None in of else str(sum(n or 0 for n in of))
        write(root, middle, y - 7, total, text_anchor="middle", font_weight="600")
        write(root, middle, base + 22, month, text_anchor="middle", font_size="14", fill=QUIET)
    return drawn(root)


def spans(name: str, title: str, rows: Sequence[tuple[str, int | None, int | None]], said: str) -> str:
    """How long it took: half of them to the end of the dark part, nine of ten to the end of the pale one.

    said: "{median} / {p90} days" in words.
    """
    told = [said.format(median=_told(median), p90=_told(p90)) for _, median, p90 in rows]
    words = "; ".join(f"{word} {text}" for (word, *_), text in zip(rows, told, strict=True))
    root = picture(name, title, words, 44 * len(rows) + 8)
    most = max((p90 or 0 for *_, p90 in rows), default=0) or 1
    across = WIDTH - LABELS - 200
    for place, ((word, median, p90), text) in enumerate(zip(rows, told, strict=True)):
        y = 4 + 44 * place
        called(root, y + 22, word)
        box(root, LABELS, y + 10, across, 22, GROUND)
        if median is not None and p90 is not None:
            box(root, LABELS, y + 10, max(across * p90 / most, 3), 22, PALE)
            box(root, LABELS, y + 10, max(across * median / most, 3), 22, DEEP)
        write(root, LABELS + across + 12, y + 26, text, font_weight="600")
    return drawn(root)


def sides(
    name: str, title: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[Series], middle: int
) -> str:
    """Parts of each row to both sides of a middle line. middle: the place of the part that lies upon it."""
    words = "; ".join(
        f"{word}: " + ", ".join(f"{part.word} {n}" for part, n in zip(parts, of, strict=True))
        for word, of in rows
    )
    head = 14 + LEGEND_ROW * legend_rows(parts)
    root = picture(name, title, words, head + ROW * len(rows) + 10)
    fills = legend(root, name, parts)
    left, right = ([_half(of, middle, side) for _, of in rows] for side in (-1, 1))
    unit = (WIDTH - LABELS - 20) / ((max(left, default=0) + max(right, default=0)) or 1)
    zero = LABELS + unit * max(left, default=0)
    line(root, (zero, head - 6), (zero, head + ROW * len(rows)), stroke=QUIET, stroke_dasharray="3 3")
    for place, (word, of) in enumerate(rows):
        y, x = head + ROW * place, zero - unit * _half(of, middle, -1)
        called(root, y + ROW / 2, word)
        for fill, part, number in zip(fills, parts, of, strict=True):
            if number:
                box(root, x, y + 6, unit * number, BAR + 8, fill)
                if unit * number >= SMALLEST:
                    _number_in(root, x + unit * number / 2, y + 24, str(number), on=part)
            x += unit * number
    return drawn(root)


def legend(root: ET.Element, name: str, parts: Sequence[Series]) -> list[str]:
    """What the parts are, above the picture; the fill of each."""
    fills = []
    for (x, row), (number, part) in zip(_places(parts), enumerate(parts), strict=True):
        fill = part.colour if part.pattern == PLAIN else _pattern(root, f"{name}-p{number}", part)
        box(root, x, 6 + LEGEND_ROW * row, 18, 18, fill)
        write(root, x + 26, 20 + LEGEND_ROW * row, part.word, font_size="14")
        fills.append(fill)
    return fills


def legend_rows(parts: Sequence[Series]) -> int:
    """How many rows what the parts are takes."""
    return _places(parts)[-1][1] + 1


def _places(parts: Sequence[Series]) -> list[tuple[float, int]]:
    """Where each part is named: how far across, and in which row."""
    x, row, places = 4.0, 0, []
    for part in parts:
        wide = 26 + LETTER * len(part.word) + 20
        if x + wide > WIDTH and x > WIDTH / 4:
            x, row = 4.0, row + 1
        places.append((x, row))
        x += wide
    return places


def called(root: ET.Element, middle: float, word: str) -> None:
    """A row's name beside it, in two lines where it is long; the table has it whole."""
    lines = wrap(writable(word), A_LINE, max_lines=2, placeholder=" …")
    for number, text in enumerate(lines):
        y = middle + 5 + 16 * (number - (len(lines) - 1) / 2)
        write(root, LABELS - 12, y, text, text_anchor="end", font_size="14")


def box(  # noqa: PLR0917 - where, how large, of what colour
    root: ET.Element, x: float, y: float, width: float, height: float, fill: str
) -> None:
    """A filled box."""
    ET.SubElement(root, "rect", {
        "x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}", "fill": fill,
    })  # fmt: skip


def in_words(rows: Sequence[Row], said: Sequence[str]) -> str:
    """What a picture of rows shows, in a sentence."""
    return "; ".join(f"{word} {told}" for (word, _), told in zip(rows, said, strict=True))


def _told(number: int | None) -> str:
    return NO_NUMBER if number is None else str(number)


def _half(of: Sequence[int], middle: int, side: int) -> float:
    beyond = of[:middle] if side < 0 else of[middle + 1 :]
    return sum(beyond) + of[middle] / 2


def _number_in(root: ET.Element, x: float, y: float, text: str, *, on: Series) -> None:
    """A number on a part: light on what is dark, on a pattern with a rim."""
    light = on.colour == DEEP and on.pattern == PLAIN
    how = (
        {"fill": "#ffffff"} if light else {"stroke": "#ffffff", "stroke_width": "4", "paint_order": "stroke"}
    )
    write(root, x, y, text, text_anchor="middle", font_size="13", font_weight="600", **how)


def _pattern(root: ET.Element, name: str, part: Series) -> str:
    """Stripes or dots of the part's colour, drawn once; what fills a box with them."""
    pattern = ET.SubElement(
        root, "pattern", {"id": name, "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    )
    box(pattern, 0, 0, 8, 8, "#ffffff" if part.pattern == STRIPES else GROUND)
    if part.pattern == STRIPES:
        ET.SubElement(
            pattern, "path", {"d": "M-2 2 2-2M0 8 8 0M6 10 10 6", "stroke": part.colour, "stroke-width": "3"}
        )
    else:
        ET.SubElement(pattern, "circle", {"cx": "4", "cy": "4", "r": "2.4", "fill": part.colour})
    return f"url(#{name})"
