"""Files of the casework scenario's shape with other values, and what must come out of each: a plain count."""

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
Line = dict[str, Any]
DAY = timedelta(days=1)
MOST = {"neuropsychiatric_coaching": 150, "support_person": None}


class CaseFile:
    """A case from its contact to its close: meetings, revisions and reports, as the seed has it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.seed = seed
        self.opened = date(2022, 1, 1) + timedelta(days=self.chance.randrange(900))
        self.closed = self.opened + timedelta(days=self.chance.randrange(60, 150))
        self.service_line = self.chance.choice(sorted(MOST))
        self.sector = self.chance.choice(["child_welfare", "education", "disability_services"])
        self.case_id, self.worker, self.client, self.buyer, self.start, self.goal = (
            self.new_id() for _ in range(6)
        )
        self.timed: list[tuple[datetime, Line]] = []
        self.states: Counter[str] = Counter(held=1)
        self.revised: list[date] = []
        self.written: dict[str, date] = {}
        self.sent: dict[str, date] = {}
        self._begin()
        self._meet()
        self._revise()
        self._report()
        self._end()
        self.lines = [line for _, line in sorted(self.timed, key=lambda each: each[0])]

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    # The file.

    def _say(self, day: date, hour: int, command: str, refused: bool = False, **data: Any) -> None:  # noqa: FBT001, FBT002
        at = datetime.combine(day, time(hour, len(self.timed) % 60), HELSINKI)
        by = {"user": f"koordinaattori-{self.seed}", "role": "coordinator", "region": "sisa-suomi"}
        line = {"id": self.new_id(), "at": at.isoformat(), "by": by, "command": f"intake.{command}",
                "data": data}  # fmt: skip
        self.timed.append((at, line | ({"expect": "refused"} if refused else {})))

    def _of_case(self, day: date, hour: int, command: str, *, refused: bool = False, **data: Any) -> None:
        self._say(day, hour, command, refused, case_id=self.case_id, **data)

    def _begin(self) -> None:
        referral, person = self.new_id(), self.new_id()
        self._say(
            self.opened, 8, "receive_referral", referral_id=referral,
            received_at=datetime.combine(self.opened, time(7), HELSINKI).isoformat(), source="child_welfare",
            channel="phone", county="08", service_line=self.service_line,
            situations=["demanding_neuropsychiatric"], trigger="Tuen tarve.", urgency="routine",
            referrer={"name": "Työntekijä", "organisation": "Yksikkö", "sector": self.sector},
            subject={"person_id": person, "given_name": "Nuori", "family_name": "Esimerkki",
                     "birth_date": "2010-05-06", "languages": ["fi"]}, legal_basis="statutory_task",
        )  # fmt: skip
        self._of_case(self.opened, 9, "open_case", referral_id=referral, person_id=person,
                      service_line=self.service_line, process_lead=self.sector)  # fmt: skip
        for member in (
            {"id": self.worker, "role": "worker", "user": f"tukihenkilo-{self.seed}"},
            {"id": self.client, "role": "client"},
            {"id": self.buyer, "role": "buyer", "sector": self.sector},
        ):
            self._of_case(self.opened, 10, "add_network_member", member=member)
        self._plan()

    def _a_plan(self, day: date) -> Line:
        goal = {"goal_id": self.goal, "title": "Tavoite", "means": ["harjoittelu"], "area": "everyday_life"}
        return {"agreed_in": self.start, "baseline": "Lähtötilanne.", "goals": [goal],
                "effective_from": day.isoformat()}  # fmt: skip

    def _plan(self) -> None:
        day = self.planned = self.opened + 2 * DAY
        self._of_case(day, 8, "agree_plan", refused=True, **self._a_plan(day))
        self._meeting(day, 10, self.start, "start", 60, "held", [self.worker, self.client, self.buyer])
        self._of_case(day, 16, "agree_plan", refused=True, **self._a_plan(day))
        self._of_case(day, 17, "record_child_view", view="Haluan nukkua.", by="worker")
        self._of_case(day, 18, "agree_plan", **self._a_plan(day))

    def _meeting(  # noqa: PLR0917 - a meeting's own words, in their order
        self, day: date, hour: int, meeting_id: str, kind: str, minutes: int, what: str, who: list[str]
    ) -> None:
        at = datetime.combine(day, time(hour), HELSINKI).isoformat()
        about: Line = {"meeting_id": meeting_id}
        self._of_case(day, hour - 2, "schedule_meeting", **about, kind=kind, starts_at=at, minutes=minutes,
                      place="home", participants=who, service_line=self.service_line)  # fmt: skip
        if what == "held":
            self._of_case(day, hour + 4, "record_meeting", **about, started_at=at, minutes=minutes,
                          place="home", attended=who, summary="Tavattiin.")  # fmt: skip
        elif what == "cancelled":
            self._of_case(day, hour - 1, "cancel_meeting", **about, cancelled_by="client", reason="Sairas.")
        else:
            self._of_case(day, hour + 4, "record_no_show", **about, by="client")

    def _meet(self) -> None:
        who = [self.worker, self.client]
        day = self.planned + DAY
        while day < self.closed:
            what = self.chance.choice(["held", "held", "held", "cancelled", "not_attended"])
            self.states[what] += 1
            self._meeting(day, 12, self.new_id(), "regular", self.chance.randint(45, 150), what, who)
            if (most := MOST[self.service_line]) and self.chance.random() < 0.3:
                at = datetime.combine(day, time(18), HELSINKI).isoformat()
                self._of_case(day, 10, "schedule_meeting", refused=True, meeting_id=self.new_id(),
                              kind="regular", starts_at=at, minutes=most + 1, place="home",
                              participants=who, service_line=self.service_line)  # fmt: skip
            day += timedelta(days=self.chance.randint(3, 12))

    def _revise(self) -> None:
        for _ in range(self.chance.randint(0, 4)):
            day = self.planned + timedelta(days=self.chance.randint(1, 50))
            self.revised.append(day)
            self._of_case(day, 19, "revise_plan", refused=True, **self._a_plan(day))
            self._of_case(day, 20, "revise_plan", **self._a_plan(day), reason="Tarkentui.")

    def _report(self) -> None:
        section = {"for_sectors": [self.sector], "text": "Kuukausi."}
        for month in self.months(self.closed):
            due = _after(month) + timedelta(days=self.chance.randint(0, 20))
            step = self.chance.choice(["nothing", "written", "sent", "sent"])
            if step == "nothing":
                self._of_case(due, 8, "send_monthly_report", refused=True, month=month)
                continue
            self.written[month] = due
            self._of_case(due, 9, "write_monthly_report", month=month, sections=[section])
            if step == "sent":
                self.sent[month] = due
                self._of_case(due, 10, "send_monthly_report", month=month)
                self._of_case(due, 11, "send_monthly_report", refused=True, month=month)

    def _end(self) -> None:
        self._of_case(self.closed, 21, "close_case", reason="Valmis.", outcome="resolved")
        self._of_case(self.closed, 22, "agree_plan", refused=True, **self._a_plan(self.closed))

    # What must come out.

    def months(self, until: date) -> list[str]:
        """From the opening's month to that of a day, or of the close."""
        found, first = [], self.opened.replace(day=1)
        while first <= min(until, self.closed):
            found.append(f"{first:%Y-%m}")
            first = _after(found[-1])
        return found

    def commands(self) -> Line:
        refused = sum("expect" in line for line in self.lines)
        return {"ok": len(self.lines) - refused, "refused": refused, "unexpected": []}

    def reports(self, day: date) -> dict[str, str]:
        """Each month's, as known at the end of a day."""
        return {month: self._report_on(month, day) for month in self.months(day)}

    def _report_on(self, month: str, day: date) -> str:
        if month in self.sent and self.sent[month] <= day:
            return "sent"
        if day >= _after(month).replace(day=8):
            return "overdue"
        if month in self.written and self.written[month] <= day:
            return "written"
        return "due" if day >= _after(month) - DAY else "not_due"

    def standing(self, day: date) -> Line:
        """State, revision and reports at the end of a day from the plan's on."""
        return {
            "state": "closed" if day >= self.closed else "open",
            "revision": 1 + sum(each <= day for each in self.revised),
            "reports": self.reports(day),
        }


def _after(month: str) -> date:
    """The first day of the month after."""
    return (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)
