"""The gate of public events says what is wrong and what to do, and lets additions through."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from tests.contracts.gate import findings
from tests.contracts.golden import FACTS, snapshot

ORDER = "billing.order-placed.v1"
(KIND,) = (kind for kind in FACTS.values() if kind.routing_key() == ORDER)
PROMISED = snapshot(KIND)
TODAY = date(2026, 11, 23)


def told(**schema: Any) -> dict[str, Any]:
    return {ORDER: PROMISED | {"schema": deepcopy(PROMISED["schema"]) | schema}}


def properties(**changed: Any) -> dict[str, Any]:
    """The fields with some changed; None takes one away."""
    fields = PROMISED["schema"]["properties"] | changed
    return {name: shape for name, shape in fields.items() if shape is not None}


NEEDED = PROMISED["schema"]["required"]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"properties": properties(county=None)}, "county: was removed"),
        ({"required": [*NEEDED, "ends_on"]}, "ends_on: must be there now: messages without it are"),
        ({"properties": properties(number={"type": "string", "pattern": "^1$"})}, "number: pattern was"),
        ({"properties": properties(starts_on={"type": "integer"})},
         "starts_on: was string date and is integer"),
        ({"properties": properties(why={"type": "string"}), "required": [*NEEDED, "why"]},
         "why: was added and must be there"),
    ],
)  # fmt: skip
def test_what_would_break_a_reader_is_said_with_what_to_do(changed: dict[str, Any], named: str) -> None:
    """Removed, made necessary, narrowed, of another kind, added as necessary."""
    (sentence,) = findings({ORDER: PROMISED}, told(**changed), TODAY)
    assert sentence.startswith(f"{ORDER} no longer keeps what its readers rely on (")
    assert named in sentence
    assert "tell the change as billing.order-placed.v2 beside it" in sentence


def test_a_field_that_may_be_missing_is_added_freely() -> None:
    more = told(properties=properties(why={"type": "string", "description": "Why"}))
    assert findings({ORDER: PROMISED}, more, TODAY) == []


def test_a_new_event_or_a_new_version_is_added_freely() -> None:
    now = told() | {"billing.order-placed.v2": PROMISED, "billing.order-lost.v1": PROMISED}
    assert findings({ORDER: PROMISED}, now, TODAY) == []


def test_an_event_does_not_go_without_a_warning() -> None:
    (sentence,) = findings({ORDER: PROMISED}, {}, TODAY)
    assert sentence.startswith(f"{ORDER} is told no more, and nobody was warned: bring its contract back")


def test_an_event_stays_until_the_day_that_was_promised() -> None:
    promised = {ORDER: PROMISED | {"deprecated": "2027-06-30"}}
    (early,) = findings(promised, {}, TODAY)
    assert early == f"{ORDER} was promised until 2027-06-30: bring its contract back and leave it until then"
    (late,) = findings(promised, {}, date(2027, 7, 1))
    assert "as was said: delete tests/golden/public/billing.order-placed.v1.json" in late


def test_a_promised_day_is_not_moved_nearer() -> None:
    promised = {ORDER: PROMISED | {"deprecated": "2027-06-30"}}
    (sentence,) = findings(promised, {ORDER: PROMISED | {"deprecated": "2027-01-31"}}, TODAY)
    assert "was promised until 2027-06-30" in sentence
    for later in ({"deprecated": "2027-12-31"}, {}):
        assert findings(promised, {ORDER: PROMISED | later}, TODAY) == []
