"""A fact whose shape was changed is read in every shape it was ever stored in."""

import json
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import register_topic
from pydantic import ValidationError

from shared.kernel.facts import Stream
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.mapper import written as as_written
from tests.golden.stored import stored

WHO = UUID("5b6f1f3e-0c52-4a0b-9a3e-3d6b8e2f7c11")
META = json.loads(stored("intake.advice-given").state)["meta"]


class HomeVisited(Stream.Event):
    """Made up. v1 told whole hours, v2 minutes, v3 also whether the child was there; a place was added."""

    TOPIC = "test.home-visited"
    class_version = 3
    minutes: int
    child_present: bool | None
    place: str | None = None

    @staticmethod
    def upcast_v1_v2(data: dict[str, Any]) -> None:
        data["minutes"] = data.pop("hours") * 60

    @staticmethod
    def upcast_v2_v3(data: dict[str, Any]) -> None:
        data["child_present"] = None


@pytest.fixture(autouse=True)
def _known_topic() -> None:
    register_topic(HomeVisited.TOPIC, HomeVisited)


def written(version: int, **data: Any) -> StoredEvent:
    """The bytes as an older release stored them."""
    state = json.dumps({"v": version, "data": data, "meta": META}).encode()
    return StoredEvent(WHO, 4, HomeVisited.TOPIC, state)


def read(fact: StoredEvent) -> Any:
    return FactMapper().to_domain_event(fact)


def test_the_first_version_goes_through_every_upcaster() -> None:
    visited = read(written(1, hours=2))
    assert (visited.minutes, visited.place, visited.child_present) == (120, None, None)


def test_the_second_version_goes_through_those_behind_it() -> None:
    assert (read(written(2, minutes=45)).minutes, read(written(2, minutes=45)).child_present) == (45, None)


def test_the_newest_is_taken_as_it_is() -> None:
    visited = read(written(3, minutes=45, place="home", child_present=True))
    assert (visited.minutes, visited.place, visited.child_present) == (45, "home", True)


def test_who_when_and_where_in_the_stream_are_kept() -> None:
    visited = read(written(1, hours=2))
    assert (visited.originator_id, visited.originator_version) == (WHO, 4)
    assert (visited.meta.actor, visited.timestamp) == ("koordinaattori-1", visited.meta.occurred_at)


def test_it_is_stored_again_as_the_newest() -> None:
    again = json.loads(FactMapper().to_stored_event(read(written(1, hours=2))).state)
    assert (again["v"], again["data"]["minutes"], "hours" in again["data"]) == (3, 120, False)


def test_a_field_that_nobody_knows_is_no_small_matter() -> None:
    """A field that was taken away without an upcaster is a bug, and not passed over."""
    with pytest.raises(ValidationError):
        read(written(3, minutes=45, child_present=True, travelled_km=12))


def test_what_is_published_of_it_is_read_from_the_newest_as_well() -> None:
    """Through the same upcasters, with the class's default for what was added; nothing of it is opened."""
    fact = as_written(written(1, hours=2))
    assert (fact.kind, fact.stream) == (HomeVisited, WHO)
    assert fact.data == {"minutes": 120, "place": None, "child_present": None}
