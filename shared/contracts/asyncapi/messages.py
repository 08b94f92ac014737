"""Events as AsyncAPI's messages: the envelope with the data's schema, and an example each."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from shared.contracts.catalogue import Event
from shared.contracts.envelope import PREFIX
from shared.contracts.schemas import ENVELOPE, Schema, envelope_schema, with_meanings

PARTS = "#/components/schemas"
PAGE: Schema = {
    "type": "object",
    "description": "A page of events, in each service's order.",
    "required": ["events", "next", "more"],
    "properties": {
        "events": {"type": "array", "items": {"$ref": f"{PARTS}/{ENVELOPE}"}},
        "next": {
            "type": "string",
            "description": "What to ask with as `after` the next time; say it as it is",
        },
        "more": {"type": "boolean", "description": "Whether there is more right now"},
    },
}
REQUEST: Schema = {"type": "null", "description": "Nothing: what is asked for stands in the address."}


def messages_of(events: Mapping[str, Event], content_type: str) -> dict[str, Any]:
    """Every event's message by its name, and those of the replay."""
    told = {name: message_of(event, content_type) for name, event in events.items()}
    return told | {
        "replay-asked": {
            "name": "replay-asked",
            "title": "Events are asked for over HTTP",
            "contentType": "application/json",
            "payload": {"$ref": f"{PARTS}/replay-asked"},
        },
        "replay-page": {
            "name": "replay-page",
            "title": "A page of events",
            "contentType": "application/json",
            "payload": {"$ref": f"{PARTS}/replay-page"},
        },
    }


def message_of(event: Event, content_type: str) -> dict[str, Any]:
    """One event's message. A deprecated one says until when it is told."""
    message: dict[str, Any] = {
        "name": event.name,
        "title": event.contract.__name__,
        "summary": event.when,
        "description": f"{event.why}\n\n{event.follows}\n\nSince {event.since}; {event.standing}.",
        "contentType": content_type,
        "tags": [{"name": event.service}, *([{"name": "deprecated"}] if event.deprecated else [])],
        "correlationId": {
            "description": "Everything that one request brought about has the same",
            "location": "$message.payload#/correlationid",
        },
        "bindings": {"amqp": {"contentEncoding": "utf-8", "messageType": event.name}},
        "payload": {"$ref": f"{PARTS}/{event.name}"},
        "examples": [{"name": event.name, "payload": json.loads(json.dumps(event.example))}],
    }
    return message | ({"x-deprecated-until": f"{event.deprecated}"} if event.deprecated else {})


def schemas_of(events: Mapping[str, Event]) -> dict[str, Any]:
    """The envelope, each event's whole shape by its name, and the shapes of data that these refer to."""
    models = [(event.contract, "validation") for event in events.values()]
    references, whole = models_json_schema(models, ref_template=PARTS + "/{model}")  # type: ignore[arg-type]
    data = {name: with_meanings(schema) for name, schema in whole.get("$defs", {}).items()}
    told = {name: whole_of(event, references[event.contract, "validation"]) for name, event in events.items()}
    return {ENVELOPE: envelope_schema(), "replay-asked": REQUEST, "replay-page": PAGE} | told | data


def whole_of(event: Event, data: Schema) -> Schema:
    """An event's whole shape: the envelope, of this type, with this data."""
    own = {"type": {"const": PREFIX + event.name}, "data": data}
    shape: Schema = {
        "description": event.when,
        "allOf": [{"$ref": f"{PARTS}/{ENVELOPE}"}, {"type": "object", "properties": own}],
    }
    return shape | ({"deprecated": True} if event.deprecated else {})
