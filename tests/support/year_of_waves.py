"""A year of follow-ups, and a plain count of what has to come of it: who is asked, reminded, missed, when.

It counts days and nothing else, and takes no rule from feedback's own code: wave 1 goes on the first day,
each next one so many weeks after it; a link opens for 14 days, half-way one is reminded (R-F1, R-F2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5
from zlib import crc32

FIRST, LAST = date(2025, 9, 1), date(2026, 8, 31)
"""Both Mondays, 52 weeks apart."""
OFTEN, SELDOM = (4, 6, 8, 13, 8, 13, 13, 13), (13, 26)
"""How many weeks lie between waves, in turns: a year in which something happens on many days, or on few."""
OPEN_FOR, REMINDED_AFTER = timedelta(days=14), timedelta(days=7)
HABITS = {"at once": 25, "when reminded": 32, "written down": 40, "never": 100}
"""How somebody deals with a wave → below which chance of a hundred."""


class Happening(NamedTuple):
    """What has to happen once, on its day. kind: as the public fact's name ends."""

    on: date
    kind: str
    follow_up_id: str
    wave: int
    recipient_id: str


@dataclass(frozen=True)
class Recipient:
    """Who is asked. A client is reached as intake's vault knows, others at an address, or by paper."""

    recipient_id: str
    role: str
    channel: str

    def said(self) -> dict[str, Any]:
        """As the command takes it."""
        own = {"address": "tyontekija@esimerkki.example"} if self.channel == "email" else {}
        return vars(self) | own


@dataclass(frozen=True)
class Followed:
    """One case's follow-up. reached_from: from when on there is a safe contact of the client (R-F7), if ever.

    ends_on: the day on whose afternoon it is stopped; closes: because its case is closed.
    """

    number: int
    every_weeks: int
    recipients: tuple[Recipient, ...]
    reached_from: date | None
    ends_on: date | None
    closes: bool

    def id_of(self, what: str) -> str:
        """Of its follow_up, case, referral or person."""
        return id_of(what, self.number)

    @property
    def asks_the_client(self) -> bool:
        """Otherwise nobody needs a safe contact."""
        return any(each.role == "client" for each in self.recipients)

    def wave_days(self) -> list[date]:
        step, until = timedelta(weeks=self.every_weeks), self.ends_on or LAST
        return [FIRST + step * at for at in range(54) if FIRST + step * at <= until]

    def habit(self, wave: int, recipient: Recipient) -> str:
        """How they deal with a wave: the same each time. A paper is written down, or never comes back."""
        chance = crc32(f"{self.number}/{wave}/{recipient.role}".encode()) % 100
        told = next(habit for habit, below in HABITS.items() if chance < below)
        return "written down" if recipient.channel == "paper" and told != "never" else told

    def asked_on(self, wave: int, recipient: Recipient) -> date | None:
        """When they are asked; None where no safe way was found before the next wave, or the end."""
        day, until = self.wave_days()[wave - 1], self.ends_on or LAST
        if recipient.role != "client":
            return day
        if self.reached_from is None:
            return None
        asked = max(day, self.reached_from)
        return asked if asked <= until and asked < day + timedelta(weeks=self.every_weeks) else None

    def happens(self) -> Iterator[Happening]:
        """All of its year."""
        until = self.ends_on or LAST
        for wave, day in enumerate(self.wave_days(), 1):
            for recipient in self.recipients:
                who = (self.id_of("follow_up"), wave, recipient.recipient_id)
                told = self._of_request(wave, day, recipient)
                yield from (Happening(on, kind, *who) for on, kind in told if on <= until)

    def _of_request(self, wave: int, day: date, recipient: Recipient) -> Iterator[tuple[date, str]]:
        asked, habit = self.asked_on(wave, recipient), self.habit(wave, recipient)
        if asked != day:
            yield day, "recipient-unreachable"
        if asked is None:
            return
        yield asked, "feedback-requested"
        if habit in {"at once", "written down"}:
            yield asked, "feedback-given"
            return
        if recipient.channel != "paper":
            yield asked + REMINDED_AFTER, "reminder-sent"
        if habit == "when reminded":
            yield asked + REMINDED_AFTER, "feedback-given"
        else:
            yield asked + OPEN_FOR + timedelta(days=1), "feedback-missed"


def id_of(what: str, number: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"a year of waves/{what}/{number}"))


def a_year_of(many: int, every_weeks: Sequence[int] = OFTEN) -> list[Followed]:
    """So many, of one or two people each; some cannot be reached, some end early."""
    return [_followed(number, every_weeks[number % len(every_weeks)]) for number in range(many)]


def _followed(number: int, every_weeks: int) -> Followed:
    unreached, ends = number % 25 == 7, number % 15 in {3, 8}
    found = FIRST + timedelta(weeks=10 + 21 * (number % 2), days=2) if number % 3 else None
    return Followed(
        number, every_weeks, _recipients(number, alone=unreached),
        found if unreached else FIRST,
        FIRST + timedelta(weeks=(9, 21, 34, 47)[number // 15 % 4]) if ends else None,
        closes=number % 15 == 8,
    )  # fmt: skip


def _recipients(number: int, *, alone: bool) -> tuple[Recipient, ...]:
    client = Recipient(id_of("client", number), "client", "sms")
    worker = Recipient(id_of("worker", number), "worker", "email")
    guardian = Recipient(id_of("guardian", number), "guardian", "paper")
    if alone:
        return (client,)
    return ((worker,), (client,), (worker, guardian), (worker,), (guardian,))[number % 5]


def all_that_happens(year: Sequence[Followed]) -> list[Happening]:
    """In the order of the days."""
    return sorted(each for followed in year for each in followed.happens())


def days_of(year: Sequence[Followed]) -> list[date]:
    """The days that matter: something happens, somebody is reached at last, something ends."""
    others = {day for each in year for day in (each.reached_from, each.ends_on) if day}
    return sorted({each.on for each in all_that_happens(year)} | others)


def waves_of(followed: Followed) -> dict[int, tuple[int, int, int, int]]:
    """Each wave: requested, answered, missed, waiting, as they are at the end of the year."""
    happened = list(followed.happens())

    def count(wave: int, kind: str) -> int:
        return sum((each.wave, each.kind) == (wave, kind) for each in happened)

    waves = len(followed.wave_days())
    return {
        wave: (
            count(wave, "feedback-requested"), count(wave, "feedback-given"), count(wave, "feedback-missed"),
            0 if followed.ends_on or wave < waves
            else sum(followed.asked_on(wave, each) is None for each in followed.recipients),
        )
        for wave in range(1, waves + 1)
    }  # fmt: skip
