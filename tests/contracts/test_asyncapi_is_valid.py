"""The AsyncAPI document is what the standard says, by AsyncAPI's own parser; and that parser sees faults."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.contracts.asyncapi import asyncapi_document
from shared.contracts.catalogue import EVENTS
from tests.contracts.reading_asyncapi import plain, read_by_parser

pytestmark = pytest.mark.timeout(600)
SOME = {name: EVENTS[name] for name in ("intake.referral-received.v1", "billing.order-placed.v1")}
"""A document of few events is read in a moment."""
Document = dict[str, Any]


def test_the_parser_finds_nothing_wrong_with_it() -> None:
    (read,) = read_by_parser(asyncapi_document())
    assert read.faults == []
    assert read.told
    assert read.told["channels"] == len(EVENTS) + 3
    assert read.told["messages"] >= len(EVENTS)


def lost_channel(document: Document) -> None:
    del document["channels"]["intake.referral-received.v1"]


def schema_from_nowhere(document: Document) -> None:
    document["components"]["messages"]["billing.order-placed.v1"]["payload"]["$ref"] += "-nowhere"


def no_such_action(document: Document) -> None:
    document["operations"]["fill-queue"]["action"] = "shout"


def no_such_type(document: Document) -> None:
    document["components"]["schemas"]["envelope"]["properties"]["subject"]["type"] = "words"


def nameless_server(document: Document) -> None:
    del document["servers"]["bus"]["host"]


FAULTS = (lost_channel, schema_from_nowhere, no_such_action, no_such_type, nameless_server)


def test_a_fault_that_somebody_makes_is_found() -> None:
    whole, *faulty = read_by_parser(plain(asyncapi_document(SOME)), *(with_a(fault) for fault in FAULTS))
    assert whole.faults == []
    assert [fault.__name__ for fault, read in zip(FAULTS, faulty, strict=True) if not read.faults] == []


def with_a(fault: Callable[[Document], None]) -> Document:
    """A document with a fault."""
    document: Document = plain(asyncapi_document(SOME))
    fault(document)
    return document
