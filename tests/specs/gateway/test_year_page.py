"""A region's year on its page: pictures with their tables, what is hidden, and where figures lead to."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.specs.gateway.directory_answers import Directory, visit, words
from tests.specs.gateway.edge import refusal
from tests.support.pdf_reading import language_of, text_of

NOBODY = {"requested": 0, "answered": 0, "missed": 0, "response_rate": None}
EMPTY: dict[str, Any] = {
    "year": 2025, "region": "sisa-suomi", "contacts": 0, "by_month": {}, "by_source": {}, "mentions": 0,
    "by_theme": {}, "by_tier": {}, "waits_at": [], "promised": [], "goals": [], "rated": 0,
    "waits": [
        {"what": what, "contacts": 0, "median_days": None, "p90_days": None}
        for what in ("assessment", "plan", "meeting", "expertise")
    ],
    "expertise": {"asked": 0, "assigned": 0, "by_competence": {}, "by_mode": {}, "by_sector": {}},
    "meetings_by_month": [], "meetings_by_line": [], "mean_t_score": None, "feedback": NOBODY,
    "feedback_by_month": [], "feedback_by_role": [], "positions": {"intake": 9},
}  # fmt: skip
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
COMING = (31, 28, 35, 30, 24, 18, 9, 26, 38, 41, 33, 20)
FULL: dict[str, Any] = EMPTY | {
    "contacts": 333, "by_month": dict(zip(MONTHS, COMING, strict=True)),
    "by_source": {"school": 120, "child_welfare": 96, "shelter": 41, "family": 60, "other": 16},
    "mentions": 512, "by_theme": {"demanding_neuropsychiatric": 210, "immigration": 122, "rare_disease": 180},
    "by_tier": {"1": 101, "2": 140, "3": 60, "4": 12},
    "waits": [
        {"what": "assessment", "contacts": 300, "median_days": 9, "p90_days": 31},
        {"what": "plan", "contacts": 270, "median_days": 24, "p90_days": 62},
        {"what": "meeting", "contacts": 240, "median_days": 33, "p90_days": 88},
        {"what": "expertise", "contacts": 80, "median_days": 41, "p90_days": 120},
    ],
    "waits_at": [
        {"step": "expertise", "contacts": 24, "median_days": 44, "longest_days": 160},
        {"step": "assessment", "contacts": 12, "median_days": 12, "longest_days": 40},
        {"step": "close", "contacts": 3, "median_days": 2, "longest_days": 8},
    ],
    "promised": [{"sector": "education", "steps": 40, "overdue": 11, "longest_overdue_days": 73}],
    "expertise": {
        "asked": 92, "assigned": 80, "by_competence": {"trauma": 40, "rare_disease": 30},
        "by_mode": {"virtual": 55, "on_site": 20}, "by_sector": {"education": 60, "child_welfare": 50},
    },
    "meetings_by_month": [
        {"key": month, "held": 2 * n, "not_attended": n // 4, "cancelled": n // 6}
        for month, n in zip(MONTHS, COMING, strict=True)
    ],
    "meetings_by_line": [{"key": "support_person", "held": 666, "not_attended": 80, "cancelled": 50}],
    "goals": [
        {"area": "everyday_life", "goals": 60, "mean_attainment": "0.40",
         "by_attainment": {"-2": 3, "-1": 9, "0": 20, "1": 20, "2": 8}},
        {"area": "", "goals": 12, "mean_attainment": "-0.25",
         "by_attainment": {"-2": 1, "-1": 4, "0": 4, "1": 3, "2": 0}},
    ],
    "rated": 41, "mean_t_score": "53.18",
    "feedback": {"requested": 412, "answered": 301, "missed": 90, "response_rate": 0.7306},
    "feedback_by_month": [
        {"key": month, "requested": n, "answered": n - n // 4, "missed": n // 4, "response_rate": 0.75}
        for month, n in zip(MONTHS, COMING, strict=True)
    ],
    "feedback_by_role": [
        {"key": "guardian", "requested": 200, "answered": 150, "missed": 40, "response_rate": 0.75},
        {"key": "professional", "requested": 90, "answered": 70, "missed": 15, "response_rate": 0.7778},
    ],
    "costs": {
        "by_sector": {"child_welfare": "123456.50", "education": "65000.00"},
        "by_month": {"2025-09": "98000.00", "2025-10": "90456.50"}, "net": "188456.50",
    },
}  # fmt: skip
HIDDEN = FULL | {
    "by_source": {"school": None, "shelter": None}, "by_tier": None, "mentions": None, "hidden_under": 5,
    "by_theme": {"immigration": None, "rare_disease": 200}, "mean_t_score": None, "rated": None,
    "feedback": dict.fromkeys(NOBODY), "feedback_by_month": [dict.fromkeys(NOBODY) | {"key": "2025-09"}],
    "waits": [{"what": "plan", "contacts": None, "median_days": None, "p90_days": None}],
    "goals": [{"area": "", "goals": None, "mean_attainment": None}],
}  # fmt: skip
ROLES = ("coordinator", "contact_person", "researcher", "admin")


def year(answer: dict[str, Any], role: str = "coordinator", address: str = "/year/2025") -> Any:
    return visit(address, Directory(region_year=answer), role=role)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_ask_for_it_has_it_in_the_menu(role: str) -> None:
    page = year(FULL, role)
    assert page.status_code == 200
    assert '<a href="/year" aria-current="page">' in page.text


def test_the_year_it_is_opens_by_itself() -> None:
    assert re.fullmatch(r"/year/20\d\d", year(FULL, address="/year").headers["location"])


def test_each_chapter_has_its_picture_and_the_same_numbers_in_tables() -> None:
    page = year(FULL)
    pictures = re.findall(r"<svg.*?</svg>", page.text, re.DOTALL)
    assert len(pictures) == 9
    for picture in map(ET.fromstring, pictures):
        assert picture.get("role") == "img"
        assert picture.find("{http://www.w3.org/2000/svg}title").text  # type: ignore[union-attr]
    text = words(page)
    for said in ("contacts received", "53.18", "€188,456.50", "73%" if "73%" in text else "73 %", "120"):
        assert said in text


def test_ids_of_pictures_are_their_own() -> None:
    """Several stand in one page."""
    ids = re.findall(r' id="([^"]+)"', year(FULL).text)
    assert len(ids) == len(set(ids))


def test_figures_lead_to_what_is_behind_them_for_the_centre() -> None:
    assert "/year/2025/behind?figure=by_source&amp;key=school" in year(FULL).text
    assert "/behind" not in year(FULL, "researcher").text


def test_hidden_counts_are_said_to_be_hidden() -> None:
    """R-R2."""
    text = words(year(HIDDEN, "researcher"))
    assert "those under 5" in text
    assert "School hidden" in text or "hidden" in text


def test_a_year_in_which_nothing_came_says_so_in_figures() -> None:
    page = year(EMPTY)
    assert page.status_code == 200
    assert "None" not in words(page)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_is_told_in_each_language(language: str) -> None:
    page = year(FULL, address=f"/year/2025?lang={language}")
    assert {"fi": "Alueen vuosi 2025", "sv": "Regionens år 2025", "en": "The region's year 2025"}[
        language
    ] in words(page)


def test_it_is_asked_for_as_it_was_known() -> None:
    asked = Directory(region_year=FULL)
    visit("/year/2025?as_of=2025-12-31", asked, role="coordinator")
    assert asked.asked == [("region_year", {"year": "2025", "as_of": "2025-12-31"})]


@pytest.mark.parametrize("given", ["abc", "2025.5", "1800"])
def test_what_is_no_year_is_told_so(given: str) -> None:
    no = refusal(422, "what was sent does not fit: see the fields")
    assert visit(f"/year/{given}", Directory(region_year=no), role="coordinator").status_code == 422


def test_the_year_comes_on_paper() -> None:
    """PDF/UA-1 with its pictures, in the reader's language; the same answer is the same bytes."""
    answer = year(FULL, address="/documents/year/2025.pdf?lang=fi")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="sisa-suomi.2025.fi.pdf"'
    assert language_of(answer.content) == "fi"
    assert "Alueen vuosi 2025" in text_of(answer.content)
    assert answer.content == year(FULL, address="/documents/year/2025.pdf?lang=fi").content


def test_what_is_hidden_is_hidden_on_paper() -> None:
    """R-R2."""
    text = text_of(year(HIDDEN, "researcher", "/documents/year/2025.pdf?lang=en").content)
    assert "those under 5" in text
