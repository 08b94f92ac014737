"""Feedback and goals over time, for a region: who answered, how far goals were reached; hidden where few."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.specs.gateway.directory_answers import words
from tests.specs.gateway.edge import refusal
from tests.specs.gateway.follow_up_answers import Follows, visit

ASKED: dict[str, Any] = {"requested": 40, "answered": 30, "missed": 8, "response_rate": 0.75}
HIDDEN: dict[str, Any] = {"requested": None, "answered": None, "missed": None, "response_rate": None}
FOUND: dict[str, Any] = {
    "follow_ups": 24, "rated": 18, "mean_t_score": "54.21", **ASKED,
    "by_service_line": {
        "ot_consultation": {**ASKED, "follow_ups": 10, "rated": 0, "mean_t_score": None},
        "": {**HIDDEN, "follow_ups": None, "rated": None, "mean_t_score": None},
    },
    "by_goal_area": {
        "everyday_life": {"follow_ups": 7, "goals": 9, "mean_attainment": "0.44"},
        "": {"follow_ups": 5, "goals": 6, "mean_attainment": "-0.20"},
    },
    "by_month": {"2026-02": ASKED, "2026-01": HIDDEN},
}  # fmt: skip


def seen(**more: Any) -> str:
    """What one reads on the page."""
    return words(visit("/outcomes?from=2026-01-01&to=2026-03-31", Follows(outcomes=FOUND | more)))


def test_the_totals_say_who_answered_and_how_far_goals_were_reached() -> None:
    """R-F2, R-F3: who does not answer is counted; 50 is as hoped."""
    text = seen()
    for said in ("24 follow-ups", "75 % of those asked answered", "8 did not answer", "54.21 goals' common"):
        assert said in text


def test_each_table_says_what_is_hidden_and_what_is_none() -> None:
    """R-R2: a hidden figure is called so; where nothing was rated there is a dash."""
    text = seen(hidden_under=5)
    assert "January 2026 hidden hidden hidden hidden" in text
    assert "February 2026 40 30 8 75 %" in text
    assert "10 40 75 % 0 –" in text
    assert "No service hidden hidden hidden hidden hidden" in text
    assert "No area 5 6 -0.2" in text


def test_months_are_a_picture_as_well() -> None:
    """A month whose figure is hidden has its place, and no dot."""
    picture = visit("/outcomes/months.svg?from=2026-01-01", Follows(outcomes=FOUND))
    drawn = ET.fromstring(picture.text)  # noqa: S314 - drawn by us
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 1
    assert "Answered of those asked, %: 2026-02 75" in "".join(drawn.itertext())
    assert "2026-01" in picture.text


def test_where_there_is_nothing_it_says_so() -> None:
    text = seen(by_month={}, by_service_line={}, by_goal_area={}, rated=0, mean_t_score=None)
    assert "Nobody was asked in this period." in text
    assert "No goal was rated in this period." in text


def test_a_period_that_is_none_is_said_above_the_form() -> None:
    refused = refusal(422, "the period ends before it begins")
    page = visit("/outcomes?from=2026-02-01&to=2026-01-01", Follows(outcomes=refused))
    assert page.status_code == 422
    assert "the period ends before it begins" in words(page)
    assert 'value="2026-02-01"' in page.text


@pytest.mark.parametrize("path", ["/outcomes", "/outcomes/months.svg"])
def test_who_may_not_know_is_told_so(path: str) -> None:
    refused = refusal(403, "this is not for your role")
    assert visit(path, Follows(outcomes=refused), role="worker").status_code == 403
