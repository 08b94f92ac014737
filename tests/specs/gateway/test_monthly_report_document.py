"""The monthly report as a page and as a paper: its words in three languages, and that it stays the same."""

import asyncio
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.gateway.documents.monthly_report import LAYOUTS, document_of, render_html, render_pdf
from services.gateway.documents.wording import wording
from services.gateway.languages import LANGUAGES
from shared.kernel.reference import codes
from tests.specs.gateway.a_report import (
    View,
    a_report,
    a_section,
    an_empty_month,
    in_which_none_was_held,
)
from tests.support.pdf_reading import is_ua_1, language_of, tags_of, text_of

GOLDEN = Path(__file__).parents[2] / "golden" / "documents"
every_language = pytest.mark.parametrize("language", LANGUAGES)


def pdf(view: View, language: str = "fi") -> bytes:
    return asyncio.run(render_pdf(view, language))


@cache
def as_sent(language: str) -> bytes:
    return pdf(a_report(), language)


def page_text(view: View, language: str = "fi") -> str:
    """What one reads on the page, without tags."""
    body = render_html(view, language).partition("<main>")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


@every_language
def test_what_was_sent_says_the_same_words_for_ever(language: str) -> None:
    """ADR 0010: a word changed in a layout that reports were sent in would change what was sent."""
    golden = (GOLDEN / f"monthly-report-1.{language}.txt").read_text(encoding="utf-8")
    assert text_of(as_sent(language)) == golden


@every_language
def test_what_was_sent_is_the_same_bytes_for_ever(language: str) -> None:
    """ADR 0010: also across releases of the library that draws: this breaks where one draws otherwise."""
    golden = (GOLDEN / f"monthly-report-1.{language}.sha256").read_text(encoding="utf-8").strip()
    assert hashlib.sha256(as_sent(language)).hexdigest() == golden


@every_language
def test_the_paper_is_tagged_and_says_its_language(language: str) -> None:
    """PDF/UA-1; typst's own check refuses what a screen reader could not read."""
    assert is_ua_1(as_sent(language))
    assert language_of(as_sent(language)) == language


def test_the_papers_tables_have_headers_and_its_parts_headings() -> None:
    tags = tags_of(as_sent("fi"))
    assert (tags.count("Table"), tags.count("TH"), tags.count("TR")) == (1, 5, 5)
    assert (tags.count("Title"), tags.count("H1"), tags.count("H2")) == (1, 4, 2)


@every_language
def test_the_page_says_what_the_paper_says(language: str) -> None:
    on_page = page_text(a_report(), language).split()
    on_paper = text_of(as_sent(language)).replace("•", " ").split("\n")
    said = [word for line in on_paper[:-2] for word in line.split() if word]
    foot = len(text_of(as_sent(language)).split("\n")[-2].split())
    assert [word for word in said[: len(said) - foot] if word not in on_page] == []


@every_language
def test_nothing_of_one_language_stands_in_another(language: str) -> None:
    others = {"fi": "Kuukausiraportti", "sv": "Månadsrapport", "en": "Monthly report"}
    said = text_of(as_sent(language))
    assert [code for code, title in others.items() if title in said] == [language]


@every_language
def test_a_month_in_which_nothing_happened_says_so(language: str) -> None:
    """R-C7: a month with no meetings still gets a report that says so."""
    wanted = {
        "fi": "Tässä kuussa ei ollut tapaamisia, muita yhteyksiä eikä askelia.",
        "sv": "Den här månaden hade varken träffar, andra kontakter eller steg.",
        "en": "There were no meetings, no other contacts and no steps this month.",
    }[language]
    view = a_report(**an_empty_month(), sections=[])
    assert wanted in page_text(view, language)
    assert wanted in text_of(pdf(view, language))


def test_a_month_with_calls_only_says_that_nobody_met() -> None:
    """R-C7, and what there was is not called nothing."""
    view = a_report(**an_empty_month() | {"contacts": 2, "nothing_happened": False})
    assert "There were no meetings this month." in page_text(view, "en")


