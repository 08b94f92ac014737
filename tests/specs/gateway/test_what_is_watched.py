"""Each request has its correlation id, its security headers, its line in the log and its figures."""

import json

import pytest
from structlog.testing import capture_logs

from shared.plumbing.ask import AnswerLate, ServiceAway
from tests.specs.gateway.edge import Echo, an_edge, command, query, send, send_to


def test_a_correlation_id_is_given_back() -> None:
    answer = query(X_Correlation_Id="call-17")
    assert answer.headers["X-Correlation-Id"] == "call-17"
    assert answer.json()["result"]["correlation"] == "call-17"


def test_a_correlation_id_is_made_where_there_is_none() -> None:
    answer = query()
    assert len(answer.headers["X-Correlation-Id"]) == 36
    assert answer.json()["result"]["correlation"] == answer.headers["X-Correlation-Id"]


@pytest.mark.parametrize("odd", ["a b", "x" * 101, '{"a":1}', "<script>"])
def test_an_odd_correlation_id_is_not_taken_into_the_log(odd: str) -> None:
    assert query(X_Correlation_Id=odd).headers["X-Correlation-Id"] != odd


@pytest.mark.parametrize(
    "path", ["/livez", "/api/docs", "/api/openapi.json", "/nothing", "/static/swagger/start.js"]
)
def test_every_answer_carries_the_security_headers(path: str) -> None:
    headers = send("GET", path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_answers_about_people_are_kept_by_no_cache() -> None:
    assert query().headers["Cache-Control"] == "no-store"


def test_the_log_tells_the_route_and_never_what_was_typed() -> None:
    """R-P1: no name, no text, no address with an id in it."""
    with capture_logs() as lines:
        query("referral_id=Matti&secret=Esimerkki")
        command('{"advice": "Matti Esimerkki"}')
        send("GET", "/s/a-secret-token?name=Esimerkki")
    told = json.dumps(lines)
    assert '"/api/v1/intake/referral"' in told
    assert '"/api/v1/intake/give_advice"' in told
    assert "Esimerkki" not in told
    assert "Matti" not in told
    assert "a-secret-token" not in told


def test_figures_are_told_by_route_and_status_and_never_by_id() -> None:
    with an_edge() as app:
        send_to(app, "GET", "/api/v1/intake/referral?referral_id=e7f0c0de")
        send_to(app, "BREW", "/api/v1/intake/referral")
        figures = send_to(app, "GET", "/metrics").text
    assert 'method="GET",route="/api/v1/intake/referral",status="401"' in figures
    assert 'method="other",route="/api/v1/intake/referral",status="405"' in figures
    assert "referral_id" not in figures
    assert "e7f0c0de" not in figures


def test_it_lives_even_when_no_service_does() -> None:
    assert send("GET", "/livez", Echo(ServiceAway("none"))).status_code == 200


def test_it_is_ready_when_every_service_is() -> None:
    assert send("GET", "/readyz").status_code == 200


@pytest.mark.parametrize(
    ("echo", "why"),
    [
        (Echo(ServiceAway("none")), "the service does not answer"),
        (Echo(AnswerLate("slow")), "the service is late to answer"),
        (Echo(standing={"ready": False}), "the service does not relay or follow facts yet"),
    ],
)
def test_it_is_not_ready_while_one_is_missing_and_says_which(echo: Echo, why: str) -> None:
    answer = send("GET", "/readyz", echo, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert {"field": "intake", "detail": why} in answer.json()["fields"]
