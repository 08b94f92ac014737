"""The loop that does what is due by itself: waves, reminders, what was missed, who can be reached at last.

Each step is one save with an id of its own that follows from the follow-up, the kind of step and the wave: a
process that is killed between any two of them leaves each done once, for what was done has moved the day on
which the follow-up wakes, in the same transaction. One process does it at a time; another takes over. Several
follow-ups are worked on side by side, so that their saves are stored together.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import psycopg
import structlog
from eventsourcing.persistence import IntegrityError
from psycopg.rows import DictRow

from services.feedback.application.feedback import Feedback
from services.feedback.application.reaching import FEEDBACK
from services.feedback.domain.follow_up import FollowUp
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused
from shared.plumbing.ask import NoAnswer
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.application import Carrying

log = structlog.get_logger()
LOOK_AGAIN = 0.2
SIDE_BY_SIDE = 8
AT_ONCE = 64
"""Follow-ups that are looked up in one go."""
ASIDE = 5.0
"""Seconds that one is left alone after something stood in its way: the others go on."""
MOST_STEPS = 10
"""Of one follow-up in a row: a wave, its reminders, what was missed; more is a bug."""


class Waking(ActiveLoop):
    """Works off the follow-ups whose day has come, the longest due first."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__("waking", feedback.database)
        self._feedback = feedback
        self.clock = feedback.clock
        self._aside: dict[UUID, float] = {}

    def standing(self) -> dict[str, Any]:
        """Also `waiting`: how many have something to do that was not done yet."""
        now = self.clock.now()
        told = {} if now is None else self._one(_WAITING, {"today": local_date(now)})
        return {**super().standing(), "waiting": int(told.get("n", 0))}

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        with ThreadPoolExecutor(SIDE_BY_SIDE, "waking") as pool:
            while not self.stopping.is_set():
                if not self.step(lock, lambda work, rows: list(pool.map(work, rows))):
                    self.well()
                    self.stopping.wait(LOOK_AGAIN)

    def leave_nobody_aside(self) -> None:
        """What stood in somebody's way is gone: they are looked at again at once."""
        self._aside = {}

    def step(
        self,
        lock: psycopg.Connection[DictRow],
        each: Callable[[Callable[[DictRow], None], list[DictRow]], Any],
    ) -> bool:
        """Those that are due, each as far as it goes today; False where none is. each: does them all.

        They are looked up on the connection that holds the lock: where that is gone, the lock is.
        """
        now = self.clock.now(lock)
        if now is None:
            return False
        self._aside = {each: until for each, until in self._aside.items() if until > time.monotonic()}
        values = {"today": local_date(now), "aside": list(self._aside), "most": AT_ONCE}
        due = lock.execute(_DUE, values).fetchall()
        each(lambda row: self._wake(row, now), due)
        return bool(due)

    def _wake(self, row: DictRow, now: datetime) -> None:
        """All that is due of one. What stands in its way is for later; a bug is for the log."""
        follow_up_id: UUID = row["follow_up_id"]
        try:
            stepped = self._steps(follow_up_id, now)
            looked = row["waits"] and self._look(row, now)
            if not stepped and not looked:
                self._aside[follow_up_id] = time.monotonic() + ASIDE
        except IntegrityError:
            pass  # somebody else changed it at the same moment: looked at anew in the next round
        except Exception as hindered:
            self._aside[follow_up_id] = time.monotonic() + ASIDE
            if not isinstance(hindered, NoAnswer):
                log.exception("a follow-up could not go on", service=FEEDBACK)
        else:
            self.well()

    def _steps(self, follow_up_id: UUID, now: datetime) -> int:
        """What is due, in the order of a wave's life, each in a save of its own; how many steps that took.

        Read once: whoever else changes it meanwhile is noticed by the next save.
        """
        follow_up, on = self._feedback.load(FollowUp, follow_up_id), local_date(now)
        for taken in range(MOST_STEPS):
            due = next(self._due(follow_up, on), None)
            if due is None:
                return taken
            command, about, decide = due
            decide(follow_up)
            self._store(follow_up, command, about, now)
        return MOST_STEPS

    def _due(self, follow_up: FollowUp, on: date) -> Iterator[tuple[str, str, Callable[[FollowUp], None]]]:
        """The steps that a follow-up has to take: by which name, about what, and how."""
        if overdue := follow_up.overdue(on):
            yield "miss", f"{overdue[0].wave}/{overdue[0].due}", lambda each: each.miss(on=on)
        if reminders := follow_up.reminders_due(on):
            yield "remind", f"{reminders[0].wave}/{reminders[0].on}", lambda each: each.remind(on=on)
        if (wave := follow_up.due_wave(on)) is not None:
            yield "send_wave", str(wave), lambda each: self._feedback.send_on(each, on)

    def _look(self, row: DictRow, now: datetime) -> bool:
        """R-F7: whether somebody who waits can be reached now: once a day, and when intake knows more."""
        follow_up, on = self._feedback.load(FollowUp, row["follow_up_id"]), local_date(now)
        try:
            self._feedback.send_waiting_on(follow_up, on, undelivered=row["news"])
        except Refused:
            with self.database.rows() as rows:
                rows.execute(_LOOKED, {**row, "today": on})
            return True
        attempts = "/".join(str(each.attempt) for each in follow_up.requests)
        self._store(follow_up, "send_wave", f"{follow_up.newest_wave}/again/{attempts}", now)
        return True

    def _store(self, follow_up: FollowUp, command: str, about: str, now: datetime) -> None:
        asker = Asker(FEEDBACK, "coordinator", follow_up.region, now, asks=command)
        step_id = uuid5(follow_up.id, f"{command}/{about}")
        carrying = Carrying(step_id, asker, str(step_id))
        self._feedback.store_step(self._feedback.decided(follow_up), command, carrying)

    def _one(self, statement: str, values: dict[str, Any]) -> dict[str, Any]:
        with self.database.rows() as rows:
            return rows.execute(statement, values).fetchone() or {}


_NEWS = """
EXISTS (
    SELECT FROM matters m JOIN vault_told v ON v.person = m.subject
    WHERE m.matter_id = f.matter_id AND v.position > f.looked)
"""
"""Whether intake told more of the person since it was last looked."""
_TO_DO = f"""
FROM follow_ups f
WHERE (f.wakes_on <= %(today)s OR (f.waits AND (f.looked_on IS DISTINCT FROM %(today)s OR {_NEWS})))
"""
_WAITING = f"SELECT count(*) AS n {_TO_DO}"
_DUE = f"""
SELECT f.follow_up_id, f.waits, {_NEWS} AS news,
    (SELECT position FROM subscriptions WHERE source = 'intake') AS heard
{_TO_DO} AND NOT f.follow_up_id = ANY (%(aside)s)
ORDER BY f.wakes_on NULLS LAST, f.place LIMIT %(most)s
"""  # noqa: S608 - columns
_LOOKED = """
UPDATE follow_ups SET looked_on = %(today)s, looked = coalesce(%(heard)s, 0)
WHERE follow_up_id = %(follow_up_id)s
"""
