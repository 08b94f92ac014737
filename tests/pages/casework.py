"""A case made over the API, and windows for those who work on it: everybody in it is made up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page

from services.gateway.pages.fields import HELSINKI
from tests.pages.test_every_page import as_far_as_a_plan
from tests.support.running import Running, carry_out

LINE = "neuropsychiatric_coaching"
WORKER, BUYER, SCHOOL = "tukihenkilo-1", "tilaaja-1", "tilaaja-2"
GOALS = ("Aamut sujuvat", "Koulupäivät toteutuvat")
SUMMARY = (
    "Käytiin läpi viikon aamut: herätyskello riitti neljänä päivänä viidestä. Sovittiin, että koulumatka "
    "kuljetaan yhdessä vielä kaksi viikkoa."
)
"""Of a usual length."""
PEOPLE: dict[str, dict[str, str]] = {
    "worker": {"role": "worker", "sub": WORKER},
    "buyer": {"role": "buyer", "sub": BUYER, "sector": "child_welfare"},
    "school": {"role": "buyer", "sub": SCHOOL, "sector": "education"},
    "coordinator": {"role": "coordinator", "sub": "koordinaattori-1"},
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


@dataclass(frozen=True)
class Made:
    """A case with its people, by what they are in it, its goals, and whom it is about."""

    case_id: str
    members: dict[str, str]
    goals: tuple[str, ...]
    say: Callable[..., None]
    subject: dict[str, Any]

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/cases/{self.case_id}"

    def a_meeting(
        self, starts_at: datetime | None = None, *, kind: str = "regular", minutes: int = 90
    ) -> str:
        """A meeting of the worker with the client and the guardian, agreed for now; its id."""
        meeting_id = str(uuid4())
        who = [self.members[name] for name in ("worker", "client", "guardian", "buyer")]
        self.say(
            "schedule_meeting", meeting_id=meeting_id, kind=kind, minutes=minutes, place="home",
            starts_at=(starts_at or this_minute()).isoformat(), service_line=LINE,
            participants=who if kind == "start" else who[:3], planned_with_client=True,
        )  # fmt: skip
        return meeting_id

    def held(self, summary: str = SUMMARY, *, kind: str = "regular", minutes: int = 80) -> str:
        """Such a meeting, held and written up; its id."""
        meeting_id = self.a_meeting(kind=kind)
        who = [self.members[name] for name in ("worker", "client", "buyer")]
        touched = [] if kind == "start" else list(self.goals[:1])
        self.say(
            "record_meeting", meeting_id=meeting_id, started_at=this_minute().isoformat(), minutes=minutes,
            place="home", attended=who, summary=summary, goals_touched=touched, travel_km=12,
        )  # fmt: skip
        return meeting_id


def this_minute() -> datetime:
    """Now on the Finnish clock, as a form can say it."""
    return datetime.now(HELSINKI).replace(second=0, microsecond=0)


def this_month() -> str:
    """The month of a report that can be written now."""
    return f"{this_minute():%Y-%m}"


def a_case(running: Running) -> Made:
    """A case as far as its plan: a worker, a client, a guardian, two buyers; a start meeting, two goals."""
    referral_id, case_id = str(uuid4()), str(uuid4())
    contact = as_far_as_a_plan({"step": str(uuid4())})[0][1]

    def say(command: str, **data: Any) -> None:
        with running.client(sub="koordinaattori-1") as client:
            answer = carry_out(client, f"intake.{command}", {"case_id": case_id} | data)
            assert answer.is_success, answer.text

    with running.client() as client:
        received = {"referral_id": referral_id} | contact
        assert carry_out(client, "intake.receive_referral", received).is_success
    person_id = contact["subject"]["person_id"]
    say(
        "open_case", referral_id=referral_id, person_id=person_id, service_line=LINE,
        process_lead="child_welfare",
    )  # fmt: skip
    members = {
        "worker": {"role": "worker", "user": WORKER, "name": "Olli Ohjaaja", "organisation": "Keksitty Oy"},
        "client": {"role": "client", "name": "Lapsi"},
        "guardian": {"role": "guardian", "name": "Hilla Huoltaja"},
        "buyer": {"role": "buyer", "user": BUYER, "sector": "child_welfare"},
        "school": {"role": "buyer", "user": SCHOOL, "sector": "education"},
    }
    ids = {name: str(uuid4()) for name in members}
    for name, member in members.items():
        say("add_network_member", member={"id": ids[name], **member})
    made = Made(case_id, ids, tuple(str(uuid4()) for _ in GOALS), say, contact["subject"])
    start = made.held("Sovittiin tavoitteista.", kind="start")
    say("record_child_view", view="Haluan nukkua.", by="worker")
    goals = [
        {"goal_id": goal_id, "title": title, "area": "everyday_life", "means": ["harjoittelu"]}
        for goal_id, title in zip(made.goals, GOALS, strict=True)
    ]
    effective = this_minute().date().isoformat()
    say("agree_plan", agreed_in=start, baseline="Lähtötilanne.", goals=goals, effective_from=effective)
    return made


@contextmanager
def a_browser_of(
    browser: Browser, running: Running, whom: str, language: str = "fi", **more: Any
) -> Iterator[BrowserContext]:
    """A browser on which one of the people is signed in. more: of the device."""
    with_it = {"viewport": {"width": 1200, "height": 900}} | more
    context = browser.new_context(base_url=running.base_url, **with_it)
    person = {"region": "sisa-suomi"} | PEOPLE[whom]
    context.add_cookies(
        [
            {"name": name, "value": value, "url": running.base_url}
            for name, value in (running.cookies(**person) | {"lang": language}).items()
        ]
    )
    try:
        yield context
    finally:
        context.close()


def faults_of(page: Page) -> list[str]:
    """What the browser complains of from now on: what the page's own policy forbids, scripts that break."""
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults
