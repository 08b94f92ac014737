"""The AsyncAPI document: whole, and what its examples say fits."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from services.console.main import app
from shared.contracts.asyncapi import asyncapi_document
from shared.contracts.catalogue import EVENTS
from shared.contracts.envelope import to_cloud_event
from shared.contracts.examples import example_of
from shared.contracts.schemas import envelope_schema
from shared.contracts.told import MEANINGS, REASONS
from tests.contracts.golden import FACTS, golden
from tests.contracts.reading_asyncapi import plain

DOCUMENT = asyncapi_document()


def test_the_console_prints_it() -> None:
    told = CliRunner().invoke(app, ["asyncapi"])
    assert told.exit_code == 0
    assert plain(told.stdout) == DOCUMENT
    in_a_line = CliRunner().invoke(app, ["asyncapi", "--json"]).stdout
    assert plain(in_a_line) == DOCUMENT
    assert in_a_line.count("\n") == 1


def test_every_event_has_its_channel_its_message_and_what_is_done_on_it() -> None:
    ours = {kind.routing_key() for kind in FACTS.values()}
    assert ours == {channel["address"] for channel in DOCUMENT["channels"].values()} & ours
    assert ours <= DOCUMENT["components"]["messages"].keys()
    assert {f"tell.{name}" for name in ours} <= DOCUMENT["operations"].keys()
    for way in ("subscriber-queue", "event-log"):
        assert DOCUMENT["channels"][way]["messages"].keys() == ours


@pytest.mark.parametrize("name", EVENTS)
def test_each_example_fits_what_it_is_an_example_of(name: str) -> None:
    whole: dict[str, Any] = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    (example,) = DOCUMENT["components"]["messages"][name]["examples"]
    faults = list(Draft202012Validator(whole).iter_errors(example["payload"]))
    assert faults == []
    assert list(Draft202012Validator(whole).iter_errors(example["payload"] | {"data": {}})) != []


@pytest.mark.parametrize("kind", FACTS.values(), ids=lambda kind: kind.routing_key())
def test_the_envelope_describes_every_attribute_that_a_message_has(kind: Any) -> None:
    schema = envelope_schema()
    for message in (golden(kind)["message"], plain(to_cloud_event(example_of(kind)))):
        assert list(Draft202012Validator(schema).iter_errors(message)) == []
        assert message.keys() <= schema["properties"].keys()


def test_every_attribute_of_the_envelope_says_what_it_is() -> None:
    plain_ones = {"specversion", "datacontenttype"}
    shapes = envelope_schema()["properties"]
    assert {name for name, shape in shapes.items() if not shape.get("description")} == plain_ones


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_says_why_it_is_told_and_what_each_field_means(name: str) -> None:
    event = EVENTS[name]
    assert all(len(words) > 15 for words in (event.when, event.why, event.follows))
    assert [field.name for field in event.fields if not field.meaning] == []


def test_nothing_is_told_of_what_is_not_there() -> None:
    """No reason is left of a fact that went, no meaning of a field."""
    assert {event.contract.FACT for event in EVENTS.values()} == set(REASONS)
    told = {(field.name.rpartition(".")[2], field.meaning) for e in EVENTS.values() for field in e.fields}
    assert set(MEANINGS.items()) <= told
