"""Breaking the glass: in an emergency somebody reads a matter of the region in which they take no part.

It says why, holds for 24 hours, lets them change nothing, and the coordinator is told (ADR 0014).
"""

from typing import Any
from uuid import uuid4

import pytest
import structlog.testing

from shared.plumbing.metrics import GLASS_BROKEN
from tests.specs.intake.case_desk import (
    CONTACT_PERSON,
    COORDINATOR,
    OTHER_WORKER,
    WORKER,
    CaseDesk,
    done,
    member,
)
from tests.support.intake_store import Reply

REASON = "Lapsi on päivystyksessä, eikä työntekijää tavoiteta."
ELSEWHERE = CONTACT_PERSON | {"sub": "yhdys-7", "county": "07"}
FAR_AWAY = OTHER_WORKER | {"region": "ita-suomi"}


def break_glass(desk: CaseDesk, who: dict[str, Any], **told: Any) -> Reply:
    return desk.store.send("break_glass", {"reason": REASON, **told}, who=who)


def sees(desk: CaseDesk, case_id: str, who: dict[str, Any]) -> bool:
    return bool(desk.store.ask("case", {"case_id": case_id}, who=who)["status"] == 200)


def test_a_worker_reads_a_case_that_is_not_theirs(desk: CaseDesk) -> None:
    case_id = desk.open(member("worker", WORKER))
    assert not sees(desk, case_id, OTHER_WORKER)
    told = done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    assert told["facts"] == ["CaseGlassBroken"]
    assert sees(desk, case_id, OTHER_WORKER)
    assert not sees(desk, case_id, OTHER_WORKER | {"sub": "tukihenkilo-3"}), "only who broke it"


def test_who_broke_the_glass_changes_nothing(desk: CaseDesk) -> None:
    case_id = desk.open()
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    assert desk.notes(case_id, OTHER_WORKER)["status"] == 404
    assert desk.store.ask("copy_out", {"case_id": case_id}, who=OTHER_WORKER)["status"] == 404


def test_it_is_in_no_list(desk: CaseDesk) -> None:
    case_id = desk.open()
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    listed = desk.store.ask("cases", {"limit": 200}, who=OTHER_WORKER)["result"]["cases"]
    assert case_id not in {row["case_id"] for row in listed}


def test_it_holds_for_a_day(desk: CaseDesk) -> None:
    case_id = desk.open()
    done(break_glass(desk, OTHER_WORKER | {"clock": "2026-01-05T22:00:00+02:00"}, case_id=case_id))
    assert sees(desk, case_id, OTHER_WORKER | {"clock": "2026-01-06T21:59:00+02:00"})
    assert not sees(desk, case_id, OTHER_WORKER | {"clock": "2026-01-06T22:00:00+02:00"})


def test_the_coordinator_reads_who_and_why_and_the_others_do_not(desk: CaseDesk) -> None:
    case_id = desk.open(member("worker", WORKER))
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    (glass,) = desk.store.ask("case", {"case_id": case_id}, who=COORDINATOR)["result"]["glasses"]
    assert (glass["by"], glass["reason"]) == (OTHER_WORKER["sub"], REASON)
    assert desk.store.ask("case", {"case_id": case_id}, who=WORKER)["result"]["glasses"] == []


def test_a_contact_person_reads_a_contact_and_who_it_is_about(desk: CaseDesk) -> None:
    contact = desk.refer()
    here, about = {"referral_id": contact["referral_id"]}, {"person_id": contact["person_id"]}
    assert desk.store.ask("person", about, who=ELSEWHERE)["status"] == 404
    assert done(break_glass(desk, ELSEWHERE, **here))["facts"] == ["GlassBroken"]
    assert "texts" in done(desk.store.ask("referral", here, who=ELSEWHERE))
    assert desk.store.ask("person", about, who=ELSEWHERE)["status"] == 200
    (glass,) = done(desk.store.ask("referral", here, who=COORDINATOR))["glasses"]
    assert glass["reason"] == REASON


def test_each_is_an_alarm(desk: CaseDesk) -> None:
    """R-P1: a metric and a warning, without anybody's name and without the reason."""
    counter = GLASS_BROKEN.labels("intake", "worker")
    case_id, before = desk.open(), counter._value.get()  # noqa: SLF001 - the library has no other way
    with structlog.testing.capture_logs() as lines:
        told = done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    assert counter._value.get() == before + 1  # noqa: SLF001
    (line,) = [line for line in lines if line["event"] == "glass broken"]
    assert (line["log_level"], line["number"]) == ("warning", told["number"])
    assert REASON not in str(lines)
    assert OTHER_WORKER["sub"] not in str(line)


