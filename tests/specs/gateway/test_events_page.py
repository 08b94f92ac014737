"""The catalogue of events on pages, and the contract's own addresses."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

import httpx
import pytest
from jsonschema import Draft202012Validator

from shared.contracts.asyncapi import asyncapi_document
from shared.contracts.catalogue import EVENTS
from shared.contracts.intake import AdviceGiven
from tests.contracts.reading_asyncapi import plain
from tests.specs.gateway.edge import an_edge, send, send_to, signed_in

ADVICE = "intake.advice-given.v1"


class Going(AdviceGiven):
    """The coordinator advised the worker."""

    DEPRECATED: ClassVar[date] = date(2027, 6, 30)


def visit(path: str, role: str = "operator", language: str = "en") -> httpx.Response:
    with an_edge() as app:
        return send_to(
            app, "GET", path, signed_in(app, {"sub": "somebody-1", "role": role}) | {"lang": language}
        )


@pytest.mark.parametrize("role", ["operator", "integrator", "admin"])
def test_who_subscribes_and_who_looks_after_it_has_it_in_the_menu(role: str) -> None:
    page = visit("/events", role)
    assert page.status_code == 200
    assert '<a href="/events" aria-current="page">Events</a>' in page.text


@pytest.mark.parametrize("role", ["coordinator", "worker", "researcher"])
def test_whoever_is_signed_in_may_read_it(role: str) -> None:
    assert visit("/events", role).status_code == 200


def test_nobody_else_reads_it() -> None:
    for path in ("/events", f"/events/{ADVICE}"):
        assert send("GET", path).headers["location"].startswith("/sign-in")


def test_every_event_is_listed_with_its_own_page() -> None:
    page = visit("/events").text
    assert [name for name in EVENTS if f'<a href="/events/{name}">' not in page] == []


@pytest.mark.parametrize(
    "name", ["intake.case-opened.v1", "billing.order-placed.v1", "matching.candidates-proposed.v1"]
)
def test_an_event_s_page_says_all_of_it(name: str) -> None:
    page, event = visit(f"/events/{name}").text, EVENTS[name]
    for words in (event.when, event.why, event.follows, event.since, "stable", f"--events {name}"):
        assert words.replace("'", "&#39;") in page
    for field in event.fields:
        assert f"<code>{field.name}</code>" in page
    assert f"fi.tukiverkko.{name}" in page


def test_a_deprecated_one_says_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    going = replace(EVENTS[ADVICE], contract=Going)
    monkeypatch.setitem(EVENTS, ADVICE, going)
    assert "deprecated, told until 30 Jun 2027" in visit(f"/events/{ADVICE}").text
    assert "väistyvä, kerrotaan 30.6.2027 asti" in visit(f"/events/{ADVICE}", language="fi").text
    schema = send("GET", f"/api/v1/schemas/{ADVICE}.json")
    assert schema.headers["Sunset"] == "Wed, 30 Jun 2027 23:59:59 GMT"


def test_an_event_that_is_none_is_not_there() -> None:
    for path in ("/events/intake.nothing.v1", "/events/%3Cscript%3E"):
        assert visit(path).status_code == 404
    assert send("GET", "/api/v1/schemas/intake.nothing.v1.json").status_code == 404


def test_the_asyncapi_document_and_each_schema_are_had_without_a_sign_in() -> None:
    with an_edge() as app:
        assert send_to(app, "GET", "/api/asyncapi.json").json() == plain(asyncapi_document())
        for name, event in EVENTS.items():
            answer = send_to(app, "GET", f"/api/v1/schemas/{name}.json")
            schema: dict[str, Any] = answer.json()
            assert answer.headers["content-type"] == "application/schema+json"
            assert schema["$id"] == f"/api/v1/schemas/{name}.json"
            Draft202012Validator.check_schema(schema)
            Draft202012Validator(schema).validate(plain(event.example)["data"])
        envelope = send_to(app, "GET", "/api/v1/schemas/envelope.json").json()
    Draft202012Validator(envelope).validate(plain(EVENTS[ADVICE].example))
