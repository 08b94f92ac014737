"""How often one address or one user may ask: above it a 429 says when to come again."""

from contextlib import suppress
from typing import Any

import pytest
from fastapi import FastAPI

from services.gateway.limits import MOST, Buckets
from services.gateway.problems import Problem
from shared.plumbing.tokens import issue
from tests.specs.gateway.edge import COMMAND, QUERY, SENDING, an_edge, send_to, signed_in


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(buckets: Buckets, key: str, times: int) -> int:
    """How many of so many uses were let through."""
    passed = 0
    for _ in range(times):
        with suppress(Problem):
            buckets.take(key)
            passed += 1
    return passed


def test_a_bucket_holds_a_minute_s_uses_and_fills_up_again() -> None:
    clock = Clock()
    buckets = Buckets(60, clock)
    assert taken(buckets, "a", 100) == 60
    clock.now += 10
    assert taken(buckets, "a", 100) == 10
    clock.now += 3600
    assert taken(buckets, "a", 100) == 60


def test_one_s_uses_are_not_another_s() -> None:
    buckets = Buckets(3, Clock())
    assert taken(buckets, "a", 5) == 3
    assert taken(buckets, "b", 5) == 3


def test_one_is_told_when_to_come_again() -> None:
    clock = Clock()
    buckets = Buckets(6, clock)
    taken(buckets, "a", 6)
    with pytest.raises(Problem) as refused:
        buckets.take("a")
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "10"
    clock.now += 10
    buckets.take("a")


def test_zero_is_no_limit() -> None:
    assert taken(Buckets(0, Clock()), "a", 500) == 500


def test_who_changes_address_all_the_time_fills_no_memory() -> None:
    clock = Clock()
    buckets = Buckets(1, clock)
    for number in range(MOST + 10):
        buckets.take(str(number))
    clock.now += 60
    for number in range(10):
        buckets.take(f"later {number}")
    assert buckets.remembered < 100


def statuses(app: FastAPI, method: str, path: str, times: int = 5, **more: Any) -> list[int]:
    """What so many requests are answered with."""
    return [send_to(app, method, path, **more).status_code for _ in range(times)]


def test_attempts_to_sign_in_are_counted_by_address() -> None:
    with an_edge(sign_ins_a_minute=3) as app:
        sent: dict[str, Any] = {"data": {"person": "nobody"}}
        assert statuses(app, "POST", "/sign-in", **sent) == [404, 404, 404, 429, 429]
        assert statuses(app, "GET", "/sign-in", 1) == [200], "looking costs nothing"
        assert statuses(app, "POST", "/sign-in", 1, come_from="192.0.2.8", **sent) == [404]


def test_a_customer_s_many_ipv6_addresses_are_one() -> None:
    with an_edge(sign_ins_a_minute=1) as app:
        sent: dict[str, Any] = {"data": {"person": "nobody"}}
        assert statuses(app, "POST", "/sign-in", 1, come_from="2001:db8::1", **sent) == [404]
        assert statuses(app, "POST", "/sign-in", 1, come_from="2001:db8::2:3", **sent) == [429]
        assert statuses(app, "POST", "/sign-in", 1, come_from="2001:db8:1::1", **sent) == [404]


@pytest.mark.parametrize("path", ["/s/no-such-link", "/p/no-such-link", "/calendar/no-such-link.ics"])
def test_links_without_an_account_are_counted_by_address(path: str) -> None:
    with an_edge(links_a_minute=2) as app:
        assert statuses(app, "GET", path)[2:] == [429, 429, 429]


def test_a_user_s_api_requests_are_counted_whatever_token_they_come_with() -> None:
    with an_edge(requests_a_minute=3) as app:
        key = app.state.sign_in.key
        told = []
        for number in range(5):
            claims = {"sub": "o-1", "role": "worker", "region": "sisa-suomi", "organisation": str(number)}
            headers = SENDING | {"Authorization": f"Bearer {issue(key, claims)}"}
            told.append(send_to(app, "POST", COMMAND, headers=headers, content=b"{}").status_code)
    assert told == [200, 200, 200, 429, 429]


def test_who_has_no_token_that_holds_is_an_address() -> None:
    """Nobody can use up another's requests by saying a name."""
    with an_edge(requests_a_minute=2) as app:
        for forged in ("a.b.c", "d.e.f", "g.h.i"):
            answer = send_to(app, "GET", QUERY, headers={"Authorization": f"Bearer {forged}"})
        assert answer.status_code == 429
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_forms_of_one_user_are_counted_and_the_page_says_so() -> None:
    with an_edge(requests_a_minute=1) as app:
        cookies = signed_in(app, {"sub": "o-1", "role": "worker"}) | {"lang": "en"}
        for _ in range(2):
            answer = send_to(app, "POST", "/sign-out", cookies, data={"csrf": "guess"})
    assert answer.status_code == 429
    assert "too many requests at once: try again in" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
