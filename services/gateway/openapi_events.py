"""`GET /api/v1/events` in the OpenAPI document: the one operation that is neither a command nor a query."""

from typing import Any

from services.gateway.events import LONGEST
from services.gateway.openapi_parts import REFUSALS, reference
from shared.contracts.subscribing import ReadEvents

WORDS = """The events that a subscriber is granted, a page at a time.

Every source's events come in the order of its log. `next` of an answer is `after` of the next question;
without `after` they come from the beginning. Where `more` is false there is nothing else now: `wait` has the
answer wait for the first event that comes. The token is what `tukiverkko subscriber add` printed; 403 for
everybody else."""
PAGE = {
    "type": "object",
    "required": ["events", "next", "more"],
    "properties": {
        "events": {
            "type": "array",
            "description": "CloudEvents 1.0 in structured JSON: the same as in the subscriber's queue.",
            "items": {"type": "object", "required": ["specversion", "id", "type", "source", "data"]},
        },
        "next": {"type": "string", "description": "Where this page ended: opaque."},
        "more": {"type": "boolean", "description": "Whether to ask again at once."},
    },
}


def events_operation() -> dict[str, Any]:
    """The operation."""
    shapes = ReadEvents.model_json_schema()["properties"]
    asked = [
        {"name": name, "in": "query", "description": shape["description"]}
        | {"schema": {key: value for key, value in shape.items() if key not in {"title", "description"}}}
        for name, shape in shapes.items()
    ]
    wait = {
        "name": "wait",
        "in": "query",
        "description": "Seconds to wait for an event, where there is none yet.",
        "schema": {"type": "integer", "minimum": 0, "maximum": LONGEST, "default": 0},
    }
    return {
        "operationId": "events",
        "tags": ["events"],
        "summary": WORDS.partition("\n")[0],
        "description": WORDS,
        "parameters": [
            *asked,
            wait,
            *(reference("parameters", name) for name in ("Correlation", "Language")),
        ],
        "responses": {
            "200": {
                "description": "A page of events, which may be empty.",
                "headers": {"X-Correlation-Id": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": PAGE}},
            }
        }
        | {str(status): reference("responses", name) for status, name in REFUSALS.items()},
    }
