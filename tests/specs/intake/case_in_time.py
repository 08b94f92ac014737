"""A case at intake's real desk, on PostgreSQL, with a clock: one autumn, told once, read by many tests."""

from typing import Any
from uuid import uuid4

from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, CaseDesk, done, member
from tests.support.intake_store import IntakeStore, Reply

SCHOOL_BUYER = {"sub": "tilaaja-b", "role": "buyer", "sector": "education"}
SUMMARY, GIST, RISK = "Harjoiteltiin iltaa.", "Äiti soitti.", "Poliisi toi esiin uhan."
TO_CHILD_WELFARE, TO_SCHOOL = "Kuukausi lastensuojelulle.", "Kuukausi koululle."
VIEW = "Haluan nukkua paremmin."


class ClockedStore(IntakeStore):
    """Everybody who asks has this clock, where the test gives them none of their own."""

    clock = "2025-08-25T10:00:00+03:00"

    def token_of(self, who: dict[str, Any]) -> str:
        return super().token_of({"clock": self.clock, **who})


class Autumn:
    """A coaching case with two buyers: planned in September, its September sent in October."""

    def __init__(self, store: ClockedStore) -> None:
        self.store, self.desk = store, CaseDesk(store)
        self.worker = member("worker", WORKER, organisation="Esimerkkituottaja Oy", name="Tuuli Tukija")
        self.client, self.buyer = member("client", name="Nuori"), member("buyer", BUYER)
        self.school_buyer = member("buyer", SCHOOL_BUYER)
        self.case_id = self.desk.open(self.worker, self.client, self.buyer, self.school_buyer)
        self.goal_id, self.step_id = str(uuid4()), str(uuid4())
        self.start, self.regular = str(uuid4()), str(uuid4())

    def at(self, day: str, hour: int = 12) -> "Autumn":
        """The clock from now on: never back."""
        self.store.clock = f"{day}T{hour:02}:00:00+03:00"
        return self

    def does(self, name: str, who: dict[str, Any] = WORKER, **told: Any) -> dict[str, Any]:
        return done(self.desk.does(name, self.case_id, who, **told))

    def asks(self, name: str = "case", who: dict[str, Any] = COORDINATOR, **told: Any) -> Reply:
        return self.store.ask(name, {"case_id": self.case_id, **told}, who=who)

    def answer(self, name: str = "case", who: dict[str, Any] = COORDINATOR, **told: Any) -> dict[str, Any]:
        return done(self.asks(name, who, **told))

    def meets(self, meeting_id: str, kind: str, day: str, who: list[dict[str, Any]], **told: Any) -> None:
        """A meeting at noon, agreed that morning and written up in the afternoon."""
        there = [each["id"] for each in who]
        self.at(day, 9).does(
            "schedule_meeting", meeting_id=meeting_id, kind=kind, starts_at=f"{day}T12:00:00+03:00",
            minutes=90, place="home", participants=there, service_line="neuropsychiatric_coaching",
        )  # fmt: skip
        self.at(day, 15).does(
            "record_meeting", meeting_id=meeting_id, started_at=f"{day}T12:00:00+03:00", minutes=90,
            place="home", attended=there, summary=SUMMARY, **told,
        )  # fmt: skip

    def pass_by(self) -> None:
        """What happened, from September to the sixth of October."""
        self.meets(self.start, "start", "2025-09-03", [self.worker, self.client, self.buyer])
        self.does("record_child_view", view=VIEW, by="worker")
        step = {"step_id": self.step_id, "what": "Kolme iltaa ajoissa"}
        goal = {"goal_id": self.goal_id, "title": "Nukkuu yönsä", "area": "everyday_life",
                "means": ["iltarutiini"], "steps": [step]}  # fmt: skip
        self.does("agree_plan", agreed_in=self.start, baseline="Valvoo öisin.", goals=[goal],
                  effective_from="2025-09-03")  # fmt: skip
        self.meets(self.regular, "regular", "2025-09-09", [self.worker, self.client],
                   goals_touched=[self.goal_id])  # fmt: skip
        self.does("take_goal_step", goal_id=self.goal_id, step_id=self.step_id, outcome="done")
        call: dict[str, Any] = {"with": "Äiti", "direction": "incoming", "channel": "phone", "gist": GIST}
        self.at("2025-09-10", 16).does("log_contact", **call, at="2025-09-10T12:00:00+03:00")
        self.does("assess_risk", sectors=["education", "police"], conclusion="Kohonnut.", text=RISK)
        sections = [
            {"for_sectors": ["child_welfare"], "text": TO_CHILD_WELFARE,
             "progress": [{"goal_id": self.goal_id, "text": "Etenee.", "attainment": 1}]},
            {"for_sectors": ["education"], "text": TO_SCHOOL},
        ]  # fmt: skip
        self.at("2025-10-03").does("write_monthly_report", month="2025-09", sections=sections)
        self.at("2025-10-04").does("send_monthly_report", month="2025-09")
        self.at("2025-10-06").does("acknowledge_report", BUYER, month="2025-09")
