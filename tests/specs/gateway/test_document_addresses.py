"""The addresses of a month's report: what they ask of intake, and what they give."""

from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from services.gateway.cookies import SESSION
from tests.specs.gateway.a_report import a_report
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to
from tests.support.pdf_reading import language_of, text_of

HERE = "/documents/monthly-report/ed6d9d73-ec05-5315-ad3d-5fb8a72ab2f7/2025-09"
CASE = "ed6d9d73-ec05-5315-ad3d-5fb8a72ab2f7"


class Intake(Echo):
    """Answers with the report, or with a no; it remembers what it was asked."""

    def __init__(self, no: Reply | None = None) -> None:
        super().__init__()
        self.no = no
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((f"{service}.{request['name']}", request["data"]))
        return self.no or {"status": 200, "result": a_report(), "position": {}}


def visit(path: str, intake: Intake | None = None, language: str = "sv") -> httpx.Response:
    """A request by a browser on which a coordinator is signed in."""
    with an_edge(intake or Intake()) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "koordinaattori-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        return send_to(app, "GET", path, {SESSION: cookie, "lang": language})


def test_the_paper_comes_in_the_readers_language() -> None:
    answer = visit(HERE + ".pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert language_of(answer.content) == "sv"
    assert "Månadsrapport september 2025" in text_of(answer.content)


def test_a_saved_paper_is_called_by_case_and_month_and_is_kept_nowhere_else() -> None:
    answer = visit(HERE + ".pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="case-2025-00004.2025-09.sv.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_comes_in_the_readers_language() -> None:
    answer = visit(HERE + ".html", language="fi")
    assert answer.headers["Content-Language"] == "fi"
    assert "<h1>Kuukausiraportti syyskuu 2025</h1>" in answer.text


def test_the_same_paper_is_the_same_bytes_at_every_visit() -> None:
    """What was sent is produced again exactly."""
    assert visit(HERE + ".pdf").content == visit(HERE + ".pdf").content


def test_intake_is_asked_for_that_month_as_who_is_signed_in() -> None:
    intake = Intake()
    visit(HERE + ".pdf", intake)
    assert intake.asked[-1] == ("intake.monthly_report", {"case_id": CASE, "month": "2025-09"})


def test_one_sectors_version_may_be_asked_for() -> None:
    intake = Intake()
    visit(HERE + ".html?sector=child_welfare", intake)
    assert intake.asked[-1][1]["sector"] == "child_welfare"


@pytest.mark.parametrize("form", [".pdf", ".html"])
def test_intakes_no_is_said_as_it_is(form: str) -> None:
    intake = Intake(refusal(404, "there is no such case here"))
    assert visit(HERE + form, intake).status_code == 404


@pytest.mark.parametrize("form", [".pdf", ".html"])
def test_who_is_not_signed_in_is_shown_the_way_in(form: str) -> None:
    with an_edge(Intake()) as app:
        answer = send_to(app, "GET", HERE + form)
    assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/sign-in")
