"""Whatever goes wrong is told in one form (RFC 9457), in the reader's language."""

import pytest

from shared.plumbing.ask import AnswerLate, ServiceAway, ServiceBroken
from tests.specs.gateway.edge import COMMAND, Echo, command, query, refusal, send

REFUSAL = refusal(409, "a plan needs the background first")


def test_a_refusal_is_a_problem_with_the_service_s_sentence() -> None:
    answer = command(echo=Echo(REFUSAL), Accept_Language="en")
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == "en"
    assert answer.json() == {
        "type": "/api/problems/refused",
        "title": "This cannot be done now",
        "status": 409,
        "detail": "a plan needs the background first",
        "instance": COMMAND,
    }


def test_each_field_that_does_not_fit_is_named() -> None:
    wrong = {"field": "steps.0.due", "sentence": "the smallest allowed is {ge}", "values": {"ge": 1}}
    misfit = refusal(422, "some fields do not fit: {names}", names=["steps.0.due"])
    misfit["problem"]["fields"] = [wrong]
    told = command(echo=Echo(misfit), Accept_Language="en").json()
    assert told["detail"] == "some fields do not fit: steps.0.due"
    assert told["fields"] == [{"field": "steps.0.due", "detail": "the smallest allowed is 1"}]


def test_a_problem_s_type_says_what_it_means() -> None:
    assert send("GET", "/api/problems/refused?lang=en").json()["title"] == "This cannot be done now"
    assert send("GET", "/api/problems/invented").status_code == 404


@pytest.mark.parametrize("service_is", [ServiceAway("lost"), AnswerLate("late")])
def test_a_service_that_does_not_answer_is_asked_again_later(service_is: Exception) -> None:
    answer = query(echo=Echo(service_is), Accept_Language="en")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert "try again" in answer.json()["detail"]


def test_what_has_not_arrived_yet_is_asked_again_later() -> None:
    answer = query(echo=Echo(refusal(503, "this has not arrived here yet: try again shortly")))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


def test_a_bug_in_a_service_tells_nothing_but_where_to_ask() -> None:
    broken = ServiceBroken("ValueError", "Matti Esimerkki was not expected")
    answer = query(echo=Echo(broken), X_Correlation_Id="call-7", Accept_Language="en")
    assert answer.status_code == 500
    assert answer.json()["detail"] == "something is broken here: tell your support this number: call-7"
    assert "Esimerkki" not in answer.text


def test_a_bug_at_the_edge_tells_nothing_either(capsys: pytest.CaptureFixture[str]) -> None:
    answer = query(echo=Echo(KeyError("Matti Esimerkki")), X_Correlation_Id="call-8", Accept_Language="en")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Esimerkki" not in answer.text + capsys.readouterr().out


def test_an_unknown_address_is_a_problem_too() -> None:
    answer = send("GET", "/api/v1/intake/no_such_thing", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["detail"]) == (404, "there is nothing at this address")


def test_the_wrong_method_is_told_the_right_one() -> None:
    answer = send("GET", COMMAND, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json()["detail"] == "this address takes another method: POST"


def test_without_a_token_one_is_told_how_to_sign_in() -> None:
    for given in ("", "Basic abc", "Bearer ", "Bearer " + "x" * 10_000):
        answer = send("POST", COMMAND, content="{}", headers={"Authorization": given})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_does_not_hold_is_told_the_same() -> None:
    answer = query(echo=Echo(refusal(401, "the token does not hold: sign in again")))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_cookie_of_the_pages_is_no_token_for_the_api() -> None:
    """Other sites' forms carry cookies: the API does not look at them."""
    answer = send("POST", COMMAND, content="{}", cookies={"tukiverkko_session": "a.b.c"})
    assert answer.status_code == 401


@pytest.mark.parametrize("given", ["", "17", "6d0c1c9e"])
def test_a_command_without_an_id_of_its_own_is_refused(given: str) -> None:
    answer = command(Idempotency_Key=given)
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "Idempotency-Key"
