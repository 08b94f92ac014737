"""The sheltered family on a running system: nothing tells where they are (R-C13).

Tried by page, API, export, own log, timeline, feed, counts and error messages, as everybody who has to do
with the case. Each place, organisation and contact that was written down has a mark in it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.intake.commands import COMMANDS
from shared.contracts.masking import MASK
from tests.specs.intake.sheltered import MARK, PHONE, REFERRER, planted
from tests.support.installation import wait_for
from tests.support.running import Running, ask, carry_out

pytestmark = pytest.mark.timeout(300)
EXAMPLE: dict[str, Any] = COMMANDS["receive_referral"].example
USER = f"suojattu-{uuid4().hex[:8]}"
PEOPLE: dict[str, dict[str, Any]] = {
    "coordinator": {},
    "worker": {"sub": f"{USER}-tukihenkilo", "organisation": f"{MARK} Oy"},
    "buyer": {"sub": f"{USER}-tilaaja", "sector": "child_welfare"},
    "contact_person": {"sector": "education"},
}
"""Role → who has to do with the case."""
ADMIN = {"sub": f"{USER}-admin", "region": "sisa-suomi"}
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Family:
    """The child's contact and case. meeting_id: of a meeting that is to come, in a place of its kind."""

    running: Running
    person_id: str
    referral_id: str
    case_id: str
    meeting_id: str

    def page(self, path: str, role: str) -> httpx.Response:
        """What somebody in this role is shown, signed in with a browser."""
        with httpx.Client(base_url=self.running.base_url, timeout=30) as browser:
            browser.cookies.update(self.running.cookies(role, **PEOPLE.get(role, {})))
            return browser.get(path, headers={"Accept-Language": "en"}, follow_redirects=True)

    def asked(self, role: str, query: str, **data: Any) -> httpx.Response:
        """What somebody in this role is answered by the API."""
        with self.running.client(role, **PEOPLE.get(role, ADMIN)) as client:
            return ask(client, query, **data)


def told(client: httpx.Client, command: str, **data: Any) -> None:
    reply = carry_out(client, f"intake.{command}", data)
    assert reply.status_code == 200, (command, reply.text)


def plant(client: httpx.Client) -> dict[str, str]:
    """The family with all that is known of where they are; then the order."""
    ids = {name: str(uuid4()) for name in ("person_id", "referral_id", "case_id", "meeting_id")}
    here, case = {"referral_id": ids["referral_id"]}, {"case_id": ids["case_id"]}
    subject = {**EXAMPLE["subject"], "person_id": ids["person_id"], "municipality": MARK}
    told(client, "receive_referral", **{**EXAMPLE, **here, "subject": subject, "referrer": REFERRER,
         "received_at": (NOW - timedelta(minutes=5)).isoformat()})  # fmt: skip
    safe = {"channel": "paper", "address": f"{MARK}ntie 1", "safe_for": "lapsi"}
    told(client, "correct_person", **subject, safe_contact=safe)
    agency = {"sector": "education", "organisation": f"{MARK}n koulu", "role": "opetus"}
    told(client, "gather_background", **here, summary="Lyhyesti.", agencies=[agency])
    told(client, "open_case", **case, **here, person_id=ids["person_id"], process_lead="child_welfare",
         service_line="neuropsychiatric_coaching", base_services=[f"{MARK}n perheneuvola"])  # fmt: skip
    members = [
        {"id": str(uuid4()), "role": "worker", "user": PEOPLE["worker"]["sub"], "organisation": f"{MARK} Oy"},
        {"id": str(uuid4()), "role": "client"},
        {"id": str(uuid4()), "role": "buyer", "user": PEOPLE["buyer"]["sub"], "sector": "child_welfare"},
        {"id": str(uuid4()), "role": "other", "sector": "education", "organisation": f"{MARK}n koulu"},
    ]
    for member in members:
        told(client, "add_network_member", **case, member=member)
    told(client, "schedule_meeting", **case, meeting_id=ids["meeting_id"], kind="regular", place="school",
         starts_at=(NOW + timedelta(days=3)).isoformat(), minutes=90, participants=[members[0]["id"]],
         service_line="neuropsychiatric_coaching")  # fmt: skip
    told(client, "log_contact", **case, at=NOW.isoformat(), direction="incoming", channel="phone",
         gist="Kuulumiset.", **{"with": f"{MARK}n rehtori {PHONE}"})  # fmt: skip
    told(client, "protect_person", person_id=ids["person_id"], order="non_disclosure")
    return ids


@pytest.fixture(scope="module")
def family(running: Running) -> Family:
    with running.client() as client:
        return Family(running, **plant(client))