@pytest.mark.parametrize("who", [FAR_AWAY, {"sub": "tilaaja-z", "role": "buyer", "sector": "education"}])
def test_it_opens_nothing_of_another_region_and_not_to_buyers(desk: CaseDesk, who: dict[str, Any]) -> None:
    case_id = desk.open()
    assert break_glass(desk, who, case_id=case_id)["status"] in {403, 404}
    assert not sees(desk, case_id, who)


def test_a_restricted_case_stays_closed_and_sounds_like_none(desk: CaseDesk) -> None:
    """R-C10: invisible to everyone else, in an emergency too; so is the contact behind it."""
    contact = desk.refer()
    case_id = desk.open(restricted_to=["koordinaattori-1"], **contact)
    refused = break_glass(desk, OTHER_WORKER, case_id=case_id)
    missing = break_glass(desk, OTHER_WORKER, case_id=str(uuid4()))
    assert (refused["status"], missing["status"]) == (404, 404)
    assert refused["problem"]["sentence"] == missing["problem"]["sentence"]
    assert "policy" not in refused["problem"]
    assert break_glass(desk, ELSEWHERE, referral_id=contact["referral_id"])["status"] == 404


def test_a_restriction_closes_what_was_opened(desk: CaseDesk) -> None:
    """R-C10 takes away."""
    case_id = desk.open()
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    done(
        desk.does(
            "change_restriction", case_id, COORDINATOR, restricted_to=["koordinaattori-1"], reason="Turva."
        )
    )
    assert not sees(desk, case_id, OTHER_WORKER)


@pytest.mark.parametrize("role", ["client", "guardian", "close_person"])
def test_nobody_opens_a_case_of_their_own_family(desk: CaseDesk, role: str) -> None:
    """Neither while they are in its network nor after."""
    own = member(role, OTHER_WORKER)
    case_id = desk.open(own)
    done(desk.does("remove_network_member", case_id, COORDINATOR, member_id=own["id"]))
    refused = break_glass(desk, OTHER_WORKER, case_id=case_id)
    assert refused["problem"]["sentence"] == "nobody opens a matter of their own family"


def test_nor_the_contact_before_it(desk: CaseDesk) -> None:
    contact = desk.refer()
    desk.open(member("guardian", ELSEWHERE), **contact)
    refused = break_glass(desk, ELSEWHERE, referral_id=contact["referral_id"])
    assert refused["problem"]["sentence"] == "nobody opens a matter of their own family"
    assert not done(desk.store.ask("referral", {"referral_id": contact["referral_id"]}, who=COORDINATOR))[
        "glasses"
    ]


def test_what_is_open_needs_no_glass_broken(desk: CaseDesk) -> None:
    case_id = desk.open(member("worker", WORKER))
    said = "this is open to you already: no glass needs to be broken"
    assert break_glass(desk, WORKER, case_id=case_id)["problem"]["sentence"] == said
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    assert break_glass(desk, OTHER_WORKER, case_id=case_id)["problem"]["sentence"] == said


def test_it_is_not_written_down_afterwards(desk: CaseDesk) -> None:
    """A right that begins before it was asked for would hide a reading without one."""
    case_id = desk.open()
    refused = break_glass(desk, OTHER_WORKER, case_id=case_id, occurred_at="2026-01-01T12:00:00+02:00")
    assert refused["problem"]["sentence"] == "a glass is broken at this moment: it takes no other time"


@pytest.mark.parametrize("ids", [{}, {"case_id": str(uuid4()), "referral_id": str(uuid4())}])
def test_it_is_about_one_matter(desk: CaseDesk, ids: dict[str, str]) -> None:
    assert break_glass(desk, OTHER_WORKER, **ids)["status"] == 422


def test_a_protected_family_stays_masked(desk: CaseDesk) -> None:
    """R-C13: who looks for a family that hides has a way in here, and finds no place, whatever they say."""
    contact = desk.refer()
    case_id = desk.open(**contact)
    order = {"person_id": contact["person_id"], "order": "non_disclosure"}
    done(desk.store.send("protect_person", order))
    done(break_glass(desk, OTHER_WORKER, case_id=case_id))
    assert done(desk.store.ask("case", {"case_id": case_id}, who=OTHER_WORKER))["masked"] is True
    refused = desk.store.ask("case", {"case_id": case_id, "reveal": "safety"}, who=OTHER_WORKER)
    assert refused["status"] == 403
    assert refused["problem"]["sentence"] == "a broken glass does not show where a protected family is"
