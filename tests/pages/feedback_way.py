"""Follow-ups made over the API, and the links that go out to those who are asked; everybody is made up."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import Browser, Page

from services.feedback.domain.links import token_of
from shared.plumbing.keys import kept
from shared.plumbing.sealing.boxes import new_key
from shared.plumbing.settings import Settings
from tests.pages.casework import Made
from tests.support.running import Running, ask, carry_out

PATIENCE = 30.0
SAFE = {"channel": "sms", "address": "+358 40 000 0001", "safe_for": "perhe"}


@dataclass(frozen=True)
class Followed:
    """A follow-up of one who is asked, and the path of their link."""

    running: Running
    follow_up_id: str
    recipient_id: str
    link: str = ""

    @property
    def path(self) -> str:
        """Of its page."""
        return f"/follow-ups/{self.follow_up_id}"

    def shown(self) -> dict[str, Any]:
        """As feedback tells it to a coordinator."""
        with self.running.client() as client:
            answer = ask(client, "feedback.follow_up", follow_up_id=self.follow_up_id)
            assert answer.is_success, answer.text
            told: dict[str, Any] = answer.json()["result"]
            return told

    def say(self, command: str, **data: Any) -> None:
        """A command about it."""
        with self.running.client() as client:
            told = {"follow_up_id": self.follow_up_id} | data
            answer = carry_out(client, f"feedback.{command}", told)
            assert answer.is_success, answer.text


def reachable(running: Running, case: Made) -> None:
    """A safe contact is written into the details of whom the case is about (R-F7)."""
    with running.client() as client:
        answer = carry_out(client, "intake.correct_person", case.subject | {"safe_contact": SAFE})
        assert answer.is_success, answer.text


def followed(running: Running, case: Made, role: str, **more: Any) -> Followed:
    """A follow-up of the case that asks one recipient. more: of the recipient, or of the command."""
    follow_up_id, recipient_id = str(uuid4()), str(uuid4())
    of_command = {
        name: more.pop(name) for name in ("instruments", "every_weeks", "occurred_at") if name in more
    }
    recipient = {"recipient_id": recipient_id, "role": role, "channel": "sms"} | more
    asked = {"instruments": ["wellbeing"], "every_weeks": 4} | of_command
    made = Followed(running, follow_up_id, recipient_id)
    made.say("start_follow_up", case_id=case.case_id, recipients=[recipient], **asked)
    return made


def linked(running: Running, case: Made, role: str, **more: Any) -> Followed:
    """The same, once its link went out."""
    before = set(messages(running))
    made = followed(running, case, role, **more)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if new := [link for name, link in messages(running).items() if name not in before]:
            return Followed(running, made.follow_up_id, made.recipient_id, new[0])
        time.sleep(0.05)
    msg = "no message went out"
    raise AssertionError(msg)


def messages(running: Running) -> dict[str, str]:
    """By the name of its file, the path of each message's link."""
    folder = Settings(data=running.data).messages
    return {
        each.name: "/f/" + json.loads(each.read_text())["link"].rpartition("/f/")[2]
        for each in folder.glob("*.json")
    }


def late(running: Running, case: Made) -> str:
    """The path of a link whose last day has passed: it was made, as its message would have been, long ago."""
    long_ago = (datetime.now(UTC) - timedelta(days=30)).isoformat()
    made = followed(running, case, "guardian", occurred_at=long_ago, every_weeks=0)
    key = kept(Settings(data=running.data).keys, "links.key", new_key)
    return f"/f/{token_of(key, UUID(made.follow_up_id), 1, UUID(made.recipient_id), 1)}"


@contextmanager
def an_outsider(
    browser: Browser, running: Running, link: str, language: str = "fi", **device: Any
) -> Iterator[Page]:
    """Somebody's phone on which nobody ever signed in, with the link opened."""
    phone = {"viewport": {"width": 320, "height": 640}} | device
    context = browser.new_context(base_url=running.base_url, **phone)
    page = context.new_page()
    page.goto(f"{link}?lang={language}")
    yield page
    assert context.cookies() == [], "nothing is kept on the device"
    context.close()


def half_a_year(running: Running, case: Made) -> Followed:
    """A follow-up of a guardian who was asked five times in half a year, and whose goals were rated then."""
    began = datetime.now(UTC) - timedelta(weeks=20)
    made = followed(running, case, "guardian", occurred_at=began.isoformat(), every_weeks=26)
    for wave, figure in enumerate((2, 2, 3, 3, 4), 1):
        sent = began + timedelta(weeks=4 * (wave - 1))
        if wave > 1:
            made.say("send_wave", occurred_at=sent.isoformat())
        answers = {f"wellbeing.{item}": figure for item in ("mood", "sleep", "safe", "people")}
        then = (sent + timedelta(days=1)).isoformat()
        one = {"recipient_id": made.recipient_id, "answers": answers, "by": "Olli Ohjaaja"}
        made.say("record_on_behalf", wave=wave, occurred_at=then, **one)
        for goal_id, attainment in zip(case.goals, (figure - 3, min(figure - 2, 1)), strict=True):
            rated = {"goal_id": goal_id, "attainment": attainment, "by_role": "worker"}
            made.say("rate_goal", rated_on=then[:10], occurred_at=then, **rated)
    return made
