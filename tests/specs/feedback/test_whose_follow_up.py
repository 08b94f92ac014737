"""Whose a follow-up is, as intake tells who takes part; and what is left once its matter is destroyed."""

from typing import Any
from uuid import uuid4

import pytest

from services.feedback.projections import PROJECTIONS
from shared.contracts.intake import FACTS
from shared.contracts.reading import from_cloud_event
from tests.specs.feedback.centre import START, WELL, Centre, at, done, somebody

WORKER = {"sub": "tukihenkilo-1", "role": "worker", "organisation": "Tuottaja"}
BUYER = {"sub": "tilaaja-1", "role": "buyer", "sector": "child_welfare"}
OTHER_REGION = {"sub": "koordinaattori-8", "region": "ita-suomi"}
TABLES = sorted({table for each in PROJECTIONS for table in each.tables})


def joins(centre: Centre, case_id: str, user: str, role: str) -> str:
    """Somebody comes into the case's network: their seat's id."""
    seat = str(uuid4())
    member = {"id": seat, "role": role, "user": user, "sector": "child_welfare"}
    centre.intake("add_network_member", case_id=case_id, member=member)
    return seat


def status(centre: Centre, who: dict[str, Any], follow_up: str, clock: str = START) -> int:
    reply = centre.store.ask("follow_up", {"follow_up_id": follow_up}, **{"clock": clock, **who})
    return int(reply["status"])


def rated(centre: Centre, who: dict[str, Any], follow_up: str) -> int:
    goal: dict[str, Any] = {"goal_id": follow_up, "attainment": 1, "by_role": "worker"}
    about = {"follow_up_id": follow_up, "rated_on": "2025-09-01"}
    return int(centre.tries("rate_goal", who, START, **goal, **about)["status"])


def test_a_worker_rates_while_in_the_network(centre: Centre) -> None:
    """R-C11: and is told nothing before they come and after they left."""
    case_id = centre.case()
    follow_up = centre.follow_up(somebody(), case_id=case_id)
    assert (status(centre, WORKER, follow_up), rated(centre, WORKER, follow_up)) == (404, 404)
    seat = joins(centre, case_id, WORKER["sub"], "worker")
    assert (status(centre, WORKER, follow_up), rated(centre, WORKER, follow_up)) == (200, 200)
    stopped = centre.tries("stop_follow_up", WORKER, follow_up_id=follow_up, reason="Ei.")
    assert stopped["status"] == 403
    centre.intake("remove_network_member", at("2025-09-03"), case_id=case_id, member_id=seat)
    assert status(centre, WORKER, follow_up, at("2025-09-03")) == 200, "it is their last day"
    assert status(centre, WORKER, follow_up, at("2025-09-04")) == 404


def test_a_buyer_is_told_figures_alone(centre: Centre) -> None:
    """R-C14: how many answered and how far goals were reached, not who said what."""
    case_id = centre.case()
    recipient = somebody()
    follow_up = centre.follow_up(recipient, case_id=case_id)
    about = {"follow_up_id": follow_up}
    centre.does(
        "record_on_behalf", **about, wave=1, recipient_id=recipient["recipient_id"], answers=WELL, by="X"
    )
    centre.does("set_goal_scale", **about, goal_id=follow_up, weight=2, scale={"0": "käy koulussa"})
    joins(centre, case_id, BUYER["sub"], "buyer")
    assert rated(centre, {}, follow_up) == 200
    told = centre.asks("follow_up", BUYER, **about)
    (wave,) = told["waves"]
    assert (wave["requested"], wave["answered"], wave["requests"], told["scores"]) == (1, 1, [], [])
    assert told["t_score"] == "60.00"
    assert "käy koulussa" not in str(told)
    assert "käy koulussa" in str(centre.shown(follow_up))
    (row,) = centre.asks("follow_ups", BUYER, case_id=case_id)["follow_ups"]
    assert (row["answered"], row["t_score"]) == (1, "60.00")


