"""A region's year on paper: the page's chapters with their pictures and tables, as PDF/UA-1.

It is drawn when it is asked for and never sent, so its words are today's, and it has no layout to keep.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree as ET

from services.gateway.documents.blocks import Block, Document, Heading, Picture, Table, Terms, Words
from services.gateway.languages import N_
from services.gateway.pages.page import a_day, labelled, say
from services.gateway.pages.year.chapters import Chapter, chapters

LAYOUT = "region-year"
DRAWING = 2
SOME_HIDDEN = N_(
    "Some counts are hidden: those under {number}, and those by which one of these could be worked out."
)


def region_year(view: Mapping[str, Any], language: str, as_of: str = "") -> Document:
    """The year as a document. view: reporting's answer `region_year`; as_of: how it was known, a day."""
    subtitle = labelled(language, "regions", view["region"])
    with suppress(ValueError):  # what is no day was not asked as of
        if as_of:
            day = a_day(language, as_of)
            subtitle = say(language, N_("{region}, as known on {day}"), region=subtitle, day=day)
    return Document(
        layout=LAYOUT,
        language=language,
        title=say(language, N_("The region's year {year}"), year=view["year"]),
        subtitle=subtitle,
        blocks=tuple(blocks(view, language)),
        page_of=say(language, N_("Page {page} of {pages}"), page="{page}", pages="{pages}"),
        undrawn=say(language, N_("Signs that paper cannot show: {signs}"), signs="{signs}"),
        drawing=DRAWING,
    )


def blocks(view: Mapping[str, Any], language: str) -> Iterator[Block]:
    """What is hidden first, then chapter by chapter."""
    if under := view.get("hidden_under"):
        yield Words((say(language, SOME_HIDDEN, number=under),))
    for chapter in chapters(view, language, opens=False):
        yield from of_chapter(chapter)


def of_chapter(chapter: Chapter) -> Iterator[Block]:
    """Its words, its figures, its picture and its tables."""
    yield Heading(1, chapter.title)
    yield Words((chapter.lead,))
    if chapter.totals:
        yield Terms(tuple((word, cell.text) for cell, word in chapter.totals))
    if chapter.picture:
        yield Picture(chapter.picture, alt_of(chapter.picture))
    for table in chapter.tables:
        if table.rows:
            yield Heading(2, table.title)
            rows = tuple((word, *(cell.text for cell in cells)) for word, cells in table.rows)
            yield Table(table.head, rows, numbers=tuple(range(1, len(table.head))))


def alt_of(picture: str) -> str:
    """What the picture says of itself: its title and its content in words."""
    said = [element.text or "" for element in ET.fromstring(picture)[:2]]  # noqa: S314 - drawn by us
    return ". ".join(said)
