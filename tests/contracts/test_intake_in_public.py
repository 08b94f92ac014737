"""The public facts: their shape is what readers rely on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from shared.contracts.envelope import PublicFact, encoded, to_cloud_event
from shared.contracts.examples.bodies import BODIES
from shared.contracts.intake import ReferralReceived
from shared.contracts.reading import from_cloud_event
from tests.contracts.golden import FACTS, FOLDER, file_of, golden, snapshot

facts = pytest.mark.parametrize("kind", FACTS.values(), ids=lambda kind: kind.routing_key())
NAMING = {
    "name", "given_name", "family_name", "birth_date", "address", "phone", "email", "municipality",
    "organisation", "title", "text", "reason", "summary", "what", "gist", "trigger", "question",
}  # fmt: skip


@facts
def test_a_golden_message_reads_as_it_did(kind: type[PublicFact]) -> None:
    message = golden(kind)["message"]
    assert json.loads(json.dumps(to_cloud_event(from_cloud_event(message, FACTS)))) == message


@facts
def test_encoded_it_says_the_same(kind: type[PublicFact]) -> None:
    whole = from_cloud_event(golden(kind)["message"], FACTS)
    optional: dict[str, Any] = dict.fromkeys(("causation_id", "controller", "register", "service_task"))
    for message in (whole, replace(whole, **optional), replace(whole, subject='"työ"\\\n', service_task="")):
        assert json.loads(encoded(message)) == json.loads(json.dumps(to_cloud_event(message)))


@facts
def test_what_was_added_is_written_down(kind: type[PublicFact]) -> None:
    """So that nobody takes it away again: `python -m tests.contracts.golden` writes what is compatible."""
    kept = {name: part for name, part in golden(kind).items() if name != "message"}
    assert kept == {name: part for name, part in snapshot(kind).items() if name != "message"}


def test_every_golden_file_is_of_a_fact() -> None:
    assert {file_of(kind) for kind in FACTS.values()} == set(FOLDER.glob("*.json"))


@facts
def test_every_fact_says_why_it_is(kind: type[PublicFact]) -> None:
    assert kind.__doc__


@facts
def test_a_field_of_a_later_shape_is_ignored(kind: type[PublicFact]) -> None:
    body = BODIES[kind.FACT.partition(".")[2]]
    assert kind.model_validate(body | {"from_a_later_shape": 1}) == kind.model_validate(body)


def texts(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place of a schema that holds text."""
    if schema.get("type") == "string":
        yield where, schema
    for name, part in (schema.get("properties") or {}).items():
        yield from texts(part, f"{where}.{name}")
    for name, part in (schema.get("$defs") or {}).items():
        yield from texts(part, name)
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        yield from texts(part, where)


@facts
def test_every_text_is_a_code_a_number_or_an_id(kind: type[PublicFact]) -> None:
    """R-P1: nothing on the bus can hold a name, an address or a free text."""
    for where, text in texts(kind.model_json_schema(), kind.__name__):
        bound = "enum" in text or "const" in text or "pattern" in text
        assert bound or text.get("format") in {"uuid", "date", "date-time"}, where


@facts
def test_no_field_is_called_after_personal_data(kind: type[PublicFact]) -> None:
    """R-P1."""
    properties = kind.model_json_schema()["properties"]
    assert not NAMING & set(properties)


@pytest.mark.parametrize("slip", ["Maija Meikäläinen", "Maija", "010190-900A", "maija@esimerkki.example", ""])
def test_a_slip_is_an_error_at_the_publisher(slip: str) -> None:
    """R-P1: a name in the place of a code does not get out."""
    with pytest.raises(ValidationError):
        ReferralReceived.model_validate(BODIES["referral-received"] | {"source": slip})
    with pytest.raises(ValidationError):
        ReferralReceived.model_validate(BODIES["referral-received"] | {"subject": slip})
