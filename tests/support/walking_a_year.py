"""Goes through a year of follow-ups day by day: gives the clock, and does what people do on each day."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import uuid4

from shared.kernel.asker import HELSINKI
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.year_of_waves import FIRST, Followed, Happening

PATIENCE = 120.0
"""Seconds for all that is due on a day, on a busy machine."""
WELL = {"mood": 4, "sleep": 4, "safe": 4, "people": 4, "day": 4}
SAFE = {"channel": "sms", "address": "+358 40 000 0001", "safe_for": "nuori itse"}
Request = tuple[str, int, str]
"""Follow-up, wave, recipient."""


class Walk:
    """Goes through the year day by day, and does what people do on each."""

    def __init__(self, installation: Installation, year: list[Followed], people: ThreadPoolExecutor) -> None:
        self.installation = installation
        self.year = year
        self._by_id = {each.id_of("follow_up"): each for each in year}
        self._people = people
        self._tokens: dict[Request, str] = {}
        self.messages: Counter[Request] = Counter()
        self._read: set[str] = set()
        self._due: Counter[str] = Counter()

    # What people do.

    def done(self, day: date, command: str, hour: int = 9, **data: Any) -> None:
        """Given again with the same id, as people's programs do, while nobody answers."""
        reply = self.installation.command(command, data, clock=at(day, hour))
        assert reply["status"] == 200, (command, reply)

    def each(self, work: Callable[[Any], None], of: list[Any]) -> None:
        list(self._people.map(work, of))

    def case_opens(self, followed: Followed) -> None:
        referral, person = followed.id_of("referral"), followed.id_of("person")
        subject = {**EXAMPLE["subject"], "person_id": person}
        about = {"referral_id": referral, "received_at": at(FIRST, 8), "subject": subject}
        self.done(FIRST, "intake.receive_referral", **EXAMPLE | about)
        self.done(
            FIRST, "intake.open_case", case_id=followed.id_of("case"), referral_id=referral, person_id=person,
            service_line="support_person", process_lead="child_welfare",
        )  # fmt: skip
        if followed.reached_from == FIRST and followed.asks_the_client:
            self.is_reached_from(FIRST, followed)

    def is_reached_from(self, day: date, followed: Followed) -> None:
        known = {name: EXAMPLE["subject"][name] for name in ("given_name", "family_name", "birth_date")}
        told = {**known, "languages": ["fi"], "person_id": followed.id_of("person"), "safe_contact": SAFE}
        self.done(day, "intake.correct_person", **told)

    def follow_up_starts(self, followed: Followed) -> None:
        self.done(
            FIRST, "feedback.start_follow_up", follow_up_id=followed.id_of("follow_up"),
            case_id=followed.id_of("case"), instruments=["wellbeing"], every_weeks=followed.every_weeks,
            recipients=[each.said() for each in followed.recipients],
        )  # fmt: skip

    def is_answered(self, given: Happening) -> None:
        """By the link of the message; what is on paper or was said is written down for them."""
        followed = self._by_id[given.follow_up_id]
        recipient = next(each for each in followed.recipients if each.recipient_id == given.recipient_id)
        if followed.habit(given.wave, recipient) == "written down":
            self.done(
                given.on, "feedback.record_on_behalf", 12, follow_up_id=given.follow_up_id, wave=given.wave,
                recipient_id=given.recipient_id, answers=WELL, by="Keksitty Työntekijä",
            )  # fmt: skip
            return
        token = self._tokens[given[2:]]
        told = {"name": "answer", "data": {"token": token, "answers": WELL}, "token": token}
        reply = self.installation.ask("feedback", "carry_out", {**told, "id": str(uuid4())})
        assert reply["status"] == 200, (given, reply)

    def ends(self, followed: Followed) -> None:
        assert followed.ends_on
        if followed.closes:
            closing = {"case_id": followed.id_of("case"), "reason": "Valmis.", "outcome": "resolved"}
            self.done(followed.ends_on, "intake.close_case", 15, **closing)
        else:
            stopping = {"follow_up_id": followed.id_of("follow_up"), "reason": "Perhe toivoi niin."}
            self.done(followed.ends_on, "feedback.stop_follow_up", 15, **stopping)

    # The year.

    def goes_through(self, day: date, happening: list[Happening]) -> None:
        """A day: what is due by itself, who is reached at last, who answers, what ends in the afternoon."""
        self.it_is(day)
        reached = [each for each in self.year if each.reached_from == day and day != FIRST]
        self.each(partial(self.is_reached_from, day), reached)
        answers = [each for each in happening if each.kind == "feedback-given"]
        self._due.update(each.kind for each in happening if each.kind != "feedback-given")
        wait_for(f"{day} is done", self._is_done, PATIENCE)
        self.reads_messages()
        self.each(self.is_answered, answers)
        ending = [each for each in self.year if each.ends_on == day]
        self.each(self.ends, ending)
        over = sum(bool(each.ends_on and each.ends_on <= day) for each in self.year)
        wait_for("what ended is stopped", lambda: self._stopped() == over, PATIENCE)

    def it_is(self, day: date) -> None:
        self.installation.ask("feedback", "status", {"token": self.installation.token(at(day, 9))})

    def reads_messages(self) -> None:
        """Those that came since: whose they are is told by the hash of their link alone."""
        came = [
            each for each in self.installation.settings.messages.glob("*.json") if each.name not in self._read
        ]
        tokens = [json.loads(each.read_text())["link"].rpartition("/")[2] for each in came]
        by_hash = {hashlib.sha256(each.encode()).hexdigest(): each for each in tokens}
        self._read.update(each.name for each in came)
        rows = self.installation.rows(OF_LINKS, "feedback", list(by_hash))
        whose = {by_hash[row["link_hash"]]: _request_of(row) for row in rows}
        self.messages.update(whose[each] for each in tokens)
        self._tokens |= {request: token for token, request in whose.items()}

    def _is_done(self) -> bool:
        """Whether as much happened as has to, and no message waits."""
        told = {row["kind"]: row["n"] for row in self.installation.rows(HAPPENED, "feedback")}
        return not told.get("message") and all(told.get(kind, 0) >= n for kind, n in self._due.items())

    def _stopped(self) -> int:
        return int(self.installation.rows(STOPPED, "feedback")[0]["n"])


def _request_of(row: dict[str, Any]) -> Request:
    return str(row["follow_up_id"]), row["wave"], str(row["recipient_id"])


HAPPENED = """
SELECT split_part(topic, '.', 2) AS kind, count(*) AS n FROM stored_events GROUP BY 1
UNION ALL SELECT 'message', count(*) FROM messages WHERE state = 'waiting'
"""
STOPPED = "SELECT count(*) AS n FROM follow_ups WHERE state = 'stopped'"
OF_LINKS = "SELECT link_hash, follow_up_id, wave, recipient_id FROM links WHERE link_hash = ANY (%s)"


def at(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour), HELSINKI).isoformat()
