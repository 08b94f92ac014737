"""The centre of the specs: matters that intake knows, follow-ups of them, and the messages that went out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest

from shared.kernel.asker import HELSINKI
from shared.plumbing.embedded.postgres import Postgres
from tests.support.feedback_store import FeedbackStore
from tests.support.intake_store import EXAMPLE as REFERRAL
from tests.support.intake_store import Reply
from tests.support.servers import passing_database

START = "2025-09-01T09:00:00+03:00"
"""The clock of who asks, where nothing else is said: a Monday."""
SAFE = {"channel": "sms", "address": "+358 40 000 0001", "safe_for": "nuori itse"}
WELL = {"mood": 4, "sleep": 4, "safe": 4, "people": 4, "day": 4}
LOW = {"mood": 2, "sleep": 2, "safe": 2, "people": 2, "day": 2}


def at(day: str, hour: int = 9) -> str:
    """A moment of a day on the Finnish clock."""
    return datetime.combine(date.fromisoformat(day), time(hour), HELSINKI).isoformat()


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


def somebody(role: str = "worker", **told: Any) -> dict[str, Any]:
    """A recipient; whoever works is reached by the address that is given."""
    address = {} if role in {"client", "guardian"} else {"address": f"{role}@esimerkki.example"}
    return {"recipient_id": str(uuid4()), "role": role, "channel": "email", **address, **told}


@contextmanager
def a_centre(postgres: Postgres, folders: pytest.TempPathFactory) -> Iterator["Centre"]:
    """A centre with a database of its own."""
    with passing_database(postgres) as url:
        yield Centre(FeedbackStore(folders.mktemp("data"), url))


class Centre:
    """Opens matters, follows them up, and lets time pass."""

    def __init__(self, store: FeedbackStore) -> None:
        self.store = store

    def tries(
        self, command: str, who: dict[str, Any] | None = None, /, clock: str = START, **data: Any
    ) -> Reply:
        return self.store.send(command, data, **({"clock": clock} | (who or {})))

    def does(self, command: str, /, clock: str = START, **data: Any) -> dict[str, Any]:
        """What a command of the coordinator's came to."""
        return done(self.tries(command, None, clock, **data))

    def asks(
        self, query: str, who: dict[str, Any] | None = None, /, clock: str = START, **data: Any
    ) -> dict[str, Any]:
        return done(self.store.ask(query, data, **({"clock": clock} | (who or {}))))

    def intake(self, command: str, clock: str = START, **data: Any) -> dict[str, Any]:
        """A command of intake's, which feedback hears of."""
        result = done(self.store.intake.send(command, data, who={"clock": clock}))
        self.store.hear()
        return result

    def referral(self, **told: Any) -> str:
        """A contact that feedback has heard of: its id. told: its fields, and those of its subject."""
        referral_id = str(uuid4())
        subject = {**REFERRAL["subject"], "person_id": told.pop("person_id", None) or str(uuid4())}
        about = {"referral_id": referral_id, "received_at": START, "subject": subject}
        self.intake("receive_referral", **{**REFERRAL, **about, **told})
        return referral_id

    def case(self, safe_contact: dict[str, Any] | None = None, **told: Any) -> str:
        """A case that feedback has heard of: its id. safe_contact: of its subject."""
        person, case_id = str(uuid4()), str(uuid4())
        opening = {"referral_id": self.referral(person_id=person), "person_id": person, "case_id": case_id}
        opening |= {"service_line": "support_person", "process_lead": "child_welfare", **told}
        self.intake("open_case", **opening)
        if safe_contact:
            self.knows(person, safe_contact)
        return case_id

    def person_of(self, case_id: str) -> str:
        """Whom intake's case is about."""
        with self.store.intake.desk._intake.database.rows() as rows:  # noqa: SLF001 - no question tells it
            (row,) = rows.execute("SELECT person_id FROM cases WHERE case_id = %s", (case_id,)).fetchall()
            return str(row["person_id"])

    def knows(self, person_id: str, safe_contact: dict[str, Any], clock: str = START) -> None:
        """The vault is told where a message may go."""
        subject = {name: REFERRAL["subject"][name] for name in ("given_name", "family_name", "birth_date")}
        told = {**subject, "languages": ["fi"], "person_id": person_id, "safe_contact": safe_contact}
        self.intake("correct_person", clock, **told)

    def follow_up(self, *recipients: dict[str, Any], clock: str = START, **told: Any) -> str:
        """A follow-up of a new case, unless said of what: its id."""
        follow_up_id = str(uuid4())
        matter = {} if "referral_id" in told or "case_id" in told else {"case_id": self.case()}
        asked = {"instruments": ["wellbeing"], "every_weeks": 4, **matter, **told}
        self.does(
            "start_follow_up", clock=clock, follow_up_id=follow_up_id, recipients=list(recipients), **asked
        )
        self.store.work_off()
        return follow_up_id

    def shown(self, follow_up_id: str, clock: str = START) -> dict[str, Any]:
        """What `follow_up` says."""
        return self.asks("follow_up", clock=clock, follow_up_id=follow_up_id)

    def waves(self, follow_up_id: str) -> list[tuple[int, int, int, int, int]]:
        """Number, requested, answered, missed, waiting."""
        names = ("wave", "requested", "answered", "missed", "waiting")
        shown = self.shown(follow_up_id)["waves"]
        return [tuple(each[name] for name in names) for each in shown]

    def tokens(self) -> list[str]:
        """Of the links that went out, each once, in the order of the messages' files."""
        links = (each["link"] for each in self.store.messages())
        return list(dict.fromkeys(link.rpartition("/")[2] for link in links))
