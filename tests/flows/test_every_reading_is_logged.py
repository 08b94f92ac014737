"""R-P4 over HTTP: each question about people that is answered leaves exactly its line, in either service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.feedback import queries as feedback_queries
from services.intake import queries as intake_queries
from services.intake.commands import COMMANDS
from services.matching import queries as matching_queries
from services.matching.commands import COMMANDS as OF_MATCHING
from services.reporting import queries as reporting_queries
from shared.contracts.asking import Personal
from shared.kernel.asker import HELSINKI
from tests.support.running import Running, carry_out

EXAMPLE = dict(COMMANDS["receive_referral"].example)
WORKER = {"sub": "tukihenkilo-loki", "organisation": "Esimerkkituottaja Oy"}
BY_POST = {"similar_contacts", "people"}
SERVICES = (
    ("intake", intake_queries.QUERIES), ("matching", matching_queries.QUERIES),
    ("feedback", feedback_queries.QUERIES), ("reporting", reporting_queries.QUERIES),
)  # fmt: skip
OF_A_STUDY = {"reporting.research_file"}
"""Its line names the study, for it is in nobody's own log: test_research_files.py looks at it."""
OF_WHO_HELPS = {"matching.professionals", "matching.professional"}
PERSONAL = {
    f"{service}.{name}"
    for service, queries in SERVICES
    for name, query in queries.items()
    if isinstance(query.personal, Personal)
} - OF_A_STUDY