def test_another_region_is_told_nothing(centre: Centre) -> None:
    case_id = centre.case()
    follow_up = centre.follow_up(somebody(), case_id=case_id)
    assert status(centre, OTHER_REGION, follow_up) == 404
    assert centre.store.ask("follow_ups", {"case_id": case_id}, clock=START, **OTHER_REGION)["status"] == 404


def test_a_restricted_case_is_there_for_the_named_alone(centre: Centre) -> None:
    """R-C10: also its follow-ups; who is asked is asked on, and answers."""
    case_id = centre.case()
    follow_up = centre.follow_up(somebody(), case_id=case_id)
    centre.intake("change_restriction", case_id=case_id, restricted_to=["koordinaattori-9"], reason="Turva.")
    named = {"sub": "koordinaattori-9"}
    assert (status(centre, {}, follow_up), status(centre, named, follow_up)) == (404, 200)
    (token,) = centre.tokens()
    done(centre.store.by_link("answer", token, answers=WELL))
    assert centre.asks("follow_up", named, follow_up_id=follow_up)["waves"][0]["answered"] == 1


def test_a_matter_that_nobody_told_of_is_followed_up_by_nobody(centre: Centre) -> None:
    told = {"follow_up_id": str(uuid4()), "case_id": str(uuid4()), "instruments": ["wellbeing"]}
    reply = centre.tries("start_follow_up", None, START, **told, every_weeks=4, recipients=[somebody()])
    assert reply["status"] == 404


def test_what_was_destroyed_has_no_texts_any_more(centre: Centre) -> None:
    """R-P2: answers, scores and the words of scales are gone, counts and goals stay."""
    case_id, recipient = centre.case(), somebody()
    follow_up = centre.follow_up(recipient, case_id=case_id)
    about = {"follow_up_id": follow_up}
    centre.does(
        "record_on_behalf", **about, wave=1, recipient_id=recipient["recipient_id"], answers=WELL, by="X"
    )
    centre.does("set_goal_scale", **about, goal_id=follow_up, weight=1, scale={"0": "käy koulussa"})
    assert rated(centre, {}, follow_up) == 200
    for admin in ("paakayttaja-1", "paakayttaja-2"):
        who = {"sub": admin, "role": "admin", "clock": at("2025-09-05")}
        basis = {"case_id": case_id, "basis": "mistaken_record", "died_on": "2025-09-02"}
        done(centre.store.intake.send("destroy_matter", basis, who=who))
    centre.store.hear()
    centre.store.tick(at("2025-09-05"))
    told = centre.shown(follow_up)
    assert (told["state"], told["waves"][0]["answered"], told["t_score"]) == ("stopped", 1, "60.00")
    assert told["scores"] == []
    assert told["scales"][follow_up]["scale"] == {"0": "[erased]"}


def test_the_same_facts_again_change_no_row(centre: Centre) -> None:
    """R-R3: of intake's facts, all of them once more."""
    case_id = centre.case()
    seat = joins(centre, case_id, WORKER["sub"], "worker")
    centre.intake("remove_network_member", at("2025-09-03"), case_id=case_id, member_id=seat)
    before = {table: centre.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608
    told = centre.store.intake.facts_after(0, 1000)["facts"]
    with centre.store.waking.database.rows() as rows, rows.cursor() as cursor:
        for event in told:
            for projection in PROJECTIONS:
                projection.apply(from_cloud_event(event, FACTS), cursor)
    after = {table: centre.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608
    assert after == before


@pytest.mark.parametrize("days", [1, 3])
def test_who_comes_back_is_in_the_network_again(days: int, centre: Centre) -> None:
    case_id = centre.case()
    follow_up = centre.follow_up(somebody(), case_id=case_id)
    seat = joins(centre, case_id, WORKER["sub"], "worker")
    centre.intake("remove_network_member", at("2025-09-01", 10), case_id=case_id, member_id=seat)
    member = {"id": seat, "role": "worker", "user": WORKER["sub"]}
    again = at(f"2025-09-0{days}", 12)
    centre.intake("add_network_member", again, case_id=case_id, member=member)
    assert status(centre, WORKER, follow_up, at("2025-09-20")) == 200
