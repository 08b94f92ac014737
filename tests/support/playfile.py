"""Files for `tukiverkko play` that a seed makes: lines with their times, and what they all begin with."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
Line = dict[str, Any]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FINANCE = {"user": "talous-1", "role": "finance", "organisation": "OT-keskus", "region": "sisa-suomi"}
COORDINATOR = {"user": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi"}
WORKER = {"user": "tukihenkilo-1", "role": "worker", "organisation": "Tuottaja", "region": "sisa-suomi"}


class PlayFile:
    """Lines with their times, in any order; `lines` has them in theirs."""

    chance: random.Random
    timed: list[tuple[datetime, Line]]

    @property
    def lines(self) -> list[Line]:
        return [line for _, line in sorted(self.timed, key=lambda each: each[0])]

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def commands(self) -> Line:
        said = [line for line in self.lines if "command" in line]
        refused = sum("expect" in line for line in said)
        return {"ok": len(said) - refused, "refused": refused, "unexpected": []}

    def say(self, at: datetime, by: Line, command: str, /, *, refused: bool = False, **data: Any) -> None:
        line = {"id": self.new_id(), "at": at.isoformat(), "by": by, "command": command, "data": data}
        self.timed.append((at, line | ({"expect": "refused"} if refused else {})))

    def ask(self, at: datetime, query: str, save_as: str, /, **data: Any) -> None:
        line = {"at": at.isoformat(), "by": FINANCE, "query": query, "data": data, "save_as": save_as}
        self.timed.append((at, line))

    def settle(self, at: datetime) -> None:
        self.timed.append((at, {"settle": True}))

    def begin_case(self, at: datetime, case_id: str, service_line: str) -> None:
        """A contact about a child, and the case that is opened for it."""
        referral, person = self.new_id(), self.new_id()
        subject = {"person_id": person, "given_name": "Nuori", "family_name": "Esimerkki",
                   "birth_date": "2011-03-04", "languages": ["fi"]}  # fmt: skip
        self.say(
            at, COORDINATOR, "intake.receive_referral", referral_id=referral, received_at=at.isoformat(),
            source="family_social_work", channel="phone", county="08", service_line=service_line,
            situations=["school_absence"], trigger="Tuen tarve.", urgency="routine",
            referrer={"name": "Työntekijä", "organisation": "Yksikkö", "sector": "family_social_work"},
            subject=subject, legal_basis="statutory_task",
        )  # fmt: skip
        self.say(at, COORDINATOR, "intake.open_case", case_id=case_id, referral_id=referral,
                 person_id=person, service_line=service_line, process_lead="family_social_work")  # fmt: skip


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), HELSINKI)


def months_from(first: date, many: int) -> Iterator[date]:
    for _ in range(many):
        yield first
        first = after(first)


def after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)
