"""A case made up by chance: the commands of its months, as lines that a coordinator gives.

Some are refused, as some are in life; whoever plays them looks at what came out.
"""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.support.counted import HELSINKI

Line = dict[str, Any]
BY = {"user": "koordinaattori-7", "role": "coordinator", "region": "sisa-suomi"}
LINE = "neuropsychiatric_coaching"
MEMBERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("worker", {"user": "tukihenkilo-1"}),
    ("client", {}),
    ("buyer", {"user": "tilaaja-a", "sector": "child_welfare"}),
    ("buyer", {"user": "tilaaja-b", "sector": "education"}),
)


class Work:
    """One case from its contact to, perhaps, its close. seed: the same seed gives the same commands."""

    def __init__(self, seed: int, meetings: int = 4) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.at = datetime(2025, 3, 3, 9, tzinfo=HELSINKI) + timedelta(days=self.chance.randrange(60))
        self.lines: list[Line] = []
        self.case_id = self.new_id()
        self.members = [self.new_id() for _ in MEMBERS]
        self._open()
        self._start()
        for _ in range(meetings):
            self._meet()
            self.chance.choice((self._month, self._pause, self._step, self._restrict, self._leave))()
        if self.chance.random() < 0.5:
            self._say("close_case", reason="Valmis.", outcome="resolved")

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _say(self, command: str, days: int = 0, **data: Any) -> None:
        """The next command, some days after the one before."""
        self.at += timedelta(days=days, minutes=5)
        about = {} if command == "receive_referral" else {"case_id": self.case_id}
        line = {"id": self.new_id(), "at": self.at.isoformat(), "by": BY, "command": f"intake.{command}"}
        self.lines.append({**line, "data": {**about, **data}})

    def _open(self) -> None:
        referral_id, person_id = self.new_id(), self.new_id()
        subject = {
            "person_id": person_id, "given_name": "Lapsi", "family_name": "Esimerkki",
            "birth_date": "2012-03-04", "languages": ["fi"],
        }  # fmt: skip
        referrer = {"name": "Työntekijä", "organisation": "Yksikkö", "sector": "education"}
        self._say(
            "receive_referral", referral_id=referral_id, received_at=self.at.isoformat(), source="school",
            channel="phone", county="08", service_line=LINE, situations=["school_absence"], trigger="Heräte.",
            urgency="routine", legal_basis="statutory_task", referrer=referrer, subject=subject,
        )  # fmt: skip
        self._say(
            "open_case", referral_id=referral_id, person_id=person_id, service_line=LINE,
            process_lead="child_welfare",
        )  # fmt: skip
        for member_id, (role, who) in zip(self.members, MEMBERS, strict=True):
            self._say("add_network_member", member={"id": member_id, "role": role, **who})

    def _start(self) -> None:
        """The start meeting, the child's view, the plan."""
        meeting_id = self._schedule("start", self.members)
        self._record(meeting_id, self.members)
        self._say("record_child_view", view="Haluan nukkua.", by="worker")
        self.goal, self.step = self.new_id(), self.new_id()
        goal = {
            "goal_id": self.goal, "title": "Tavoite", "area": "everyday_life", "means": ["harjoittelu"],
            "steps": [{"step_id": self.step, "what": "Askel"}],
        }  # fmt: skip
        plan: dict[str, Any] = {"agreed_in": meeting_id, "baseline": "Lähtötilanne.", "goals": [goal]}
        plan["effective_from"] = self.at.date().isoformat()
        self._say("agree_plan", **plan)
        if self.chance.random() < 0.5:
            self._say("revise_plan", 3, **plan, reason="Tarkennettiin.")

    def _schedule(self, kind: str, participants: list[str]) -> str:
        meeting_id = self.new_id()
        self._say(
            "schedule_meeting", self.chance.randint(1, 5), meeting_id=meeting_id, kind=kind, minutes=90,
            starts_at=(self.at + timedelta(days=2)).isoformat(), place="home", participants=participants,
            service_line=LINE,
        )  # fmt: skip
        return meeting_id

    def _record(self, meeting_id: str, attended: list[str]) -> None:
        self._say(
            "record_meeting", 3, meeting_id=meeting_id, started_at=(self.at + timedelta(days=2)).isoformat(),
            minutes=self.chance.choice((60, 90, 151)), place="home", attended=attended, summary="Tavattiin.",
        )  # fmt: skip

    def _meet(self) -> None:
        """A regular meeting: moved perhaps, then held, missed, called off or left unwritten."""
        meeting_id = self._schedule("regular", self.members[:2])
        if self.chance.random() < 0.3:
            later = (self.at + timedelta(days=2)).isoformat()
            self._say("move_meeting", meeting_id=meeting_id, starts_at=later, reason="Koe.")
        what = self.chance.choice(("held", "held", "corrected", "missed", "cancelled", "unwritten"))
        if what in {"held", "corrected"}:
            self._record(meeting_id, self.members[:2])
        if what == "corrected":
            self._say("correct_meeting", meeting_id=meeting_id, minutes=45, reason="Kirjattu väärin.")
        if what == "missed":
            self._say("record_no_show", 3, meeting_id=meeting_id, by="client")
        if what == "cancelled":
            self._say("cancel_meeting", 1, meeting_id=meeting_id, cancelled_by="client", reason="Sairaana.")

    def _month(self) -> None:
        month = f"{self.at:%Y-%m}"
        sections = [{"for_sectors": ["child_welfare"], "text": "Kuukausi."}]
        self._say("write_monthly_report", 30, month=month, sections=sections)
        self._say("send_monthly_report", 1, month=month)

    def _pause(self) -> None:
        self._say("suspend_case", 1, reason="Matka.")
        self._say("resume_case", self.chance.randint(1, 20), reason="Palasivat.")

    def _step(self) -> None:
        outcome = self.chance.choice(("done", "too_hard"))
        self._say("take_goal_step", goal_id=self.goal, step_id=self.step, outcome=outcome)

    def _restrict(self) -> None:
        named = ["koordinaattori-7", "tukihenkilo-1", "tilaaja-a", "tilaaja-b"]
        self._say("change_restriction", restricted_to=self.chance.choice((named, [])), reason="Turvallisuus.")

    def _leave(self) -> None:
        self._say("remove_network_member", member_id=self.members[3])
