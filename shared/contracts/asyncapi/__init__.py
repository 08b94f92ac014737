"""The AsyncAPI 3.0 document of what integrators get, made from the contracts. Nothing runs for it.

It is said as this installation sees it: it *sends* events, and *receives* requests for replay.
"""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from shared.contracts.asyncapi.channels import channels_of, operations_of
from shared.contracts.asyncapi.messages import messages_of, schemas_of
from shared.contracts.asyncapi.servers import SECURITY, SERVERS
from shared.contracts.catalogue import EVENTS, Event

CONTENT_TYPE = "application/cloudevents+json"
DESCRIPTION = """What a Tukiverkko installation tells integrators.

Every event is a CloudEvent 1.0 in structured JSON. It says no name, no birth date, no address and no free
text; a person is a pseudonym. Events come at least once, and in order within their `subject`: what comes
again has the same `id`. A subscriber gets the events that were granted to it, by its own queue and by HTTP;
who was granted everything may read the stream as well. Fields may be added to an event; anything else that
changes is a new version beside the old one, which is told until the day that it says."""


def asyncapi_document(events: Mapping[str, Event] = EVENTS) -> dict[str, Any]:
    """The whole document, as plain JSON data. events: by name; all that the installation tells."""
    return {
        "asyncapi": "3.0.0",
        "id": "urn:fi:tukiverkko",
        "info": {
            "title": "Tukiverkko",
            "version": version("tukiverkko"),
            "description": DESCRIPTION,
            "license": {
                "name": "EUPL-1.2",
                "url": "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
            },
            "contact": {"name": "The region that runs the installation: who gave you your subscription"},
            "tags": [{"name": service} for service in dict.fromkeys(e.service for e in events.values())],
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": SERVERS,
        "channels": channels_of(events),
        "operations": operations_of(events),
        "components": {
            "messages": messages_of(events, CONTENT_TYPE),
            "schemas": schemas_of(events),
            "securitySchemes": SECURITY,
        },
    }
