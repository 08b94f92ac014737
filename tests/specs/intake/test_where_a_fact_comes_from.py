"""Where a fact comes from is told to whoever may open its matter, and the reading leaves its line (R-P4)."""

from typing import Any
from uuid import uuid4

import pytest

from tests.specs.intake.case_desk import (
    BUYER,
    CONTACT_PERSON,
    COORDINATOR,
    OTHER_COORDINATOR,
    OTHER_WORKER,
    WORKER,
    CaseDesk,
    done,
)
from tests.specs.intake.read_family import Family, family

__all__ = ["family"]
OK, NOT_ALLOWED, UNKNOWN = 200, 403, 404


def newest(desk: CaseDesk) -> int:
    """The place of the fact that was stored last."""
    return desk.store.head()


def origin(desk: CaseDesk, position: int, who: dict[str, Any] = COORDINATOR) -> dict[str, Any]:
    return desk.store.ask("origin", {"position": position}, who=who)


def test_the_command_and_who_gave_it_are_told(desk: CaseDesk) -> None:
    contact, command = desk.refer(), str(uuid4())
    advice = {"referral_id": contact["referral_id"], "advice": "Soita koululle.", "minutes": 10}
    said = {"occurred_at": "2025-08-26T10:00:00+03:00", "support_kinds": ["coordination"], **advice}
    done(desk.store.send("give_advice", said, command, who=OTHER_COORDINATOR))
    told = done(origin(desk, newest(desk)))
    assert (told["fact"], told["command"], told["command_id"]) == ("advice-given", "give_advice", command)
    assert told["given_by"] == {"user": "koordinaattori-2", "role": "coordinator"}
    assert told["occurred_at"] == "2025-08-26T10:00:00+03:00"
    assert told["recorded_at"][:10] > told["occurred_at"][:10]
    assert told["referral_id"] == contact["referral_id"]
    assert "Soita" not in str(told)


def test_who_may_not_open_the_matter_is_told_nothing(desk: CaseDesk) -> None:
    """R-C10: nor that there is such a fact."""
    worker = {"id": str(uuid4()), "role": "worker", "user": "tukihenkilo-1"}
    desk.open(worker)
    joined = newest(desk)
    assert origin(desk, joined, WORKER)["status"] == OK
    unknown = origin(desk, joined, OTHER_WORKER)
    assert unknown["status"] == UNKNOWN
    beyond = origin(desk, newest(desk) + 1000, OTHER_WORKER)
    assert beyond["problem"]["sentence"] == unknown["problem"]["sentence"]
    desk.open(restricted_to=["koordinaattori-2"])
    assert origin(desk, newest(desk))["status"] == UNKNOWN
    assert origin(desk, newest(desk), OTHER_COORDINATOR)["status"] == OK


def test_a_contact_person_is_told_of_the_county_s(desk: CaseDesk) -> None:
    desk.refer()
    assert origin(desk, newest(desk), CONTACT_PERSON)["status"] == OK
    assert origin(desk, newest(desk), CONTACT_PERSON | {"county": "16"})["status"] == UNKNOWN


@pytest.mark.parametrize("role", ["buyer", "researcher", "operator", "admin", "professional"])
def test_other_roles_do_not_ask(desk: CaseDesk, role: str) -> None:
    desk.refer()
    assert origin(desk, newest(desk), BUYER | {"role": role})["status"] == NOT_ALLOWED


def test_the_reading_leaves_its_line(family: Family) -> None:
    """R-P4: one, of the question that was asked and not of the matter's own."""
    told = done(family.reads("origin", position=newest(family.desk)))
    assert told["case_id"] == family.case_id
    (line,) = family.lines()
    assert (line["query"], line["fields"]) == ("origin", ["fact", "given_by"])
