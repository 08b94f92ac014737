"""The ways by which events are had, as AsyncAPI's channels, and what is done on them."""

from collections.abc import Mapping
from typing import Any

from shared.contracts.catalogue import Event

EXCHANGE, STREAM = "case.events.out", "case.events.log"
REPLAY = "/api/v1/events"
MOST_AT_ONCE, LONGEST_WAIT = 1000, 30
BUS = [{"$ref": "#/servers/bus"}]
API = [{"$ref": "#/servers/api"}]
Parts = dict[str, Any]


def channels_of(events: Mapping[str, Event]) -> Parts:
    """One for each event's routing key, the subscriber's queue, the stream and the replay."""
    every = {name: {"$ref": f"#/components/messages/{name}"} for name in events}
    return {name: of_event(event) for name, event in events.items()} | {
        "subscriber-queue": {
            "address": "subscriber.{name}",
            "title": "A subscriber's own queue",
            "description": "Durable and replicated. It holds the events that were granted, until each is "
            "acknowledged. One consumer at a time gets them, so that order is kept.",
            "servers": BUS,
            "parameters": {"name": {"description": "The subscriber's name, as the region gave it"}},
            "messages": every,
            "bindings": {"amqp": a_queue("subscriber.{name}")},
        },
        "event-log": {
            "address": STREAM,
            "title": "The stream of all events",
            "description": "For who was granted everything: read from any place, as often as one likes "
            "(x-stream-offset), as far back as the region keeps it.",
            "servers": BUS,
            "messages": every,
            "bindings": {"amqp": a_queue(STREAM)},
        },
        "replay": {
            "address": REPLAY,
            "title": "Replay over HTTP",
            "description": "A page of the granted events after a cursor, each service's in its order.",
            "servers": API,
            "messages": {
                name: {"$ref": f"#/components/messages/{name}"} for name in ("replay-asked", "replay-page")
            },
        },
    }


def of_event(event: Event) -> Parts:
    """The routing key by which an event is told on the exchange of integrators."""
    exchange = {"name": EXCHANGE, "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": event.name,
        "title": event.name,
        "summary": event.when,
        "description": f"Since {event.since}; {event.standing}.",
        "servers": BUS,
        "tags": [{"name": event.service}],
        "messages": {event.name: {"$ref": f"#/components/messages/{event.name}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def a_queue(name: str) -> Parts:
    """AMQP's binding of a durable queue."""
    queue = {"name": name, "durable": True, "exclusive": False, "autoDelete": False}
    return {"is": "queue", "queue": queue, "bindingVersion": "0.3.0"}


def operations_of(events: Mapping[str, Event]) -> Parts:
    """What the installation does: it tells each event, and answers who asks for a replay."""
    return {f"tell.{name}": telling(name, event) for name, event in events.items()} | {
        "fill-queue": {
            "action": "send",
            "title": "Granted events are put into the subscriber's queue",
            "channel": {"$ref": "#/channels/subscriber-queue"},
            "security": [{"$ref": "#/components/securitySchemes/password"}],
        },
        "fill-log": {
            "action": "send",
            "title": "Every event is put into the stream",
            "channel": {"$ref": "#/channels/event-log"},
            "security": [{"$ref": "#/components/securitySchemes/password"}],
        },
        "answer-replay": {
            "action": "receive",
            "title": "A page of events is answered",
            "description": "403 for who is no subscriber, 401 without a good token, each with a sentence.",
            "channel": {"$ref": "#/channels/replay"},
            "messages": [{"$ref": "#/channels/replay/messages/replay-asked"}],
            "bindings": {"http": {"method": "GET", "query": QUERY, "bindingVersion": "0.3.0"}},
            "reply": {
                "channel": {"$ref": "#/channels/replay"},
                "messages": [{"$ref": "#/channels/replay/messages/replay-page"}],
            },
        },
    }


def telling(name: str, event: Event) -> Parts:
    """An event is told as soon as it is recorded."""
    return {
        "action": "send",
        "title": f"{event.contract.__name__} is told",
        "summary": event.when,
        "tags": [{"name": event.service}],
        "channel": {"$ref": f"#/channels/{name}"},
        "messages": [{"$ref": f"#/channels/{name}/messages/{name}"}],
        "bindings": {"amqp": {"deliveryMode": 2, "bindingVersion": "0.3.0"}},
    }


QUERY: Parts = {
    "type": "object",
    "properties": {
        "after": {"type": "string", "description": "The cursor of the page before; none: from the first"},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_AT_ONCE},
        "wait": {
            "type": "number",
            "minimum": 0,
            "maximum": LONGEST_WAIT,
            "description": "Seconds to wait for something new where there is nothing yet",
        },
    },
}
"""What a replay is asked with."""
