"""reporting's subscriptions taken step by step, in this process: what they are brought, when they break."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from eventsourcing import persistence
from psycopg import Cursor
from psycopg.rows import DictRow, dict_row

from services.reporting.projections import PROJECTIONS, apply
from shared.contracts import billing, feedback, intake, matching
from shared.contracts.envelope import Message
from shared.contracts.reading import from_cloud_event
from shared.plumbing import parked
from shared.plumbing.applying import Overtaken
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import Subscription
from tests.support.billing_log import BillingLog, ToldLog
from tests.support.feedback_log import FeedbackLog
from tests.support.intake_store import IntakeStore
from tests.support.matching_log import MatchingLog
from tests.support.reading import Figures, rows_in

TABLES = [table for projection in PROJECTIONS for table in projection.tables]
EMPTY = f"""
TRUNCATE intake.stored_events, intake.commands, intake.numbers, intake.referrals, intake.people, intake.seals,
    intake.cases, intake.case_members, intake.case_meetings, intake.snapshots
RESTART IDENTITY;
UPDATE intake.log SET log_id = gen_random_uuid(), recorded_at = '0001-01-01 00:00:00+00';
TRUNCATE {", ".join(f"reporting.{each}" for each in ("subscriptions", "parked", "applied", *TABLES))}
"""  # noqa: S608 - our own names
Event = dict[str, Any]
FACTS = {
    "intake": intake.FACTS,
    "billing": billing.FACTS,
    "matching": matching.FACTS,
    "feedback": feedback.FACTS,
}
"""By source."""
Positions = dict[str, int]


@dataclass
class Raw:
    """A message as the bus hands it over."""

    body: bytes
    acknowledged: bool = False

    def ack(self) -> None:
        self.acknowledged = True


class PowerCut(persistence.OperationalError):
    """What a reader sees when its database goes away in the middle."""


class ReaderInSteps:
    """Four logs, their reader and an empty copy of its tables to fold into.

    bills: billing's log; matches: matching's; follow_ups: feedback's.
    """

    def __init__(self, home: Path, url: str) -> None:
        self.store = IntakeStore(home, url)
        migrate(url, "reporting")
        self.url = url
        self.database = ServiceDatabase(url, "reporting")
        self.fault: Exception | None = None
        self.left = 0
        self.begin()

    def begin(self) -> None:
        """Empty logs and empty rows, as on the first day."""
        with psycopg.connect(self.url, autocommit=True) as owner:
            owner.execute(EMPTY)
        self.bills, self.matches, self.follow_ups = BillingLog(), MatchingLog(), FeedbackLog()
        self.fault = None
        self.start_again()

    def start_again(self) -> None:
        """The process is new: it knows what its tables say."""
        last = replace(PROJECTIONS[-1], apply=self._apply_or_break)
        told = {source: log.facts_after for source, log in self.told_logs.items()}
        pulls = {"intake": self.store.facts_after, **told}
        self.readers = {
            source: Subscription(
                source, self.database, "memory://", pull=pull, kinds=FACTS[source],
                projections=(*PROJECTIONS[:-1], last),
            )
            for source, pull in pulls.items()
        }  # fmt: skip
        self.places = {source: reader.applier.place() for source, reader in self.readers.items()}

    def break_at(self, fact: int, fault: Exception) -> None:
        """The next so many facts are applied, then this is raised, once, in the middle of a fact."""
        self.left, self.fault = fact, fault

    def bring(self, messages: list[Event], source: str = "intake") -> None:
        """The bus brings these, in this order. A reader that breaks starts again and acknowledged nothing."""
        raw = [Raw(json.dumps(event).encode()) for event in messages]
        try:
            reader, place = self.readers[source], self.places[source]
            self.places[source] = reader._take(place, list(raw))  # noqa: SLF001 - a step of its loop
            assert all(message.acknowledged for message in raw)
        except (PowerCut, Overtaken):
            assert not any(message.acknowledged for message in raw)
            self.start_again()

    def pull(self) -> None:
        """It asks for what it missed, of each log."""
        try:
            for source, reader in self.readers.items():
                place = self.places[source]
                self.places[source] = reader._catch_up(place)  # noqa: SLF001 - a step of its loop
        except (PowerCut, Overtaken):
            self.start_again()

    def bring_in_what_is_parked(self) -> int:
        """Every parked fact is tried again, whose fault is mended; how many there are still."""
        self.fault = None
        with self.database.rows() as rows:
            found = rows.execute("SELECT DISTINCT source, subject FROM parked").fetchall()
        for row in found:
            self.readers[row["source"]].applier.bring_in(row["subject"])
        return self.parked()

    def parked(self) -> int:
        with self.database.rows() as rows:
            return sum(parked.standing(rows.cursor(), source)[0] for source in FACTS)

    def counted(self, source: str) -> int:
        """How many facts of a log the reader has accounted for."""
        with self.database.rows() as rows:
            found = rows.execute(
                "SELECT coalesce(sum(facts), 0) AS n FROM applied WHERE source = %s", (source,)
            ).fetchall()
        return int(found[0]["n"])

    def log(self, source: str = "intake") -> list[Event]:
        if source in self.told_logs:
            return self.told_logs[source].events
        return list(self.store.facts_after(0, 1000)["facts"])

    @property
    def told_logs(self) -> dict[str, ToldLog]:
        """The logs that are told here and not written by a service, by source."""
        return {"billing": self.bills, "matching": self.matches, "feedback": self.follow_ups}

    def heads(self) -> Positions:
        """Where each log ends."""
        return {"intake": self.store.head()} | {source: log.head for source, log in self.told_logs.items()}

    def rows(self) -> Figures:
        with self.database.rows() as rows:
            return rows_in(rows)

    def fold(self, upto: Positions) -> Figures:
        """The rows that a plain reading of the logs makes, once and in order, up to a position of each."""
        with self._emptied() as rows:
            for source, position in upto.items():
                for event in self.log(source):
                    if event["position"] <= position:
                        apply(from_cloud_event(event, FACTS[source]), rows.cursor())
            made = rows_in(rows)
            rows.rollback()
        return made

    def _emptied(self) -> psycopg.Connection[DictRow]:
        """The reader's tables without any row, in a transaction that is given up."""
        rows = psycopg.connect(self.url, row_factory=dict_row, options="-c search_path=reporting")
        for table in TABLES:
            rows.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        return rows

    def _apply_or_break(self, message: Message[Any], rows: Cursor[DictRow]) -> None:
        if self.fault is not None:
            if self.left == 0:
                fault, self.fault = self.fault, None
                raise fault
            self.left -= 1
        PROJECTIONS[-1].apply(message, rows)

    @property
    def at(self) -> Positions:
        """How far it has come in each log."""
        return {source: reader.applier.place().position for source, reader in self.readers.items()}

    def close(self) -> None:
        self.database.close()
