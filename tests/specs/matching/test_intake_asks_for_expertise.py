"""Expertise that intake asked for becomes a match request: once, whatever comes again or stops between."""

from typing import Any
from uuid import uuid4

import pytest

from services.matching.reactions import Opening
from services.matching.service import open_matching
from tests.specs.matching.centre import NOW, Centre, done


def opening(centre: Centre) -> Opening:
    return next(loop for loop in centre.store.desk.loops if isinstance(loop, Opening))


def work_off(loop: Opening) -> int:
    """How many steps there were."""
    steps = 0
    while loop.step():
        steps += 1
    return steps


def asked(centre: Centre, **told: Any) -> tuple[str, str]:
    """A contact, and the request that intake asked for, of which matching has heard."""
    referral, request = centre.referral(), str(uuid4())
    wanted = {"competences": ["trauma"], "mode": "either", "languages": ["fi"], **told}
    asking = {"referral_id": referral, "match_request_id": request, **wanted}
    done(centre.store.intake.send("request_expertise", asking, who=NOW))
    centre.store.hear()
    return referral, request


def test_a_request_is_opened_with_the_id_that_intake_gave(centre: Centre) -> None:
    """An expert, in the referral's county, from today, an hour a week unless said; either way of working."""
    referral, request = asked(centre)
    assert work_off(opening(centre)) == 1
    shown = centre.shown(request)
    assert (shown["referral_id"], shown["state"], shown["scope"]) == (referral, "open", "county")
    need = shown["need"]
    assert (need["role"], need["county"], need["hours_per_week"]) == ("expert", "08", 1.0)
    assert need["must"] == {"competences": ["trauma"], "languages": ["fi"]}
    assert "team" not in need


@pytest.mark.parametrize("told", [{"team_size": 3}, {"fields": ["health", "social"]}])
def test_a_team_where_its_size_or_fields_are_said(centre: Centre, told: dict[str, Any]) -> None:
    """R-M5."""
    _, request = asked(centre, **told)
    work_off(opening(centre))
    team = centre.shown(request)["need"]["team"]
    assert team == {"fields": told.get("fields", [])} | ({"size": 3} if "team_size" in told else {})


def test_again_opens_nothing_again(centre: Centre) -> None:
    asked(centre)
    assert work_off(opening(centre)) == 1
    assert work_off(opening(centre)) == 0


def test_after_a_stop_another_process_opens_what_is_left(centre: Centre) -> None:
    """What is to do is read from what was told and stored: nothing is lost, nothing done twice."""
    _, first = asked(centre)
    _, second = asked(centre)
    opening(centre).step()
    desk = open_matching(centre.store.intake.settings, centre.store.intake.beside)
    started_again = next(loop for loop in desk.loops if isinstance(loop, Opening))
    assert work_off(started_again) == 1
    assert {centre.shown(each)["state"] for each in (first, second)} == {"open"}


def test_a_request_opened_by_hand_before_stays_as_it_is(centre: Centre) -> None:
    """Too late: the same id was taken by a person meanwhile."""
    referral, request = asked(centre)
    data = {"role": "coach", "county": "16", "must": {"competences": [], "languages": []}, "should": {},
            "hours_per_week": 2, "starts_on": "2025-10-01", "for": {"referral_id": referral}}  # fmt: skip
    centre.does("open_match_request", match_request_id=request, **data)
    assert work_off(opening(centre)) == 0
    assert centre.shown(request)["need"]["role"] == "coach"
