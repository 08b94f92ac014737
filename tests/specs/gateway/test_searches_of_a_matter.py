"""A contact's or a case's searches: opened from its page, and listed there."""

import pytest

from shared.plumbing.ask import ServiceAway
from tests.specs.gateway.a_search import A_CASE, Matching, post, visit
from tests.specs.gateway.edge import Reply, an_edge, send_to, signed_in
from tests.specs.gateway.telling import AN_ID, Telling

MATTER = {"case_id": A_CASE, "number": "case/2026-00004", "county": "08"}


def test_a_search_is_opened_for_a_case() -> None:
    matching = Matching(case=MATTER)
    assert "For case 2026-00004." in visit(f"/searches/new?case_id={A_CASE}", matching).text
    told = {
        "case_id": A_CASE, "role": "coach", "must.competences": ["trauma", "adhd"], "must.mode": "either",
        "county": "08", "hours_per_week": "1,5", "starts_on": "2026-01-07", "scope": "county",
        "should.background": "lastenpsykiatria\nkoulu", "several": "yes",
    }  # fmt: skip
    answer = post("/searches/new", matching, told)
    [(name, data)] = matching.done
    made = data.pop("match_request_id")
    assert answer.headers["location"].startswith(f"/searches/{made}?done=open_match_request")
    assert (name, data) == ("open_match_request", {
        "for": {"case_id": A_CASE}, "role": "coach", "county": "08", "hours_per_week": 1.5, "scope": "county",
        "must": {"competences": ["trauma", "adhd"], "mode": "either"}, "starts_on": "2026-01-07",
        "should": {"background": ["lastenpsykiatria", "koulu"]}, "team": {},
    })  # fmt: skip
    assert visit("/searches/new").status_code == 404


def test_without_a_team_none_is_asked_for() -> None:
    matching = Matching(case=MATTER)
    post("/searches/new", matching, {"case_id": A_CASE, "role": "expert"})
    assert "team" not in matching.done[0][1]


class Away(Telling):
    """Matching does not answer; the others do."""

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if service == "matching":
            raise ServiceAway(service)
        return await super().ask(service, method, request, timeout)


@pytest.mark.parametrize("path", ["cases", "referrals"])
def test_a_matter_is_shown_while_matching_is_away(path: str) -> None:
    """And says that its searches are not there just now."""
    with an_edge(Away()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": "coordinator"}) | {"lang": "en"}
        answer = send_to(app, "GET", f"/{path}/{AN_ID}", cookies)
    assert answer.status_code == 200
    assert "The searches cannot be shown just now" in answer.text


@pytest.mark.parametrize(("role", "there"), [("coordinator", 1), ("worker", 0), ("buyer", 0)])
def test_who_does_not_seek_is_not_led_there(role: str, there: int) -> None:
    with an_edge(Telling()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role, "sector": "education"}) | {"lang": "en"}
        text = send_to(app, "GET", f"/cases/{AN_ID}", cookies).text
    assert text.count(f'href="/searches/new?case_id={AN_ID}"') == there
