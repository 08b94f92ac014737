"""Texts that would rather be something else than text: on paper and on the page they stay what was typed."""

import asyncio
import html
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.documents.letters import (
    BREAK_HERE,
    UNDRAWN,
    drawable,
    on_paper,
    paragraphs,
    read_from_the_right,
)
from services.gateway.documents.monthly_report import document_of, render_html, render_pdf
from services.gateway.documents.press import pdf_of
from services.gateway.problems import Problem
from tests.specs.gateway.a_report import a_month, a_report, a_section, of_text
from tests.support.pdf_reading import is_ua_1, text_of

TYPST = (
    '#panic("x") *lihava* _vino_ $x^2$ = Otsikko `koodi` @viite <nimi> \\ // huomautus /* ja */ #sys.inputs'
)
HTML = "<script>alert(1)</script><b>lihava</b> &amp; \"'><img src=x onerror=alert(1)>"
BESIDE = st.characters(exclude_categories=["Cs"])


def pdf(view: dict[str, Any], language: str = "fi") -> bytes:
    return asyncio.run(render_pdf(view, language))


def letters(text: str) -> str:
    """The text without what line breaks do to it."""
    return re.sub(rf"[\s{BREAK_HERE}]+", "", text)


@pytest.mark.parametrize(
    "text", [TYPST, HTML, "{month} {0} %s ${x}", "Page {page} of {pages}", "-- ... '' \"\""]
)
def test_what_looks_like_markup_is_printed_as_it_was_typed(text: str) -> None:
    assert letters(text) in letters(text_of(pdf(of_text(text))))


@pytest.mark.parametrize("text", [TYPST, HTML])
def test_what_looks_like_markup_is_shown_as_it_was_typed(text: str) -> None:
    page = render_html(of_text(text), "fi")
    assert html.escape(text, quote=False).replace('"', "&#34;").replace("'", "&#39;") in page
    assert "<script" not in page
    assert "<img" not in page


def test_a_goal_and_a_step_may_look_like_markup_too() -> None:
    month = a_month()
    month["goals"][0] |= {"title": TYPST}
    month["goals"][0]["steps"][0] |= {"what": HTML}
    said = letters(text_of(pdf(a_report(**month))))
    assert letters(TYPST) in said
    assert letters(HTML) in said


def test_finnish_swedish_and_sami_letters_are_all_there() -> None:
    text = "ÄÖÅ äöå šž ŠŽ éü Đđ Ŋŋ Ŧŧ Čč õ – ’ ” … € −2"
    said = text_of(pdf(of_text(text)))
    assert letters(text) in letters(said)
    assert UNDRAWN not in said


@pytest.mark.parametrize("text", ["Привет, мир", "Ελληνικά"])
def test_other_alphabets_are_drawn(text: str) -> None:
    assert letters(text) in letters(text_of(pdf(of_text(text))))


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "שלום עולם"])
def test_what_is_read_from_the_right_is_drawn_and_said_so(text: str) -> None:
    said = text_of(pdf(of_text(text)))
    assert set(letters(text)) <= set(said)
    assert UNDRAWN not in said
    assert f'<p dir="rtl">{text}</p>' in render_html(of_text(text), "fi")


def test_the_direction_is_that_of_the_first_letter_that_has_one() -> None:
    assert read_from_the_right("12 – مرحبا Hei")
    assert not read_from_the_right("Hei مرحبا")
    assert not read_from_the_right("12.")


def test_a_sign_that_no_font_has_is_marked_counted_and_stays_on_the_page() -> None:
    said = text_of(pdf(of_text("Hyvä 🙂🙂 漢字"), "en"))
    assert f"Hyvä{UNDRAWN * 4}" in letters(said)
    assert f"stand as {UNDRAWN}: 4." in said
    assert "Hyvä 🙂🙂 漢字" in render_html(of_text("Hyvä 🙂🙂 漢字"), "en")


def test_a_square_that_was_typed_is_not_counted_as_lost() -> None:
    said = text_of(pdf(of_text(f"{UNDRAWN} tehtävä"), "en"))
    assert "cannot show" not in said


