"""Feedback's store and desk in this process beside intake's, without a broker: facts are read by asking."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from services.feedback.application import Destroying, Sending, Waking
from services.feedback.reactions import Asking, Ending
from services.feedback.service import FeedbackDesk, open_feedback
from shared.plumbing.applying import Applier, Place
from shared.plumbing.desk import Desk
from shared.plumbing.facts_read import read_fact
from shared.plumbing.keys import signing_key
from shared.plumbing.migrations import migrate
from shared.plumbing.tokens import issue
from tests.support.intake_store import IntakeStore, Reply

COORDINATOR: dict[str, Any] = {"sub": "koordinaattori-1", "role": "coordinator", "organisation": "OT-keskus"}


def read_to_the_end(applier: Applier, source: Desk) -> None:
    while True:
        place = applier.place()
        told = source.facts_after({"position": place.position, "limit": 500})
        if not told["facts"]:
            return
        facts = [read_fact(event) for event in told["facts"]]
        applier.apply(Place(UUID(told["log_id"]), place.position, None), facts)


class FeedbackStore:
    """Asks feedback's desk as one of its users; intake is beside it. What is due waits for `work_off`."""

    def __init__(self, home: Path, database_url: str) -> None:
        self.intake = IntakeStore(home, database_url)
        migrate(database_url, "feedback", play=True)
        self.desk: FeedbackDesk = open_feedback(self.intake.settings, self.intake.beside)
        self.intake.beside.desks |= {"intake": self.intake.desk, "feedback": self.desk}
        self.waking, self.sending = self._loop(Waking), self._loop(Sending)
        self.asking, self.ending, self.destroying = (
            self._loop(Asking), self._loop(Ending), self._loop(Destroying),
        )  # fmt: skip
        self._key = signing_key(self.intake.settings.keys)

    def send(self, name: str, data: dict[str, Any], command_id: str | None = None, **who: Any) -> Reply:
        """A command's reply. who: claims besides the coordinator's."""
        given = str(uuid4()) if command_id is None else command_id
        return self.desk.carry_out({"name": name, "data": data, "id": given, "token": self.token_of(who)})

    def ask(self, name: str, data: dict[str, Any], **who: Any) -> Reply:
        """A query's reply."""
        return self.desk.answer({"name": name, "data": data, "token": self.token_of(who)})

    def by_link(self, name: str, token: str, **data: Any) -> Reply:
        """What is done by a link, whose token is all that is shown."""
        request = {"name": name, "data": {"token": token, **data}, "token": token}
        if name == "answer":
            return self.desk.carry_out({**request, "id": str(uuid4())})
        return self.desk.answer(request)

    def token_of(self, who: dict[str, Any]) -> str:
        return issue(self._key, {"region": "sisa-suomi", **COORDINATOR, **who})

    def begin_anew(self) -> None:
        """Time begins again: what other tests follow up sleeps for good, its messages are gone."""
        with self.waking.database.rows() as rows:
            rows.execute("DELETE FROM played_clock")
            rows.execute("UPDATE follow_ups SET wakes_on = NULL, waits = false, state = 'stopped'")
            rows.execute("DELETE FROM messages")
        self.waking.clock.forget()
        for each in self.intake.settings.messages.glob("*"):
            each.unlink()

    def hear(self) -> None:
        """Reads intake's log to its end."""
        (applier,) = self.desk.appliers
        read_to_the_end(applier, self.intake.desk)

    def tick(self, clock: str) -> None:
        """It is so late now; what is due is done, and what is to be sent is sent."""
        self.desk.status({"token": self.token_of({"clock": clock})})
        self.work_off()

    def work_off(self) -> None:
        """Does all that is due by itself, in an order of the tests' own."""
        while any((self.asking.step(), self.ending.step(), self.destroying.step(), self._wake())):
            pass
        with self.waking.database.own_connection() as lock:
            due = self.sending.due(lock)
        for row in due:
            self.sending.send(row)

    def messages(self) -> list[dict[str, Any]]:
        """The messages that went out, by their ids."""
        folder = self.intake.settings.messages
        return [json.loads(each.read_text()) for each in sorted(folder.glob("*.json"))]

    def rows(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """Rows of feedback's own tables."""
        with self.waking.database.rows() as rows:
            return list(rows.execute(statement, values).fetchall())

    def _wake(self) -> bool:
        with self.waking.database.own_connection() as lock:
            woken: bool = self.waking.step(lock, lambda work, rows: [work(row) for row in rows])
        return woken

    def _loop(self, kind: type[Any]) -> Any:
        return next(loop for loop in self.desk.loops if isinstance(loop, kind))