@pytest.mark.parametrize("role", PEOPLE)
def test_no_page_tells_where_they_are(family: Family, role: str) -> None:
    """R-C13: whatever page one opens, and whatever it refuses to show."""
    month = NOW.strftime("%Y-%m")
    case, person = f"/cases/{family.case_id}", f"/people/{family.person_id}"
    paths = [
        "/", "/queue", "/referrals", "/cases", "/meetings", "/network", "/statistics", "/casework-figures",
        f"/referrals/{family.referral_id}", person, f"{person}?reveal=x",
        case, f"{case}/meetings", f"{case}/meetings/{family.meeting_id}", f"{case}/reports",
        f"{case}/reports/{month}", f"{case}/supervision", f"{case}/copy-out", f"{case}/copy-out.txt",
        f"{case}/plan", f"/monthly-report/{family.case_id}/{month}.html",
    ]  # fmt: skip
    shown = [family.page(path, role) for path in paths]
    assert [page.url.path for page in shown if planted(page.text)] == []
    assert [page.url.path for page in shown if page.status_code >= 500] == []
    assert sum(page.status_code == 200 for page in shown) > len(paths) / 3, "most of them are there"


@pytest.mark.parametrize("role", [*PEOPLE, "professional", "admin"])
def test_no_answer_tells_where_they_are(family: Family, role: str) -> None:
    """R-C13: by the API, the timeline, the figures, the copy and the log of who read."""
    case, contact = {"case_id": family.case_id}, {"referral_id": family.referral_id}
    person = {"person_id": family.person_id}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("intake.referral", contact), ("intake.referrals", {}), ("intake.person", person),
        ("intake.case", case), ("intake.cases", person), ("intake.copy_out", case),
        ("intake.monthly_report", {**case, "month": NOW.strftime("%Y-%m")}), ("intake.my_meetings", {}),
        ("intake.access_log", person), ("intake.access_log_copy", person),
        ("reporting.timeline", case), ("reporting.timeline", contact), ("reporting.queue", {}),
        ("reporting.buyer_supervision", case), ("reporting.network_map", {}), ("reporting.cadence", case),
    ]  # fmt: skip
    replies = [(query, family.asked(role, query, **data)) for query, data in asked]
    assert [query for query, reply in replies if planted(reply.text)] == []
    assert [query for query, reply in replies if reply.status_code >= 500] == []


def test_the_place_of_a_meeting_is_masked(family: Family) -> None:
    """R-C13: in the case, in one's own meetings, and not at all in the feed."""
    case = family.asked("worker", "intake.case", case_id=family.case_id).json()["result"]
    assert [meeting["place"] for meeting in case["meetings"]] == [MASK]
    mine = family.asked("worker", "intake.my_meetings").json()["result"]["meetings"]
    assert [meeting["place"] for meeting in mine] == [MASK]
    link = family.asked("worker", "intake.calendar_link").json()["result"]["token"]
    feed = httpx.get(f"{family.running.base_url}/calendar/{link}.ics", timeout=30)
    assert "BEGIN:VEVENT" in feed.text
    assert "LOCATION" not in feed.text


def test_the_timeline_tells_no_place(family: Family) -> None:
    """R-C13: of nobody, for reporting does not know who is protected."""

    def scheduled() -> list[dict[str, Any]]:
        answer = family.asked("worker", "reporting.timeline", case_id=family.case_id)
        events = answer.json()["result"]["events"] if answer.is_success else []
        return [event["details"] for event in events if event["what"] == "meeting-scheduled"]

    wait_for("the timeline has the meeting", lambda: bool(scheduled()))
    assert ["place" in details for details in scheduled()] == [False]


def test_a_page_says_that_it_is_masked_and_asks_why_one_looks(family: Family) -> None:
    """R-C13: by a form that works without a script."""
    page = family.page(f"/cases/{family.case_id}", "worker")
    assert "Non-disclosure order" in page.text
    assert 'name="reveal" value="arranging"' in page.text


def test_who_works_on_it_sees_it_once_by_saying_why(family: Family) -> None:
    """R-C13, R-P4: and that is in the log."""
    page = family.page(f"/cases/{family.case_id}?reveal=arranging", "worker")
    assert planted(page.text)
    log = family.asked("admin", "intake.access_log", person_id=family.person_id).json()["result"]
    assert "arranging" in {entry.get("reveal") for entry in log["entries"]}


def test_what_is_masked_is_not_written_over(family: Family) -> None:
    """R-C13: the refusal is a sentence, and tells nothing."""
    agency = {"sector": "education", "organisation": MASK, "role": "opetus"}
    data = {"referral_id": family.referral_id, "summary": "Lyhyesti.", "agencies": [agency]}
    with family.running.client() as client:
        refused = carry_out(client, "intake.gather_background", data)
    assert refused.status_code == 409
    assert planted(refused.text) == set()
