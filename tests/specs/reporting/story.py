"""Facts told to reporting one after the other, and the questions asked then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from psycopg import Connection
from psycopg.rows import DictRow

from services.reporting.projections import PROJECTIONS, apply
from services.reporting.queries import QUERIES
from services.reporting.queries.answers import ANSWERS
from shared.contracts.envelope import Message, PublicFact
from shared.contracts.intake import CaseFact, ReferralReceived
from shared.kernel.asker import HELSINKI, Asker

LOGS = {
    "intake": UUID("3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66"),
    "billing": UUID("7c1f0d52-2b6a-4f0e-8a5d-94f1d0c3b7aa"),
    "matching": UUID("b4d0a6f3-58c2-4a1e-9e37-0d5c8f2b6e14"),
    "feedback": UUID("0a9c5d1e-7b32-4f86-8d4b-e2c6f7a1935d"),
}
LOG = LOGS["intake"]
REGION = "sisa-suomi"
TABLES = tuple(table for projection in PROJECTIONS for table in projection.tables)


def helsinki(day: str, clock: str = "12:00") -> datetime:
    """A moment by a Finnish calendar and clock."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HELSINKI)


def coordinator(day: str = "2023-10-02", **changes: Any) -> Asker:
    person: dict[str, Any] = {
        "user": "koordinaattori-1",
        "role": "coordinator",
        "region": REGION,
        "now": helsinki(day),
    }
    return Asker(**(person | changes))


def contact_person(county: str, day: str = "2023-10-02", **changes: Any) -> Asker:
    return coordinator(day, **({"user": "yhteys-1", "role": "contact_person", "county": county} | changes))


def referral(n: int) -> UUID:
    return uuid5(LOG, f"referral {n}")


def received(n: int = 1, on: str = "2023-03-07", **changes: Any) -> ReferralReceived:
    """The n-th referral, an ordinary call by a school."""
    said: dict[str, Any] = {
        "referral_id": referral(n),
        "state": "received",
        "next_step": "buffer",
        "number": f"2023-{n:05}",
        "received_at": helsinki(on),
        "received_on": date.fromisoformat(on),
        "source": "school",
        "channel": "phone",
        "county": "08",
        "service_line": "ot_consultation",
        "situations": ("immigration",),
        "urgency": "routine",
        "referrer_sector": "education",
        "legal_basis": "statutory_task",
    }
    return ReferralReceived.model_validate(said | changes)


@dataclass
class Story:
    """What was told so far. rows: a connection whose transaction the test ends without committing."""

    rows: Connection[DictRow]
    told: list[Message[Any]] = field(default_factory=list)

    def tell(self, fact: PublicFact, day: str = "2023-03-07", clock: str = "12:00", **said: Any) -> "Story":
        """The fact happened and was recorded then. said: other parts of the message."""
        service = fact.FACT.partition(".")[0]
        position = self.head(service) + 1
        moment = helsinki(day, clock).astimezone(UTC)
        usual: dict[str, Any] = {
            "region": REGION,
            "subject": "case/2023-00001" if isinstance(fact, CaseFact) else "referral/2023-00001",
            "at": moment,
            "recorded_at": moment,
            "sequence": position,
            "actor_role": "coordinator",
        }
        message = Message(
            body=fact, service=service, log_id=LOGS[service], position=position, previous=position - 1,
            correlation_id="c", **(usual | said),
        )  # fmt: skip
        self.told.append(message)
        self._apply([message])
        return self

    def head(self, service: str) -> int:
        """How many facts of a service were told."""
        return sum(message.service == service for message in self.told)

    def again(self) -> "Story":
        """The broker delivers all of it a second time, the newest first."""
        self._apply(reversed(self.told))
        return self

    def all_at_once(self) -> "Story":
        """The same facts in one batch, in an empty place, as a reader that comes late takes them."""
        self.rows.execute(f"TRUNCATE {', '.join(TABLES)}")
        with self.rows.cursor() as cursor:
            for projection in PROJECTIONS:
                if projection.apply_all:
                    projection.apply_all(self.told, cursor)
                else:
                    for message in self.told:
                        projection.apply(message, cursor)
        return self

    def _apply(self, messages: Iterable[Message[Any]]) -> None:
        with self.rows.cursor() as cursor:
            for message in messages:
                apply(message, cursor)
            for source in sorted({message.service for message in self.told}):
                cursor.execute(
                    """INSERT INTO subscriptions (source, log_id, position) VALUES (%s, %s, %s)
                       ON CONFLICT (source) DO UPDATE SET position = excluded.position""",
                    (source, LOGS[source], self.head(source)),
                )

    def ask(self, query: str, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
        """The answer, the query's data being what its JSON says."""
        return ANSWERS[query](QUERIES[query].model_validate(data), asker or coordinator(), self.rows)

    def statistics(self, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
        period = {"from": "2023-02-01", "to": "2023-08-31"}
        return self.ask("contact_statistics", asker, **(period | data))

    def waiting(self, asker: Asker | None = None) -> list[str]:
        """The codes of what waits, in the queue's order."""
        return [item["what"] for item in self.ask("queue", asker)["items"]]

    def everything(self, but: Collection[str] = ()) -> list[Any]:
        """All rows of all tables, to compare, but for some tables."""
        return [
            self.rows.execute(f"SELECT t::text AS row FROM {table} t ORDER BY 1").fetchall()  # noqa: S608 - names above
            for table in TABLES
            if table not in but
        ]
