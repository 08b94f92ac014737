"""The figures on the page: labelled, in a picture and in a table, and both say the same."""

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from services.gateway.pages.pictures import SVG, bars
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheMouse
from tests.pages.test_a_call import a_call, is_closed

ROWS = [("Koulua käymätön nuori", 40), ("Kehitysvammaisuuden ja psykiatrian rajapinta", 7)]


def test_cases_and_mentions_are_labelled_apart(opened: Opened) -> None:
    """R-R1: a reader never takes mentions for contacts."""
    page = opened("en")
    page.goto("/calls/new")
    a_call(OnTheMouse(page))
    is_closed(page, "en")
    page.goto("/statistics")
    for figure, counted in {"by_source": "Contacts", "mentions_by_situation": "Mentions"}.items():
        box = page.locator("section.box", has=page.locator(f"#h-{figure}"))
        expect(box.locator("th.number")).to_have_text(counted)
        picture = page.request.get(str(box.locator("img").get_attribute("src")))
        assert picture.headers["content-type"] == "image/svg+xml"
        description = ET.fromstring(picture.body()).findtext(f"{SVG}desc") or ""  # noqa: S314 - our own
        assert description.startswith(counted)
        rows = box.locator("tbody tr").all()
        assert rows
        for row in rows:
            assert " ".join(row.locator("th, td").all_inner_texts()) in description


def test_a_picture_has_its_words_and_no_script() -> None:
    """Title and description for who cannot see it; nothing that a strict policy forbids."""
    drawing = bars("Tilanteet", "Maininnat", ROWS)
    root = ET.fromstring(drawing)  # noqa: S314 - drawn here
    assert root.findtext(f"{SVG}title") == "Tilanteet"
    assert root.findtext(f"{SVG}desc") == f"Maininnat: {ROWS[0][0]} 40; {ROWS[1][0]} 7"
    assert b"<script" not in drawing
    assert b"http://" not in drawing.replace(b"http://www.w3.org/", b"")


def test_a_hidden_number_is_no_bar() -> None:
    """R-R2: no number stands beside it, not even a nought."""
    root = ET.fromstring(bars("Tilanteet", "Maininnat", [("a", 40), ("b", "peitetty")]))  # noqa: S314 - as above
    assert root.findtext(f"{SVG}desc") == "Maininnat: a 40; b peitetty"
    said = {"".join(one.itertext()).strip() for one in root.iter(f"{SVG}text")}
    assert "40" in said
    assert not {"0", "peitetty"} & said


@pytest.mark.parametrize("rows", [[], [("a", 0)], [("x" * 200, 5), ("<&>", "under 5")]])
def test_any_figure_can_be_drawn(rows: list[tuple[str, int]]) -> None:
    """None, nothing, long words, and numbers that are not told."""
    ET.fromstring(bars("Title", "Contacts", rows))  # noqa: S314 - drawn here
