"""A family whose readings are looked at: asked at intake's real desk, on PostgreSQL."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.specs.intake.case_desk import BUYER, WORKER, CaseDesk, done, member
from tests.support.intake_store import Reply

ADMIN = {"sub": "paakayttaja-1", "role": "admin"}
SCHOOL = {"sub": "ammattilainen-1", "role": "professional", "organisation": "Esimerkkilän koulu"}
Line = dict[str, Any]


@dataclass
class Family:
    """A contact about a child, and the case that follows it."""

    desk: CaseDesk
    referral_id: str
    person_id: str
    case_id: str

    def reads(self, query: str, who: Line | None = None, **data: Any) -> Reply:
        more = {name: data.pop(name) for name in ("purpose", "legal_basis", "correlation") if name in data}
        return self.desk.store.ask(query, data, who=who or {}, **more)

    def log(self, **data: Any) -> Line:
        """The access log as the admin reads it."""
        return done(self.reads("access_log", ADMIN, person_id=self.person_id, **data))

    def lines(self, **data: Any) -> list[Line]:
        """What was read so far, oldest first, but for the reading of the log itself."""
        entries = [each for each in self.log(**data)["entries"] if each["query"] != "access_log"]
        return entries[::-1]

    def copy(self, **data: Any) -> Line:
        return done(self.reads("access_log_copy", ADMIN, person_id=self.person_id, **data))


@pytest.fixture
def family(desk: CaseDesk) -> Family:
    refer = desk.refer()
    case_id = desk.open(member("worker", WORKER), member("buyer", BUYER), **refer)
    return Family(desk, refer["referral_id"], refer["person_id"], case_id)


@pytest.fixture
def separated(desk: CaseDesk) -> Family:
    """A family in a demanding separation."""
    refer = desk.refer(situations=["demanding_separation"])
    case_id = desk.open(member("worker", WORKER), **refer)
    return Family(desk, refer["referral_id"], refer["person_id"], case_id)
