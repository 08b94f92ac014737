"""Bad input, against all of it running: never a 5xx, never a crash, never a half-written fact.

Each answer says what is wrong in a sentence.
"""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.gateway.offers import OFFERS
from services.gateway.openapi import openapi_document
from shared.contracts.asking import Command
from tests.support.hostile import a_share
from tests.support.running import Running, ask, carry_out

schema = schemathesis.openapi.from_dict(openapi_document())
if settings.get_current_profile_name() != "searching":
    # Its systematic cases (thousands, minutes) do what the tests below do field by field.
    schema.config.phases.update(phases=["examples", "fuzzing"])
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
COMMANDS = {f"{o.service}.{name}": command for o in OFFERS for name, command in o.commands.items()}
ODD: tuple[Any, ...] = (
    None,
    {},
    [],
    [[]],
    {"a": {"b": 1}},
    True,
    -1,
    1.5,
    10**30,
    "",
    "x" * 30_000,
    "9999-99-99",
)
ROLES = {
    "intake.erase_person": "admin",
    "intake.destroy_matter": "admin",
    "intake.break_glass": "worker",
    **{name: "finance" for name in COMMANDS if name.startswith("billing.")},
    "billing.commit_to_pay": "buyer",
    "matching.accept_offer": "expert",
    "matching.decline_offer": "expert",
    "feedback.answer": "link",
}
"""Who gives a command, where it is not the coordinator."""
FAR_AHEAD = "2999-01-01T09:00:00+02:00"


def coded(command: type[Command]) -> list[str]:
    """The fields of a command whose codes come from a list."""
    return [name for name, about in command.model_json_schema()["properties"].items() if "enum" in about]


@pytest.fixture(scope="module")
def coordinator(running: Running) -> Iterator[httpx.Client]:
    with running.client() as client:
        yield client


@pytest.fixture
def asker(name: str, running: Running) -> Iterator[httpx.Client]:
    """Somebody who may give the command of this name."""
    with running.client(ROLES.get(name, "coordinator")) as client:
        yield client


def stored(client: httpx.Client) -> int:
    """How many facts intake has stored."""
    answer = ask(client, "intake.referrals")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["position"]["intake"])


def assert_refused_in_a_sentence(answer: httpx.Response) -> None:
    """A 4xx as problem+json with a sentence, and one for each field, none of it a machine's words."""
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    for sentence in (problem["detail"], *(field["detail"] for field in problem.get("fields", []))):
        assert " " in sentence
        assert "Error" not in sentence
        assert "pydantic" not in sentence


@schema.parametrize()
@settings(max_examples=6, suppress_health_check=list(HealthCheck))  # of each operation
def test_whatever_is_sent_is_answered_as_the_document_says(
    case: schemathesis.Case[Any], running: Running
) -> None:
    case.query.pop("after", None)  # waiting for what never comes is a 503 by design
    answer = case.call(base_url=running.base_url, headers={"Authorization": f"Bearer {running.token()}"})
    case.validate_response(answer, checks=CHECKS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_field_of_the_wrong_kind_breaks_nothing(name: str, asker: httpx.Client) -> None:
    """Some of these fit some fields, and one that fits may go through; what does not is told so."""
    example = COMMANDS[name].example
    for at, field in enumerate(example):
        for odd in a_share(ODD, at + len(name), of=3):
            answer = carry_out(asker, name, {**example, field: odd})
            if answer.status_code != 200:
                assert_refused_in_a_sentence(answer)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_field_that_does_not_exist_is_refused_and_nothing_is_stored(
    name: str, coordinator: httpx.Client, asker: httpx.Client
) -> None:
    before = stored(coordinator)
    answer = carry_out(asker, name, {**COMMANDS[name].example, "no_such_field": 1})
    assert_refused_in_a_sentence(answer)
    assert "no_such_field" in {f["field"] for f in answer.json()["fields"]}
    assert stored(coordinator) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_field_that_is_needed_is_asked_for(
    name: str, coordinator: httpx.Client, asker: httpx.Client
) -> None:
    command, before = COMMANDS[name], stored(coordinator)
    for field in (about.alias or name for name, about in command.model_fields.items() if about.is_required()):
        answer = carry_out(asker, name, {k: v for k, v in command.example.items() if k != field})
        assert_refused_in_a_sentence(answer)
        assert field in {f["field"] for f in answer.json()["fields"]}
    assert stored(coordinator) == before


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, c in COMMANDS.items() for f in coded(c)])
def test_an_unknown_code_is_told_the_known_ones(name: str, field: str, asker: httpx.Client) -> None:
    answer = carry_out(asker, name, {**COMMANDS[name].example, field: "no-such-code"})
    assert_refused_in_a_sentence(answer)
    assert answer.status_code == 422
    known = COMMANDS[name].model_json_schema()["properties"][field]["enum"]
    told = next(f["detail"] for f in answer.json()["fields"] if f["field"] == field)
    assert all(code in told for code in known)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_happens_in_the_future(name: str, coordinator: httpx.Client) -> None:
    """R-T1: a time in the future is refused."""
    before = stored(coordinator)
    example = {**COMMANDS[name].example, "occurred_at": FAR_AHEAD}
    assert_refused_in_a_sentence(carry_out(coordinator, name, example))
    assert stored(coordinator) == before


BODIES = {
    "half an object": b'{"referral_id": ',
    "no UTF-8": b'{"advice": "\xff\xfe"}',
    "a list": b"[1, 2, 3]",
    "a name twice": b'{"advice": "a", "advice": "b"}',
    "NaN": b'{"minutes": NaN}',
    "NUL": b'{"advice": "a\\u0000b"}',
    "half a letter": b'{"advice": "\\udfff"}',
    "bottomless": b'{"advice": ' + b"[" * 100_000,
    "ten megabytes": b'{"advice": "' + b"x" * 10_000_000 + b'"}',
    "ten megabytes of nothing": b"\x00" * 10_000_000,
}


@pytest.mark.parametrize("what", BODIES)
def test_what_is_no_request_is_refused(what: str, coordinator: httpx.Client) -> None:
    headers = {"Idempotency-Key": "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10", "Content-Type": "application/json"}
    for path in ("/api/v1/intake/give_advice", "/api/v1/intake/receive_referral"):
        assert_refused_in_a_sentence(coordinator.post(path, content=BODIES[what], headers=headers))


def test_bad_tokens_are_refused(running: Running) -> None:
    for token in (
        "x",
        "a.b.c",
        running.token()[:-3] + "abc",
        "eyJhbGciOiJub25lIn0.e30.",
        "ä" * 10,
        "x" * 20_000,
    ):
        headers = {b"Authorization": f"Bearer {token}".encode()}
        answer = httpx.get(f"{running.base_url}/api/v1/reporting/queue", headers=headers)
        assert answer.status_code in {401, 431, 400}, (token[:20], answer.text)


def test_the_sentences_are_said_in_finnish_and_swedish(running: Running) -> None:
    told = set()
    for language in ("fi", "sv", "en"):
        with running.client(language=language) as client:
            answer = carry_out(client, "intake.give_advice", {"minutes": "many"})
            assert answer.headers["Content-Language"] == language
            told.add(json.dumps([answer.json()["detail"], answer.json()["fields"]]))
    assert len(told) == 3


def test_after_all_that_everything_still_works(running: Running) -> None:
    assert httpx.get(f"{running.base_url}/readyz").status_code == 200
