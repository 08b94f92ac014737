"""A long case is loaded by its snapshot and the facts since, and is the same as by its facts alone."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.case import Case
from services.intake.domain.person import Person
from shared.kernel.refused import Unknown
from shared.plumbing.store.snapshots import due, made_by
from tests.specs.intake.case_desk import COORDINATOR, CaseDesk, desk, done, member

__all__ = ["desk"]
MANY = Case.snapshot_every + 5


def snapshots(desk: CaseDesk, case_id: str) -> list[dict[str, Any]]:
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - the store's own table
        return rows.execute("SELECT * FROM snapshots WHERE originator_id = %s", (case_id,)).fetchall()


def by_facts_alone(desk: CaseDesk, case_id: str) -> Case:
    case: Case = desk.store.desk._intake.repository.get(UUID(case_id))  # noqa: SLF001 - the library's own way
    return case


def state(case: Case, names: Iterable[str]) -> dict[str, Any]:
    """Of a case what has these names, whether it was told or nobody ever told it."""
    return {name: getattr(case, name) for name in names}


def the_same(one: Case, other: Case) -> bool:
    names = {*vars(one), *vars(other)}
    return state(one, names) == state(other, names)


@pytest.fixture(scope="module")
def long_case(desk: CaseDesk) -> str:
    case_id = desk.open(member("worker", name="Tuki Esimerkki"), member("client"))
    for number in range(MANY):
        done(desk.does("note_engagement", case_id, COORDINATOR, towards="worker", level=number % 4))
    return case_id


def test_one_is_kept_when_there_are_facts_enough(desk: CaseDesk, long_case: str) -> None:
    (kept,) = snapshots(desk, long_case)
    assert kept["originator_version"] == Case.snapshot_every
    assert kept["made_by"] == made_by(Case)


def test_the_case_is_the_same_with_it_and_without(desk: CaseDesk, long_case: str) -> None:
    assert the_same(desk.case(long_case), by_facts_alone(desk, long_case))
    assert desk.case(long_case).version > Case.snapshot_every


def test_it_can_be_worked_on_from_there(desk: CaseDesk, long_case: str) -> None:
    done(desk.does("note_engagement", long_case, COORDINATOR, towards="worker", level=3))
    assert desk.case(long_case).engagements[-1].level == 3
    assert the_same(desk.case(long_case), by_facts_alone(desk, long_case))


def test_one_made_by_other_code_is_passed_over(desk: CaseDesk, long_case: str) -> None:
    whole = desk.case(long_case)
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001
        rows.execute(
            "UPDATE snapshots SET made_by = 'older', state = 'no state' WHERE originator_id = %s",
            (long_case,),
        )
    assert the_same(desk.case(long_case), whole)


def test_a_short_case_has_none(desk: CaseDesk) -> None:
    assert snapshots(desk, desk.open(member("client"))) == []


def test_what_is_no_case_is_not_found(desk: CaseDesk) -> None:
    with pytest.raises(Unknown):
        desk.case(desk.refer()["referral_id"])


def test_streams_that_stay_short_keep_none() -> None:
    assert Person.snapshot_every == 0
    person = object.__new__(Person)
    person.__dict__.update(_version=100)
    assert not due(person, 100)