def test_a_month_in_which_every_meeting_fell_through_says_so() -> None:
    """R-C7: the meetings that were not held stand there with what became of them."""
    view = a_report(**in_which_none_was_held())
    said = page_text(view, "en")
    assert "No meeting was held this month." in said
    assert "Cancelled" in said
    assert "Not attended" in said


def test_meetings_stand_in_order_with_the_finnish_time() -> None:
    said = page_text(a_report(), "en")
    days = [int(day) for day in re.findall(r"(\d+) September 2025, 14:[03]0", said)]
    assert days == [3, 10, 17, 24]


def test_a_meeting_that_was_not_held_has_no_length() -> None:
    view = a_report(**in_which_none_was_held())
    assert "1 h 30 min" not in page_text(view)


def test_what_is_not_sent_says_that_it_is_a_draft() -> None:
    view = a_report(status="draft", sent_at=None, layout=None)
    draft = "Luonnos: raporttia ei ole lähetetty."
    assert draft in page_text(view)
    assert draft in text_of(pdf(view))
    assert draft not in page_text(a_report())


def test_a_report_without_an_account_says_so() -> None:
    assert "Tälle tilaajalle ei ole kirjoitettu arviota." in page_text(a_report(sections=[]))


def test_a_rating_is_said_in_words() -> None:
    view = a_report(sections=[a_section("Kuukausi.", attainment=-2)])
    assert "−2, much less than hoped" in page_text(view, "en")


def test_several_sections_are_read_one_after_the_other() -> None:
    view = a_report(sections=[a_section("Ensimmäinen osa."), a_section("Toinen osa.")])
    assert page_text(view).index("Ensimmäinen osa.") < page_text(view).index("Toinen osa.")


def test_the_whole_report_says_for_whom_each_part_is() -> None:
    view = a_report(sector=None, status="draft", sent_at=None, layout=None)
    assert page_text(view).index("Lastensuojelu") < page_text(view).index("Kuukausi sujui hyvin.")
    assert tags_of(pdf(view)).count("H3") == 1


def test_every_word_is_there_in_every_language() -> None:
    spoken = [wording("monthly-report-1", language) for language in LANGUAGES]
    assert all(w.sentences.keys() == spoken[0].sentences.keys() for w in spoken)
    assert all({k: v.keys() for k, v in w.lists.items()} == words_of_lists() for w in spoken)
    assert all(
        text.strip() for w in spoken for each in (w.sentences, *w.lists.values()) for text in each.values()
    )


def words_of_lists() -> dict[str, Any]:
    """What the layout has to have a word for: the lists as they are, and its own."""
    own = {
        "states": {"held", "not_attended", "cancelled"},
        "step_outcomes": {"done", "too_hard", "split"},
        "levels": {"-2", "-1", "0", "1", "2"},
    }
    lists = ("sectors", "service_lines", "meeting_kinds", "places", "goal_areas")
    return own | {name: set(codes(name)) for name in lists}


@every_language
def test_a_word_has_the_same_places_in_every_language(language: str) -> None:
    places = re.compile(r"\{(\w+)\}")
    written_by_each = {"day", "moment"}
    for name, sentence in wording("monthly-report-1", "en").sentences.items():
        if name not in written_by_each:
            told = wording("monthly-report-1", language).sentences[name]
            assert set(places.findall(told)) == set(places.findall(sentence)), name


def test_a_layout_that_there_never_was_is_no_report() -> None:
    with pytest.raises(KeyError):
        document_of(a_report(layout="monthly-report-99"), "fi")


def test_the_layout_that_intake_sends_with_can_be_drawn() -> None:
    """What intake writes down with a report as its layout, the edge knows."""
    from services.intake.domain.case.reporting import LAYOUT  # noqa: PLC0415 - the two must agree

    assert LAYOUT in LAYOUTS
