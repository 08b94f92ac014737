"""Pictures of figures, drawn on the server: SVG without scripts, with a title and a description inside."""

from typing import Any
from xml.etree import ElementTree as ET

import pygal
from pygal.style import Style

SVG = "{http://www.w3.org/2000/svg}"
ROW, AROUND, WIDTH = 34, 70, 760
LONGEST = 42
LOOK = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#1a1a1a",
    foreground_strong="#1a1a1a",
    foreground_subtle="#c9d1d3",
    colors=("#14535c",),
    font_family="system-ui, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
    label_font_size=14,
    major_label_font_size=14,
    value_font_size=14,
    value_colors=("#1a1a1a",),
    opacity="1",
    opacity_hover="1",
    transition="0s",
)


def bars(title: str, counted: str, rows: list[tuple[str, Any]]) -> bytes:
    """Horizontal bars from the first row down. rows: (word, number); a word for a hidden number is no bar."""
    numbers = [(shortened(word), n if isinstance(n, int) else None) for word, n in reversed(rows)]
    chart = pygal.HorizontalBar(
        style=LOOK,
        width=WIDTH,
        height=ROW * len(rows) + AROUND,
        show_legend=False,
        print_values=True,
        print_values_position="top",
        value_formatter=lambda value: f"\u00a0\u00a0{value:.0f}",
        js=(),
        spacing=8,
        margin=6,
        x_labels=[word for word, _ in numbers],
        range=(0, 1.12 * max((n or 0 for _, n in numbers), default=0) or 1),
        show_x_guides=False,
        show_y_guides=False,
        show_x_labels=False,
        explicit_size=True,
    )
    chart.add(counted, [n for _, n in numbers])
    drawing: bytes = chart.render()
    return described(drawing, title, counted, rows)


def shortened(word: str) -> str:
    """A word that fits beside its bar; the table beside the picture has it whole."""
    return word if len(word) <= LONGEST else word[: LONGEST - 1].rstrip() + "…"


def described(drawing: bytes, title: str, counted: str, rows: list[tuple[str, Any]]) -> bytes:
    """The drawing with its title and what it shows in words, and without any script."""
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    root = ET.fromstring(drawing)  # noqa: S314 - drawn here, a line above
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{SVG}script", f"{SVG}title", f"{SVG}desc"}:
                parent.remove(child)
    root.set("role", "img")
    root.set("aria-labelledby", "title description")
    for place, (name, words) in enumerate({"title": title, "description": in_words(counted, rows)}.items()):
        element = ET.Element(f"{SVG}{'title' if name == 'title' else 'desc'}", {"id": name})
        element.text = words
        root.insert(place, element)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def in_words(counted: str, rows: list[tuple[str, Any]]) -> str:
    """What the picture shows, as a sentence."""
    return f"{counted}: " + "; ".join(f"{word} {number}" for word, number in rows)
