"""The centre of the specs: its directory and its requests, as matching is asked for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from services.matching.commands import COMMANDS
from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import EXAMPLE as REFERRAL
from tests.support.intake_store import Reply
from tests.support.matching_store import MatchingStore
from tests.support.servers import passing_database

NOW = {"clock": "2025-09-02T09:00:00+03:00"}
"""The clock of who asks, where nothing else is said."""
ADA: dict[str, Any] = {
    **COMMANDS["register_professional"].example,
    "name": "Ada Asiantuntija", "contact": None, "education": [], "background": [],
}  # fmt: skip
WANTED: dict[str, Any] = {
    "role": "expert", "county": "08", "must": {"competences": ["trauma"], "languages": ["fi"]}, "should": {},
    "hours_per_week": 4, "starts_on": "2025-09-15",
}  # fmt: skip


def done(reply: Reply) -> dict[str, Any]:
    """The result of what went through."""
    assert reply["status"] == 200, reply
    return dict(reply["result"])


def refused(reply: Reply) -> str:
    """The sentence of what did not, its places filled in."""
    assert reply["status"] != 200, reply
    problem = reply["problem"]
    values = {k: ", ".join(v) if isinstance(v, list) else v for k, v in problem["values"].items()}
    return str(problem["sentence"]).format(**values)


@contextmanager
def a_centre(postgres: Postgres, folders: pytest.TempPathFactory) -> Iterator["Centre"]:
    """A centre with a database of its own."""
    with passing_database(postgres) as url:
        yield Centre(MatchingStore(folders.mktemp("data"), url))


class Centre:
    """Enters professionals, opens requests for contacts and cases, and goes on with them."""

    def __init__(self, store: MatchingStore) -> None:
        self.store = store

    def does(self, command: str, /, **data: Any) -> dict[str, Any]:
        """What a command of the coordinator's came to."""
        return done(self.tries(command, **data))

    def tries(self, command: str, who: dict[str, Any] | None = None, /, **data: Any) -> Reply:
        return self.store.send(command, data, **(NOW | (who or {})))

    def asks(self, query: str, who: dict[str, Any] | None = None, /, **data: Any) -> dict[str, Any]:
        return done(self.store.ask(query, data, **(NOW | (who or {}))))

    def professional(self, *, vetted: bool = True, **told: Any) -> str:
        """Somebody in the directory: their id."""
        professional_id = str(uuid4())
        entry = {key: value for key, value in (ADA | told).items() if value is not None}
        self.does("register_professional", **entry | {"professional_id": professional_id})
        if vetted:
            self.does(
                "attest_vetting", professional_id=professional_id, by="Esimerkkilän yksikkö",
                extract_issued_on="2025-08-04", checked_on="2025-08-20",
            )  # fmt: skip
        return professional_id

    def referral(self, person_id: str | None = None) -> str:
        """A contact that matching has heard of: its id."""
        referral_id, person = str(uuid4()), person_id or str(uuid4())
        subject = {**REFERRAL["subject"], "person_id": person}
        told = {"referral_id": referral_id, "received_at": NOW["clock"], "subject": subject}
        done(self.store.intake.send("receive_referral", {**REFERRAL, **told}, who=NOW))
        self.store.hear()
        return referral_id

    def case(self, person_id: str | None = None, **told: Any) -> str:
        """A case that matching has heard of: its id."""
        person, case_id = person_id or str(uuid4()), str(uuid4())
        opening = {"referral_id": self.referral(person), "person_id": person, "case_id": case_id}
        opening |= {"service_line": "support_person", "process_lead": "child_welfare", **told}
        done(self.store.intake.send("open_case", opening, who=NOW))
        self.store.hear()
        return case_id

    def request(self, **told: Any) -> str:
        """A request for a new case, unless said for what: its id."""
        request_id = str(uuid4())
        matter = told.pop("matter", None) or {"case_id": self.case()}
        self.does("open_match_request", match_request_id=request_id, **{"for": matter}, **(WANTED | told))
        return request_id

    def proposed(self, **told: Any) -> str:
        """The same with candidates proposed."""
        request_id = self.request(**told)
        self.does("propose_candidates", match_request_id=request_id)
        return request_id

    def shown(self, request_id: str) -> dict[str, Any]:
        """What `match_request` says."""
        return self.asks("match_request", match_request_id=request_id)

    def ranked(self, request_id: str) -> list[str]:
        return [each["professional_id"] for each in self.shown(request_id)["ranked"]]

    def ruled_out(self, request_id: str) -> dict[str, list[str]]:
        """professional_id → the codes why not."""
        return {
            each["professional_id"]: [why["code"] for why in each["because"]]
            for each in self.shown(request_id)["ruled_out"]
        }
