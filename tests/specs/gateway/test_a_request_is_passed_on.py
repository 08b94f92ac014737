"""What the edge makes of HTTP: one request to a service, with nothing added and nothing lost."""

import time

from tests.specs.gateway.edge import COMMAND_ID, command, query


def test_a_command_reaches_its_service_as_it_came() -> None:
    answer = command('{"minutes": 5, "advice": "Å, ä ja ö", "odd": [1, 2.5, null, true]}')
    assert answer.status_code == 200
    asked = answer.json()["result"]
    assert (asked["service"], asked["method"], asked["name"]) == ("intake", "carry_out", "give_advice")
    assert asked["data"] == {"minutes": 5, "advice": "Å, ä ja ö", "odd": [1, 2.5, None, True]}
    assert asked["id"] == COMMAND_ID
    assert asked["token"] == "a.token.of-someone"


def test_the_answer_says_how_much_it_has_seen() -> None:
    assert command().json()["position"] == {"intake": 17}


def test_a_query_reaches_its_service_with_its_parameters() -> None:
    asked = query("referral_id=abc&county=08&after=intake:12&lang=sv").json()["result"]
    assert (asked["method"], asked["name"]) == ("answer", "referral")
    assert asked["data"] == {"referral_id": "abc", "county": "08"}
    assert asked["after"] == {"intake": 12}


def test_purpose_and_legal_basis_travel_along() -> None:
    asked = command(X_Purpose="supervision", X_Legal_Basis="statutory_task").json()["result"]
    assert (asked["purpose"], asked["legal_basis"]) == ("supervision", "statutory_task")


def as_sent(words: str) -> str:
    """UTF-8 in a header, as a server reads it: byte by byte."""
    return words.encode().decode("latin-1")


def test_a_purpose_may_have_any_letters() -> None:
    asked = query("", X_Purpose=as_sent("työnohjaus")).json()["result"]
    assert asked["purpose"] == "työnohjaus"


def test_a_request_ends_with_the_patience_of_who_asks() -> None:
    """Architecture 4: an old request must not run hours later."""
    asked = query().json()["result"]
    assert 0 < asked["deadline"] - time.time() <= asked["patience"] == 5


def test_the_same_question_parameter_twice_is_refused() -> None:
    answer = query("referral_id=1&referral_id=2", Accept_Language="en")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "referral_id is given twice"


def test_a_position_is_written_as_service_and_number() -> None:
    for wrong in (
        "17",
        "intake",
        "intake:",
        "intake:-1",
        "intake:1e3",
        "nobody:3",
        "intake:9999999999999999999",
    ):
        answer = query(f"after={wrong}")
        assert answer.status_code == 422, wrong
        assert answer.json()["fields"][0]["field"] == "after"
