"""A case's months and meetings as pages, by what intake answers: how each stands, and who is shown what."""

import re
from typing import Any

from tests.specs.gateway.a_report import a_report
from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

CASE = "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"
MEETING = "09f8c97b-2254-4ca0-9bf7-c5a7d3d64079"
MONTHS = {
    "2025-06": "sent", "2025-07": "overdue", "2025-08": "written", "2025-09": "due", "2025-10": "not_due",
}  # fmt: skip
BUYER = {"role": "buyer", "sector": "child_welfare"}
A_MEETING = {
    "meeting_id": MEETING, "kind": "regular", "service_line": "support_person", "state": "held",
    "starts_at": "2025-09-30T22:30:00+00:00", "minutes": 90, "planned_minutes": 90, "place": "home",
    "participants": [], "attended": [], "goals_touched": [], "planned_with_client": False,
}  # fmt: skip
A_CASE = {
    "case_id": CASE, "number": "case/2025-00004", "state": "open", "service_line": "support_person",
    "network": [], "revisions": [], "meetings": [A_MEETING], "reports": MONTHS,
}  # fmt: skip


class Intake(Echo):
    """Answers with the case, and with a report."""

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method != "answer":
            return await super().ask(service, method, request, timeout)
        told = {"case": A_CASE, "monthly_report": a_report(status="written", sent_at=None)}
        return {"status": 200, "result": told[request["name"]], "position": {"intake": 17}}


def page(path: str, **who: Any) -> str:
    """The page in English, for who is signed in."""
    with an_edge(Intake()) as app:
        said = {"sub": "somebody", "role": "worker", "region": "sisa-suomi"} | who
        cookies = signed_in(app, said) | {"lang": "en"}
        answer = send_to(app, "GET", f"/cases/{CASE}/{path}", cookies)
    assert answer.status_code == 200, answer.text
    return answer.text


def rows(text: str) -> list[str]:
    """The words of each row of the page's table."""
    return [
        " ".join(re.sub(r"<[^>]*>", " ", row).split())
        for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)[1:]
    ]


def test_each_month_says_how_its_report_stands() -> None:
    """R-C7: due from the month's last day, overdue until it is sent."""
    assert rows(page("reports")) == [
        "October 2025 Not due yet 31 Oct 2025",
        "September 2025 Due now 30 Sept 2025",
        "August 2025 Written, not sent 31 Aug 2025",
        "July 2025 Overdue 31 Jul 2025",
        "June 2025 Sent 30 Jun 2025",
    ]


def test_a_buyer_opens_what_was_sent_and_nothing_else() -> None:
    """R-C14."""
    assert re.findall(r'reports/(\d{4}-\d{2})"', page("reports", **BUYER)) == ["2025-06"]
    assert len(re.findall(r'reports/\d{4}-\d{2}"', page("reports"))) == len(MONTHS)


def test_who_does_not_work_on_the_case_is_offered_no_form() -> None:
    for path in ("reports/2025-09", "meetings", f"meetings/{MEETING}"):
        assert f'action="/cases/{CASE}' in page(path), path
        assert f'action="/cases/{CASE}' not in page(path, role="contact_person", county="08"), path


def test_a_meeting_leads_back_to_its_finnish_month() -> None:
    """Half past ten in the evening in UTC is October here."""
    assert "meetings?month=2025-10" in page(f"meetings/{MEETING}")


def test_who_is_signed_in_is_said_to_the_page_s_own_script_alone() -> None:
    """Drafts are kept by user; the page has no inline script that could say it."""
    text = page("meetings")
    assert '<body data-user="somebody">' in text
    assert re.findall(r"<script(?![^>]* src=)", text) == []
