"""A contact's or a case's follow-ups on its page, and what waits in them in the queue."""

from typing import Any

import pytest

from shared.plumbing.ask import ServiceAway
from tests.specs.gateway.directory_answers import words
from tests.specs.gateway.edge import Reply, an_edge, send_to, signed_in
from tests.specs.gateway.follow_up_answers import AN_ID as FOLLOW_UP_ID
from tests.specs.gateway.follow_up_answers import ROW, Follows, visit
from tests.specs.gateway.telling import AN_ID, Telling


class Matter(Telling):
    """A contact or a case with the follow-ups that are told; None: feedback does not answer."""

    def __init__(self, rows: list[dict[str, Any]] | None) -> None:
        super().__init__()
        self.rows = rows

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if service != "feedback":
            return await super().ask(service, method, request, timeout)
        if self.rows is None:
            raise ServiceAway(service)
        return {"status": 200, "result": {"follow_ups": self.rows}, "position": {}}


def seen(kind: str, rows: list[dict[str, Any]] | None, role: str = "coordinator") -> str:
    """The page of a contact ("referrals") or a case."""
    with an_edge(Matter(rows)) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role}) | {"lang": "en"}
        page = send_to(app, "GET", f"/{kind}/{AN_ID}", cookies)
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize("kind", ["cases", "referrals"])
def test_a_matter_lists_its_follow_ups(kind: str) -> None:
    """How many answered of those asked, whom one cannot reach, what needs a look."""
    page = seen(kind, [ROW])
    assert f'href="/follow-ups/{FOLLOW_UP_ID}"' in page
    for said in ("2026-00007", "2 of 3 answered", "1 not to be reached", "The answers are getting worse"):
        assert said in page


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("cases", [], "Nobody is asked yet whether the help helps"),
        ("referrals", None, "Feedback cannot be shown just now"),
    ],
)
def test_where_there_are_none_or_feedback_is_away(
    kind: str, rows: list[dict[str, Any]] | None, said: str
) -> None:
    assert said in seen(kind, rows)


@pytest.mark.parametrize(("role", "there"), [("coordinator", True), ("worker", False), ("buyer", False)])
def test_a_coordinator_starts_one_from_there(role: str, there: bool) -> None:  # noqa: FBT001 - of the test
    page = seen("cases", [], role)
    assert (f"/follow-ups/new?case_id={AN_ID}" in page) == there
    assert 'id="follow-ups"' in page


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("feedback_unreachable", "Somebody cannot be asked: no safe contact is known"),
        ("feedback_missed", "Somebody did not answer twice in a row"),
        ("decline_noticed", "The answers are getting worse"),
        ("wave_to_hand_over", "Questions to hand over on paper"),
    ],
)
def test_what_waits_in_a_follow_up_leads_there(what: str, said: str) -> None:
    """R-F2, R-F4, R-F7: of whom, by role."""
    item = {
        "what": what, "number": "case/2026-00003", "case_id": AN_ID, "follow_up_id": FOLLOW_UP_ID,
        "whom": "guardian", "since": "2026-09-02", "overdue": False,
    }  # fmt: skip
    page = visit("/queue", Follows(queue={"items": [item], "total": 1, "overdue": 0}))
    assert f'href="/follow-ups/{FOLLOW_UP_ID}"' in page.text
    assert f"{said} ( the follow-up ): Guardian" in words(page)
