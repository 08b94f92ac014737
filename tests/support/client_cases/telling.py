"""A file for `tukiverkko play`, told line by line: who did what, and when."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid5

from tests.support.counted import HELSINKI

Who = dict[str, str]
OURS = UUID("6d0a4a0b-1d0f-4b5e-9f0e-6a0c5a1d7c11")
REGION = "sisa-suomi"
COUNTY = "08"


def coordinator(number: int) -> Who:
    return {"user": f"koordinaattori-{number}", "role": "coordinator", "region": REGION}


def worker(number: int) -> Who:
    return {"user": f"tukihenkilo-{number}", "role": "worker", "region": REGION}


def buyer(letter: str, sector: str) -> Who:
    return {"user": f"tilaaja-{letter}", "role": "buyer", "sector": sector, "region": REGION}


def contact_person(number: int, sector: str) -> Who:
    told = {"role": "contact_person", "sector": sector, "county": COUNTY, "region": REGION}
    return {"user": f"yhdys-{number}", **told}


class Telling:
    """Lines in the order of time. name: the story's, from which its ids are made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[dict[str, Any]] = []
        self.now = datetime(2023, 1, 1, tzinfo=HELSINKI)

    def id(self, what: str) -> str:
        """The same id for the same thing of the story each time."""
        return str(uuid5(OURS, f"{self.name} {what}"))

    def on(self, day: str | date, clock: str = "09:00") -> Self:
        """It is this day and hour. AssertionError where that lies before what was told last."""
        said = date.fromisoformat(day) if isinstance(day, str) else day
        moment = datetime.combine(said, time.fromisoformat(clock), HELSINKI)
        assert moment >= self.now, f"{moment} lies before {self.now}"
        self.now = moment
        return self

    def does(self, who: Who, command: str, /, *, refused: bool = False, **data: Any) -> Self:
        """A command of intake; refused: it must not go through."""
        return self._say(who, refused, id=self.id(f"line {len(self.lines)}"), command=f"intake.{command}",
                         data=data)  # fmt: skip

    def asks(self, who: Who, query: str, save_as: str, /, *, refused: bool = False, **data: Any) -> Self:
        """A query whose answer, or whose refusal, is saved under a name."""
        return self._say(who, refused, query=query, save_as=save_as, data=data)

    def settles(self) -> Self:
        """Everything that was told has reached reporting."""
        self.lines.append({"settle": True})
        return self

    def write(self, folder: Path) -> Path:
        """The file."""
        path = folder / f"{self.name}.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in self.lines), encoding="utf-8")
        return path

    def commands(self) -> dict[str, Any]:
        """What must be counted of them."""
        commands = [line for line in self.lines if "command" in line]
        refused = sum("expect" in line for line in commands)
        return {"ok": len(commands) - refused, "refused": refused, "unexpected": []}

    def _say(self, who: Who, refused: bool, **line: Any) -> Self:  # noqa: FBT001
        told = {"at": self.now.isoformat(), "by": who, **line}
        self.lines.append({**told, "expect": "refused"} if refused else told)
        self.now += timedelta(minutes=1)
        return self


class CaseTelling(Telling):
    """A story about one contact and the case that follows it."""

    def __init__(self, name: str, lead: Who) -> None:
        super().__init__(name)
        self.lead = lead
        self.referral_id, self.person_id = self.id("contact"), self.id("child")
        self.case_id, self.start = self.id("case"), self.id("start meeting")
        self.goal, self.step = self.id("goal"), self.id("small step")

    def refers(self, **told: Any) -> Self:
        """The contact comes in, today."""
        received = {"received_at": self.now.isoformat(), "channel": "phone", "county": COUNTY}
        usual = {"service_line": "ot_consultation", "urgency": "urgent", "legal_basis": "statutory_task"}
        about = {"referral_id": self.referral_id, **received, **usual}
        return self.does(self.lead, "receive_referral", **{**about, **told})

    def of_contact(self, command: str, *, refused: bool = False, **data: Any) -> Self:
        return self.does(self.lead, command, refused=refused, referral_id=self.referral_id, **data)

    def of_case(self, who: Who, command: str, /, *, refused: bool = False, **data: Any) -> Self:
        return self.does(who, command, refused=refused, case_id=self.case_id, **data)

    def opens(self, **told: Any) -> Self:
        about: dict[str, Any] = {"referral_id": self.referral_id, "person_id": self.person_id}
        return self.of_case(self.lead, "open_case", **about, **told)

    def joins(self, name: str, role: str, /, *, refused: bool = False, **told: Any) -> Self:
        """Somebody joins the network, under the id of this name."""
        member = {"id": self.id(name), "role": role, **told}
        return self.of_case(self.lead, "add_network_member", refused=refused, member=member)

    def schedules(self, who: Who, meeting: str, kind: str, *there: str, **told: Any) -> Self:
        """A meeting is agreed for now with those of these names."""
        usual = {"minutes": 90, "place": "home", "service_line": "ot_consultation"}
        about = {"meeting_id": self.id(meeting), "kind": kind, "starts_at": self.now.isoformat()}
        people = {"participants": [self.id(name) for name in there]}
        return self.of_case(who, "schedule_meeting", **{**about, **usual, **people, **told})

    def meets(self, who: Who, meeting: str, kind: str, *there: str, **told: Any) -> Self:
        """A meeting is agreed for now, held, and written up in the evening."""
        began, summary = self.now, told.pop("summary", "Tavattiin.")
        self.schedules(who, meeting, kind, *there, **told)
        self.on(began.date(), "20:00")
        held: dict[str, Any] = {"minutes": told.get("minutes", 90), "place": told.get("place", "home")}
        return self.of_case(
            who, "record_meeting", meeting_id=self.id(meeting), started_at=began.isoformat(), **held,
            attended=[self.id(name) for name in there], summary=summary,
        )  # fmt: skip

    def plan(self, baseline: str, title: str, area: str, *means: str, **told: Any) -> dict[str, Any]:
        """A plan with one goal and one small step towards it, agreed in the start meeting."""
        steps = [{"step_id": self.step, "what": "Ensimmäinen pieni askel"}]
        goal = {"goal_id": self.goal, "title": title, "area": area, "means": means, "steps": steps}
        content = {"baseline": baseline, "goals": [goal], "effective_from": self.now.date().isoformat()}
        return {"agreed_in": self.start, **content, **told}

    def reports(self, who: Who, month: str, *texts: tuple[str, str]) -> Self:
        """The month's report is written and sent. texts: (sector, what its buyers read)."""
        sections = [{"for_sectors": [sector], "text": text} for sector, text in texts]
        self.of_case(who, "write_monthly_report", month=month, sections=sections)
        return self.of_case(who, "send_monthly_report", month=month)

    def asks_of_case(self, who: Who, save_as: str, *, query: str = "intake.case", **told: Any) -> Self:
        return self.asks(who, query, save_as, case_id=self.case_id, **told)