@dataclass(frozen=True)
class Family:
    """A contact, a case and a meeting about one child, and who was found for them.

    after: a position by which the others have seen it.
    """

    referral_id: str
    person_id: str
    case_id: str
    subject: dict[str, Any]
    after: str
    professional_id: str
    match_request_id: str
    job: str
    follow_up_id: str
    facts: dict[str, int]
    """By service, where the last fact about them stands in its log."""

    def asked(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """By question: in which role it is asked, and with what."""
        case, person = {"case_id": self.case_id}, {"person_id": self.person_id}
        names = {name: self.subject[name] for name in ("given_name", "family_name", "birth_date")}
        month = {**case, "month": datetime.now(HELSINKI).strftime("%Y-%m")}
        return {
            "intake.referral": ("coordinator", {"referral_id": self.referral_id}),
            "intake.referrals": ("coordinator", {"limit": 200}),
            "intake.person": ("coordinator", person),
            "intake.people": ("coordinator", names),
            "intake.similar_contacts": (
                "coordinator",
                {"referrer": EXAMPLE["referrer_sought"], "subject": names},
            ),
            "intake.case": ("worker", case),
            "intake.cases": ("worker", {}),
            "intake.monthly_report": ("worker", month),
            "intake.copy_out": ("worker", case),
            "intake.my_meetings": ("worker", {}),
            "intake.access_log": ("admin", person),
            "intake.access_log_copy": ("admin", person),
            "matching.professionals": ("coordinator", {"limit": 1000}),
            "matching.professional": ("coordinator", {"professional_id": self.professional_id}),
            "matching.match_requests": ("coordinator", case),
            "matching.match_request": ("coordinator", {"match_request_id": self.match_request_id}),
            "matching.job": ("coordinator", {"job": self.job}),
            **{
                f"{service}.origin": ("coordinator", {"position": position})
                for service, position in self.facts.items()
            },
            "feedback.follow_up": ("worker", {"follow_up_id": self.follow_up_id}),
            "feedback.follow_ups": ("worker", case),
            "reporting.timeline": ("coordinator", case),
            "reporting.behind": (
                "coordinator",
                {
                    "year": datetime.now(HELSINKI).year,
                    "figure": "by_source",
                    "key": EXAMPLE["source"],
                    "limit": 500,
                },
            ),
            "reporting.queue": ("coordinator", {"limit": 1000}),
            "reporting.cadence": ("coordinator", case),
            "reporting.buyer_supervision": ("coordinator", case),
        }


EXAMPLE["referrer_sought"] = {name: EXAMPLE["referrer"][name] for name in ("name", "organisation")}


@pytest.fixture(scope="module")
def family(running: Running) -> Family:
    """Made up anew, with a worker in the network who has a meeting to come."""
    person_id, referral_id, case_id, member_id, who, request_id = (str(uuid4()) for _ in range(6))
    subject = {**EXAMPLE["subject"], "person_id": person_id, "family_name": f"Loki{person_id[:6]}"}
    contact = {name: value for name, value in EXAMPLE.items() if name != "referrer_sought"}
    soon = (datetime.now(HELSINKI) + timedelta(days=2)).isoformat(timespec="seconds")
    meeting = {
        "meeting_id": str(uuid4()), "kind": "regular", "starts_at": soon, "minutes": 60, "place": "office",
        "participants": [member_id], "service_line": "neuropsychiatric_coaching",
    }  # fmt: skip
    opened = {
        "case_id": case_id, "referral_id": referral_id, "person_id": person_id,
        "service_line": "neuropsychiatric_coaching", "process_lead": "child_welfare",
    }  # fmt: skip
    now = datetime.now(HELSINKI).isoformat(timespec="seconds")
    with running.client() as coordinator:
        done(carry_out(coordinator, "intake.receive_referral", {
            **contact, "referral_id": referral_id, "received_at": now, "subject": subject}))  # fmt: skip
        done(carry_out(coordinator, "intake.open_case", opened))
        member = {"id": member_id, "role": "worker", "user": WORKER["sub"]}
        done(carry_out(coordinator, "intake.add_network_member", {"case_id": case_id, "member": member}))
        last = done(carry_out(coordinator, "intake.schedule_meeting", {"case_id": case_id, **meeting}))
        after = f"intake:{last['position']['intake']}"
        done(coordinator.get("/api/v1/matching/professionals", params={"limit": 1, "after": after}))
        for name, about in (
            ("register_professional", {"professional_id": who}),
            ("open_match_request", {"match_request_id": request_id, "for": {"case_id": case_id}}),
        ):
            sought = done(carry_out(coordinator, f"matching.{name}", OF_MATCHING[name].example | about))
        planned = done(carry_out(coordinator, "matching.plan_matches", {"match_request_ids": [request_id]}))
        follow_up_id = str(uuid4())
        paper = {"recipient_id": str(uuid4()), "role": "client", "channel": "paper"}
        done(coordinator.get("/api/v1/feedback/instruments", params={"after": after}))
        asked = done(carry_out(coordinator, "feedback.start_follow_up", {
            "follow_up_id": follow_up_id, "case_id": case_id, "instruments": ["wellbeing"], "every_weeks": 4,
            "recipients": [paper]}))  # fmt: skip
    job = planned["result"]["job"]
    facts = {name: position for told in (last, sought, asked) for name, position in told["position"].items()}
    return Family(referral_id, person_id, case_id, subject, after, who, request_id, job, follow_up_id, facts)


def done(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def put(running: Running, family: Family, name: str) -> httpx.Response:
    """The question as it is asked over HTTP."""
    role, data = family.asked()[name]
    path = f"/api/v1/{name.replace('.', '/')}"
    with running.client(role, **(WORKER if role == "worker" else {})) as client:
        if name.partition(".")[2] in BY_POST:
            return client.post(path, json=data)
        return client.get(path, params={**data, "after": family.after})


def lines(running: Running, person_id: str) -> list[tuple[str, str]]:
    """What is in the person's log: service and question, but for the look that this is."""
    told = done(_log(running, person_id))["result"]
    assert told["away"] == []
    return [(each["service"], each["query"]) for each in told["entries"]]


def _log(running: Running, person_id: str) -> httpx.Response:
    with running.client("admin") as admin:
        return admin.get("/api/v1/intake/access_log", params={"person_id": person_id, "limit": 1000})


def test_every_question_about_people_is_asked_here(family: Family) -> None:
    """R-P4: a new one is added to this test."""
    assert set(family.asked()) == PERSONAL


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_a_question_leaves_exactly_its_line(running: Running, family: Family, name: str) -> None:
    """R-P4: whose data it is, is known in every service; of the directory they are who helps."""
    whose = family.professional_id if name in OF_WHO_HELPS else family.person_id
    if name in OF_WHO_HELPS:
        done(put(running, family, name))  # before anybody has read of them, nobody knows the id
    before = lines(running, whose)
    done(put(running, family, name))
    new = lines(running, whose)[: -len(before) or None]
    service, _, query = name.partition(".")
    assert new == [(service, query), ("intake", "access_log")]


def test_a_purpose_travels_into_the_line(running: Running, family: Family) -> None:
    """R-P4: the headers X-Purpose and X-Legal-Basis, and the number of the request."""
    headers = {"X-Purpose": "complaint_or_claim", "X-Legal-Basis": "consent", "X-Correlation-Id": "kantelu-7"}
    with running.client() as client:
        path, asked = "/api/v1/intake/person", {"person_id": family.person_id}
        done(client.get(path, params=asked, headers=headers))
        refused = client.get(path, params=asked, headers={"X-Purpose": "curiosity"})
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["field"] == "X-Purpose"
    newest = done(_log(running, family.person_id))["result"]["entries"][0]
    told = (newest["purpose"], newest["legal_basis"], newest["correlation"])
    assert told == ("complaint_or_claim", "consent", "kantelu-7")


def test_the_page_and_the_copy_show_them(running: Running, family: Family) -> None:
    """R-P4: the admin's page names who read, the person's copy only their organisation and role."""
    done(put(running, family, "intake.case"))
    here = f"{running.base_url}/people/{family.person_id}/access-log"
    cookies = running.cookies("admin")
    shown = httpx.get(f"{here}?lang=en", cookies=cookies)
    assert shown.status_code == 200
    assert WORKER["sub"] in shown.text
    copy = httpx.get(f"{here}/copy.csv?lang=fi", cookies=cookies)
    assert WORKER["organisation"] in copy.text
    assert WORKER["sub"] not in copy.text
    assert family.subject["family_name"] not in shown.text + copy.text
