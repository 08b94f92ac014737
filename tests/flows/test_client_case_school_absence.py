"""A young person who does not go to school: a work pair, school and leisure, 9 to 18 months, and beyond."""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.client_cases.school_absence import (
    ASKED_ON,
    CLOSED,
    NEXT_JOINS,
    OPENED,
    PAIR_JOINS,
    PAIR_LEAVES,
    PAST_THE_USUAL,
    the_young_person_comes_back_to_school,
)
from tests.support.client_cases.telling import CaseTelling
from tests.support.playing import EVERYTHING, ON, play

pytestmark = pytest.mark.timeout(300)
Answers = dict[str, dict[str, Any]]
STORY: CaseTelling = the_young_person_comes_back_to_school()
WITHOUT_PAIR = [(OPENED, PAIR_JOINS), (PAIR_LEAVES + timedelta(days=1), NEXT_JOINS)]
"""(first day, the first day on which somebody is there again)."""


@pytest.fixture(scope="module", params=ON if EVERYTHING else ON[1:])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came out, on real servers; in `make soak` embedded as well."""
    folder = tmp_path_factory.mktemp("school-absence")
    return dict(json.loads(play(STORY.write(folder), request.param, request, folder)))


@pytest.fixture
def answers(played: dict[str, Any]) -> Answers:
    return dict(played["queries"])


def flags(answer: dict[str, Any]) -> dict[str, str]:
    """Code → since when."""
    return {flag["code"]: flag["since"] for flag in answer["flags"]}


def test_every_step_comes_out_as_told(played: dict[str, Any]) -> None:
    """R-C8: nothing was refused, after eighteen months as before."""
    assert played["commands"] == STORY.commands()
    assert played["commands"]["refused"] == 0


def test_at_the_start_the_work_pair_is_missing(answers: Answers) -> None:
    """R-C5: school support is done in pairs; the worker sees at once that there is none."""
    assert flags(answers["at the start"]) == {"missing_work_pair": OPENED.isoformat()}


@pytest.mark.parametrize("day", ASKED_ON)
def test_flags_come_and_go_as_the_rules_say(answers: Answers, day: date) -> None:
    """R-C5: gone while a pair is in the network, back on the day after it left. R-C8: after 18 months."""
    expected = {("missing_work_pair", since) for since, again in WITHOUT_PAIR if since <= day < again}
    if day >= PAST_THE_USUAL:
        expected.add(("outside_usual_length", PAST_THE_USUAL))
    assert flags(answers[f"on {day}"]) == {code: since.isoformat() for code, since in expected}


def test_past_eighteen_months_it_is_shown_and_never_blocked(answers: Answers) -> None:
    """R-C8: one still meets, revises the plan and reports."""
    held_on = {each["starts_at"][:10] for each in answers["now"]["meetings"] if each["state"] == "held"}
    assert "2025-03-05" in held_on
    assert answers["now"]["plan"]["revision"] == 2
    assert (answers["now"]["state"], answers["now"]["closed_on"]) == ("closed", CLOSED.isoformat())
    assert flags(answers["now"]) == {}


def test_one_meets_at_school_and_in_leisure(answers: Answers) -> None:
    held = [each for each in answers["now"]["meetings"] if each["state"] == "held"]
    told = [line["data"] for line in STORY.lines if line.get("command") == "intake.record_meeting"]
    places = Counter(each["place"] for each in held)
    assert places == Counter(each["place"] for each in told)
    assert min(places["school"], places["leisure"]) > 10


def test_every_month_has_its_report(answers: Answers) -> None:
    """R-C7: from the month of the opening to that of the close."""
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    assert answers["now"]["reports"] == {month: "sent" for month in months if "2023-08" <= month <= "2025-03"}


def test_the_school_follows_what_it_buys(answers: Answers) -> None:
    """R-C14: plan, meetings and reports, and the words of its own reports alone."""
    supervised = answers["supervised"]
    assert supervised["plan"]["revisions"][-1]["revision"] == 2
    assert supervised["meetings"]["by_state"] == {"held": len(answers["now"]["meetings"])}
    assert {report["state"] for report in supervised["reports"]} == {"sent"}
    assert answers["buyer's"]["with_texts"] is False
    assert [each["text"] for each in answers["a month"]["sections"]] == [
        "Kuukausi 2024-03: tavattiin ja edettiin."
    ]
