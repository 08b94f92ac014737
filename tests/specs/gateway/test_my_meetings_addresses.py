"""The addresses of one's own meetings: the page, the link, and the calendar that a program reads by it."""

from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from services.gateway.cookies import SESSION
from shared.plumbing.tokens import issue
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to
from tests.specs.gateway.test_calendar_feed import MEETING

ANSWERS: dict[str, dict[str, Any]] = {
    "my_meetings": {"meetings": [MEETING]},
    "calendar_link": {"token": "a.link.token", "expires_at": "2026-09-01T20:59:59Z"},
    "copy_out": {
        "case_id": MEETING["case_id"], "number": "case/2023-00004", "title": "Jäljennös: case/2023-00004",
        "parts": [{"heading": "Asiakassuunnitelma", "text": "Tavoite: <b>uni</b>\nKeinot: rutiini"}],
        "text": "Jäljennös: case/2023-00004\n\nASIAKASSUUNNITELMA\nTavoite: <b>uni</b>\n", "positions": {},
    },
}  # fmt: skip
COPY = f"/cases/{MEETING['case_id']}/copy-out"


class Intake(Echo):
    """Answers these questions, or with a no; it remembers what it was asked, and with which token."""

    def __init__(self, no: Reply | None = None) -> None:
        super().__init__()
        self.no = no
        self.asked: list[tuple[str, dict[str, Any], str]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((request["name"], request["data"], request["token"]))
        return self.no or {"status": 200, "result": ANSWERS[request["name"]], "position": {}}


def visit(path: str, intake: Intake | None = None, language: str = "fi") -> httpx.Response:
    """A request by a browser on which somebody is signed in."""
    with an_edge(intake or Intake()) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "koordinaattori-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        return send_to(app, "GET", path, {SESSION: cookie, "lang": language})


def subscribe(path: str, intake: Intake) -> httpx.Response:
    """A request by a calendar program: no cookie, no sign-in."""
    with an_edge(intake) as app:
        return send_to(app, "GET", path)


def test_the_page_shows_a_month_from_the_day_that_is_asked_for() -> None:
    intake = Intake()
    shown = visit("/meetings?from=2025-09-01", intake)
    assert intake.asked[-1][:2] == ("my_meetings", {"from": "2025-09-01", "to": "2025-10-01"})
    assert "3.9.2025 klo 14.00" in shown.text
    assert 'href="/meetings?from=2025-10-02"' in shown.text
    assert 'href="/meetings?from=2025-08-01"' in shown.text


def test_a_day_that_is_none_is_said_to_be_none() -> None:
    assert visit("/meetings?from=huomenna").status_code == 422


def test_the_link_is_an_address_of_this_site_in_the_reader_s_language() -> None:
    shown = visit("/meetings/link", language="sv")
    assert 'value="http://edge.example/calendar/a.link.token.ics?lang=sv"' in shown.text
    assert shown.headers["Cache-Control"] == "no-store"


def test_a_program_reads_the_calendar_with_the_link_alone() -> None:
    intake = Intake()
    answer = subscribe("/calendar/a.link.token.ics?lang=sv", intake)
    assert intake.asked == [("my_meetings", {}, "a.link.token")]
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = Calendar.from_ical(answer.content).events
    assert str(event["SUMMARY"]) == "Möte case/2023-00004"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_link_that_does_not_hold_leads_to_no_sign_in(status: int) -> None:
    answer = subscribe("/calendar/a.link.token.ics", Intake(refusal(status, "no")))
    assert answer.status_code == 404
    assert "kalenterilinkki ei ole enää voimassa" in answer.text


def test_a_calendar_that_cannot_be_had_just_now_is_asked_for_again() -> None:
    answer = subscribe("/calendar/a.link.token.ics", Intake(refusal(503, "try again shortly")))
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)


def test_a_calendar_s_link_opens_no_step() -> None:
    """A step's page asks for a step; this link is for none."""
    with an_edge(Intake()) as app:
        key = app.state.sign_in.key
        claims = {"sub": "calendar:t", "role": "link", "region": "sisa-suomi", "may": {"calendar_of": "t"}}
        answer = send_to(app, "GET", f"/s/{issue(key, claims)}")
    assert answer.status_code == 404


def test_the_copy_stands_under_its_headings_and_is_text() -> None:
    shown = visit(COPY)
    assert '<h2 id="part-1">Asiakassuunnitelma</h2>' in shown.text
    assert "Tavoite: &lt;b&gt;uni&lt;/b&gt;" in shown.text
    assert f'href="{COPY}.txt"' in shown.text


def test_the_copy_is_asked_for_in_the_reader_s_language() -> None:
    intake = Intake()
    visit(COPY, intake, "sv")
    assert intake.asked[-1][:2] == ("copy_out", {"case_id": MEETING["case_id"], "language": "sv"})


def test_the_copy_is_downloaded_as_it_is() -> None:
    answer = visit(f"{COPY}.txt")
    assert answer.text == ANSWERS["copy_out"]["text"]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="case-2023-00004.fi.txt"'


def test_a_copy_that_is_not_to_be_had_is_said_so() -> None:
    assert visit(f"{COPY}.txt", Intake(refusal(404, "there is no such case"))).status_code == 404
