"""Cases asked for at intake's real desk, on PostgreSQL: who may do what with whose case."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.intake.domain.case import Case
from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import EXAMPLE, IntakeStore, Reply
from tests.support.servers import passing_database

COORDINATOR: dict[str, Any] = {}
"""The claims of koordinaattori-1: those that IntakeStore gives by itself."""
OTHER_COORDINATOR = {"sub": "koordinaattori-2"}
WORKER = {"sub": "tukihenkilo-1", "role": "worker"}
OTHER_WORKER = {"sub": "tukihenkilo-2", "role": "worker"}
BUYER = {"sub": "tilaaja-a", "role": "buyer", "sector": "child_welfare"}
CONTACT_PERSON = {"sub": "yhdys-1", "role": "contact_person", "county": "08", "sector": "education"}


@pytest.fixture(scope="session")
def desk(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator["CaseDesk"]:
    """Everybody's: no test may set its clock ahead of the others' or count what others made."""
    with a_desk(postgres, tmp_path_factory) as made:
        yield made


@contextmanager
def a_desk(postgres: Postgres, folders: pytest.TempPathFactory) -> Iterator["CaseDesk"]:
    """A desk with a database of its own."""
    with passing_database(postgres) as url:
        yield CaseDesk(IntakeStore(folders.mktemp("data"), url))


class CaseDesk:
    """Opens cases and works on them, as one or another."""

    def __init__(self, store: IntakeStore) -> None:
        self.store = store

    def refer(self, **changes: Any) -> dict[str, Any]:
        """A contact about a child of its own: {referral_id, person_id}, as a case is opened for it."""
        person_id = str(uuid4())
        data = {**EXAMPLE, "referral_id": str(uuid4()), "received_at": "2025-08-25T09:00:00+03:00"}
        data["subject"] = {**EXAMPLE["subject"], "person_id": person_id}
        told = done(self.store.send("receive_referral", data | changes))
        return {"referral_id": told["referral_id"], "person_id": person_id}

    def open(self, *members: dict[str, Any], **told: Any) -> str:
        """A case with these in its network: its id."""
        case_id = str(uuid4())
        opening = {
            **({} if "referral_id" in told else self.refer()),
            "case_id": case_id,
            "service_line": "neuropsychiatric_coaching",
            "process_lead": "child_welfare",
            **told,
        }
        done(self.store.send("open_case", opening))
        for member in members:
            done(self.does("add_network_member", case_id, COORDINATOR, member=member))
        return case_id

    def case(self, case_id: str) -> Case:
        """The case as it is stored."""
        return self.store.desk._intake.load(Case, UUID(case_id))  # noqa: SLF001 - as the queries load it

    def does(self, name: str, case_id: str, who: dict[str, Any], **told: Any) -> Reply:
        """What the desk replies to a command about a case."""
        return self.store.send(name, {"case_id": case_id, **told}, who=who)

    def notes(self, case_id: str, who: dict[str, Any]) -> Reply:
        """A note by somebody: the smallest thing that those who work on a case may do."""
        return self.does("note_engagement", case_id, who, towards="worker", level=2)


def done(reply: Reply) -> dict[str, Any]:
    """The result of what went through."""
    assert reply["status"] == 200, reply
    return dict(reply["result"])


def member(role: str, who: dict[str, Any] | None = None, **told: Any) -> dict[str, Any]:
    """A member of a network; who: the claims of the one who signs in."""
    user = {"user": who["sub"]} if who else {}
    sector = {"sector": who["sector"]} if who and "sector" in who else {}
    return {"id": str(uuid4()), "role": role, **user, **sector, **told}
