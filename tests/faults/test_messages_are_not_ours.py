import json
from typing import Any
from uuid import uuid4

from tests.support.reading import events_of
from tests.support.world import World

NO_MESSAGES: list[str | bytes] = [
    b"", b"\xff\xfe", "hyvää päivää", "null", "17", '"text"', "[]", "{}", "NaN", "[" * 100_000,
    '{"specversion": "1.0"}', '{"source": 1}', '{"source": "/regions/x/intake", "type": "y", "data": []}',
]  # fmt: skip
"""No JSON, and JSON of other shapes."""


def forged(event: dict[str, Any], **changes: Any) -> str:
    return json.dumps(event | changes)


def test_what_nobody_can_read_is_put_aside(world: World) -> None:
    world.contacts(1)
    reader = world.the("reporting")
    assert world.publish_and_wait(NO_MESSAGES, reader, len(NO_MESSAGES)) == len(NO_MESSAGES)
    world.contacts(1)
    world.figures_come_out_the_same()
    assert world.the("reporting") is reader


def test_a_field_of_another_shape(world: World) -> None:
    world.contacts(1)
    (event,) = events_of(world.installation)[-1:]
    wrong: list[Any] = [None, [], "", -1, {"a": 1}]
    strange = ("time", "recordedat", "logid", "position", "previous", "sequence", "source", "type", "data")
    bodies: list[str | bytes] = [forged(event, **{name: value}) for name in strange for value in wrong]
    bodies += [json.dumps(event).replace(f'"position": {event["position"]}', '"position": 1e999')]
    world.publish_and_wait(bodies, world.the("reporting"))
    world.contacts(1)
    world.figures_come_out_the_same()


def test_another_log_with_right_and_wrong_positions(world: World) -> None:
    """What claims to come from another log changes nothing and stops nobody: the source is asked."""
    world.contacts(1)
    world.installation.settle()
    log = events_of(world.installation)
    other, last = str(uuid4()), log[-1]
    bodies: list[str | bytes] = [forged(event, logid=other) for event in log]
    for position in (1, last["position"] + 1, last["position"] + 1000, 2**62):
        bodies.append(forged(last, logid=other, position=position, previous=position - 1))
        bodies.append(forged(last, logid=other, position=position, previous=last["position"]))
    world.publish_and_wait(bodies, world.the("reporting"))
    world.contacts(1)
    world.figures_come_out_the_same()
    assert world.installation.status("reporting")["ready"]
