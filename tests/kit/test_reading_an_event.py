"""An event is read as it is said, or it is refused with what is missing."""

import json
from typing import Any

import pytest

from tests.kit.events import event
from tukiverkko_subscriber import Event, Unreadable


def test_an_event_is_read_as_it_is_said() -> None:
    one = event(3, position=40)
    assert (one.name, one.version, one.key) == ("intake.advice-given", 1, "intake.advice-given.v1")
    assert (one.sequence, one.position, one.data["minutes"]) == (3, 40, 3)
    assert Event.of(one.text()) == one


@pytest.mark.parametrize(
    "missing", ["id", "type", "source", "subject", "sequence", "logid", "position", "time", "data"]
)
def test_what_lacks_an_attribute_is_no_event(missing: str) -> None:
    said = {name: value for name, value in event(1).attributes.items() if name != missing}
    with pytest.raises(Unreadable, match=missing):
        Event.of(said)


@pytest.mark.parametrize(
    "changed",
    [{"sequence": 0}, {"sequence": True}, {"position": 2**70}, {"type": "x"}, {"time": 4}, {"id": ""}],
)
def test_what_has_another_shape_is_no_event(changed: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        Event.of(json.dumps({**event(1).attributes, **changed}))


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"null", b"{" * 100_000, b"[" * 100_000])
def test_what_is_no_json_object_is_no_event(body: bytes) -> None:
    with pytest.raises(Unreadable):
        Event.of(body)