def test_an_accent_over_a_letter_of_another_font_is_no_end_of_the_paper() -> None:
    said = text_of(pdf(of_text("Hei \u05b8\u2556\u0366"), "en"))
    assert "Hei" in said
    assert "cannot show" in said


def test_a_very_long_word_stays_on_the_sheet() -> None:
    word = "x" * 2_000
    lines = text_of(pdf(of_text(word))).split("\n")
    assert letters(word) in letters("".join(lines))
    assert max(map(len, lines)) < 200


def test_a_text_of_twenty_thousand_letters_is_all_there() -> None:
    """As long as a text may be (shared/contracts/words.py, Long), on many sheets."""
    text = "\n\n".join(f"Kappale {n}: " + "sana " * 36 for n in range(105))[:20_000]
    pages = text_of(pdf(of_text(text)))
    without_feet = re.sub(r"Työskentely 2025-00004\nSivu \d+ / \d+\n", "", pages)
    assert letters(text) in letters(without_feet)
    assert "Sivu 2 / " in pages


def test_an_empty_line_makes_a_paragraph_and_a_line_end_a_line() -> None:
    assert paragraphs("yksi\r\nkaksi\r\n \r\n\r\nkolme\n") == ("yksi\nkaksi", "kolme")
    assert "<p>yksi<br>kaksi</p>" in render_html(of_text("yksi\nkaksi\n\nkolme"), "fi")


def test_control_characters_are_left_out() -> None:
    assert on_paper("a\x07b\x1b[31m\ufeff\u202ec\td") == "ab[31mc d"
    assert "ab" in render_html(of_text("a\x07b"), "fi")


@pytest.mark.parametrize("nothing", ["\x07", "\u200b", "\u3000", "\u034f", "\u202e\ufeff"])
def test_a_name_without_any_letter_is_no_end_of_the_paper(nothing: str) -> None:
    month = a_month()
    month["goals"][0] |= {"title": nothing}
    month["goals"][0]["steps"][0] |= {"what": nothing}
    sections = [a_section(nothing, goal_title=nothing)]
    assert is_ua_1(pdf(a_report(**month, sections=sections, provider=nothing)))


def test_a_long_word_may_break_every_twenty_letters() -> None:
    assert on_paper("y" * 45) == BREAK_HERE.join(["y" * 20, "y" * 20, "y" * 5])
    assert on_paper("y" * 29) == "y" * 29


@given(st.text(BESIDE, max_size=200))
def test_whatever_was_typed_only_drawable_signs_are_left(text: str) -> None:
    assert set(on_paper(text)) <= drawable() | {"\n", BREAK_HERE}
    assert on_paper(text).strip()


@settings(max_examples=15, deadline=None)
@given(st.text(BESIDE, min_size=1, max_size=400))
def test_whatever_was_typed_there_is_a_paper(text: str) -> None:
    assert is_ua_1(pdf(of_text(text)))


def test_every_letter_that_is_called_drawable_is_drawn() -> None:
    """The list was measured; a release of typst with other fonts breaks here."""
    every = sorted(drawable() - {" ", "\xa0"})
    said = pdf(of_text("\n".join(" ".join(every[at : at + 40]) for at in range(0, len(every), 40))))
    assert is_ua_1(said)


def test_who_waits_too_long_is_told_to_come_again() -> None:
    with pytest.raises(Problem) as said:
        asyncio.run(pdf_of(document_of(a_report(), "fi"), patience=0.0))
    assert said.value.status == 503


def test_nobody_waits_while_a_paper_is_drawn() -> None:
    """The loop goes on with others: it turns while the other process works."""

    async def both() -> int:
        drawing = asyncio.create_task(render_pdf(a_report(), "fi"))
        turns = 0
        while not drawing.done():
            turns += 1
            await asyncio.sleep(0)
        assert (await drawing).startswith(b"%PDF-1.7")
        return turns

    assert asyncio.run(both()) > 10
