"""Whose case is it? Who takes part sees it, while they do; one restricted to named people only those see."""

from typing import Any

import pytest

from services.intake.application.cases import SEEN_BY, case_matter_for, seen_by
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from tests.specs.intake.case_desk import (
    BUYER,
    CONTACT_PERSON,
    COORDINATOR,
    OTHER_COORDINATOR,
    OTHER_WORKER,
    WORKER,
    CaseDesk,
    done,
    member,
)
from tests.specs.intake.case_story import AUGUST_25, moment


def asker(claims: dict[str, Any]) -> Asker:
    who = {"sub": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi", **claims}
    return Asker(user=who.pop("sub"), now=moment(AUGUST_25), asks="case", **who)


def sees(desk: CaseDesk, case_id: str, claims: dict[str, Any]) -> bool:
    """Whether somebody sees a case, by itself and in lists: both agree."""
    who = asker(claims)
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - rows, as the queries read them
        listed = rows.execute(
            f"SELECT FROM cases WHERE case_id = %(case_id)s AND {SEEN_BY.get(who.role, 'false')}",
            {"case_id": case_id, **seen_by(who)},
        ).fetchone()
        try:
            case_matter_for(desk.store.desk.policy, who, rows, case_id)  # type: ignore[arg-type]
        except Unknown:
            assert listed is None
            return False
    assert listed is not None
    return True


@pytest.mark.parametrize(
    ("claims", "seen"),
    [
        (COORDINATOR, True),
        (OTHER_COORDINATOR, True),
        ({"sub": "koordinaattori-9", "region": "eteläinen"}, False),
        (WORKER, True),
        ({**WORKER, "role": "expert"}, True),
        (OTHER_WORKER, False),
        ({**WORKER, "role": "researcher"}, False),
        ({**WORKER, "role": "finance"}, False),
        ({**WORKER, "role": "buyer", "sector": "child_welfare"}, False),
        (BUYER, True),
        ({**BUYER, "sector": "education"}, False),
        ({**BUYER, "sub": "tilaaja-b"}, False),
        ({**BUYER, "role": "worker"}, False),
        (CONTACT_PERSON, True),
        ({**CONTACT_PERSON, "sector": "police"}, False),
        ({**CONTACT_PERSON, "county": "09"}, False),
        ({**CONTACT_PERSON, "sub": "tukihenkilo-1", "county": "09"}, True),
    ],
)
def test_a_case_is_seen_by_who_takes_part(desk: CaseDesk, claims: dict[str, Any], *, seen: bool) -> None:
    case_id = desk.open(
        member("worker", WORKER),
        member("buyer", BUYER),
        member("other", sector="education"),
        member("client"),
    )
    assert sees(desk, case_id, claims) is seen


@pytest.mark.parametrize("role", ["client", "guardian", "close_person"])
@pytest.mark.parametrize("claims", [WORKER, {**CONTACT_PERSON, "county": "09"}])
def test_one_of_the_family_sees_nothing_by_that(desk: CaseDesk, role: str, claims: dict[str, Any]) -> None:
    """R-C9: parents do not sign in; a worker whose own family it is signs in as a worker."""
    case_id = desk.open(member(role, claims))
    assert not sees(desk, case_id, claims)


def test_who_left_sees_it_no_more(desk: CaseDesk) -> None:
    """Matters whose network they are in, while in it."""
    worker = member("worker", WORKER)
    case_id = desk.open(worker)
    done(desk.notes(case_id, WORKER))
    done(desk.does("remove_network_member", case_id, COORDINATOR, member_id=worker["id"]))
    assert not sees(desk, case_id, WORKER)
    assert desk.notes(case_id, WORKER)["status"] == 404


def test_who_comes_back_sees_it_again(desk: CaseDesk) -> None:
    worker = member("worker", WORKER)
    case_id = desk.open(worker)
    done(desk.does("remove_network_member", case_id, COORDINATOR, member={"id": worker["id"]}))
    done(desk.does("add_network_member", case_id, COORDINATOR, member=worker))
    done(desk.notes(case_id, WORKER))


@pytest.mark.parametrize("claims", [OTHER_COORDINATOR, OTHER_WORKER, WORKER, BUYER, CONTACT_PERSON])
def test_a_restricted_case_is_there_for_nobody_else(desk: CaseDesk, claims: dict[str, Any]) -> None:
    """R-C10: not for the region's other coordinators, nor for those of its network who are not named."""
    case_id = desk.open(member("worker", WORKER), member("buyer", BUYER), member("other", sector="education"))
    done(
        desk.does(
            "change_restriction", case_id, COORDINATOR, restricted_to=["koordinaattori-1"], reason="Turva."
        )
    )
    assert not sees(desk, case_id, claims)
    assert sees(desk, case_id, COORDINATOR)


def test_being_named_is_not_enough(desk: CaseDesk) -> None:
    """R-C10 takes away: who is named has to take part all the same."""
    case_id = desk.open(restricted_to=["koordinaattori-1", "tukihenkilo-1"])
    assert not sees(desk, case_id, WORKER)
    done(desk.does("add_network_member", case_id, COORDINATOR, member=member("worker", WORKER)))
    assert sees(desk, case_id, WORKER)


def test_a_restricted_case_and_one_that_is_not_there_sound_the_same(desk: CaseDesk) -> None:
    """R-C10: nobody learns of a case by asking for it."""
    case_id = desk.open(restricted_to=["koordinaattori-1"])
    nowhere = "00000000-0000-4000-8000-000000000000"
    there = desk.notes(case_id, OTHER_COORDINATOR)
    missing = desk.notes(nowhere, OTHER_COORDINATOR)
    assert there["status"] == missing["status"] == 404
    assert there["problem"]["sentence"].replace(case_id, nowhere) == missing["problem"]["sentence"]


def test_a_restriction_is_lifted(desk: CaseDesk) -> None:
    """R-C10: nobody named, and whoever takes part sees it again."""
    case_id = desk.open(restricted_to=["koordinaattori-1"])
    done(desk.does("change_restriction", case_id, COORDINATOR, restricted_to=[], reason="Vaara on ohi."))
    assert sees(desk, case_id, OTHER_COORDINATOR)
