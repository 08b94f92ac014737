"""A case is found by its number and its person; what months' reports rated is told with it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, done
from tests.specs.intake.case_in_time import SCHOOL_BUYER, Autumn, ClockedStore
from tests.support.servers import passing_database


@pytest.fixture(scope="module")
def autumn(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Autumn]:
    with passing_database(postgres) as url:
        told = Autumn(ClockedStore(tmp_path_factory.mktemp("data"), url))
        told.pass_by()
        told.at("2025-10-07", 12)
        yield told


def found(autumn: Autumn, who: dict[str, Any] = COORDINATOR, **asked: Any) -> list[str]:
    """The ids of the cases that a list has."""
    return [each["case_id"] for each in done(autumn.store.ask("cases", asked, who=who))["cases"]]


def test_a_case_is_found_by_its_number(autumn: Autumn) -> None:
    """As it is written and as it is said; by nobody whom it does not concern (R-C10)."""
    number = autumn.answer()["number"]
    autumn.desk.open()
    assert found(autumn, number=number) == found(autumn, number=number.rpartition("/")[2])
    assert found(autumn, number=number) == [autumn.case_id]
    assert found(autumn, number="2025-99999") == []
    assert found(autumn, {"sub": "tukihenkilo-2", "role": "worker"}, number=number) == []


def test_the_cases_about_one_person_are_found(autumn: Autumn) -> None:
    person_id = autumn.answer()["person_id"]
    autumn.desk.open()
    assert found(autumn, person_id=person_id) == [autumn.case_id]
    assert found(autumn, person_id=str(uuid4())) == []


def test_what_the_reports_rated_is_told_with_the_case(autumn: Autumn) -> None:
    """A buyer learns what its own sector's version rated, and only once it was sent (R-C14)."""
    rated = [{"goal_id": autumn.goal_id, "month": "2025-09", "attainment": 1}]
    assert autumn.answer()["ratings"] == autumn.answer(who=WORKER)["ratings"] == rated
    assert autumn.answer(who=BUYER)["ratings"] == rated
    assert autumn.answer(who=SCHOOL_BUYER)["ratings"] == []
    assert autumn.answer(who=BUYER, as_of="2025-10-03")["ratings"] == []
    assert autumn.answer(as_of="2025-10-03")["ratings"] == rated
