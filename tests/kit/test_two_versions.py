"""An event that is told in two versions is handled once, in the version that the handler names."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.events import event
from tukiverkko_subscriber import Event, State, Subscriber
from tukiverkko_subscriber.given import Given
from tukiverkko_subscriber.state import Taken

NAME = "intake.advice-given"


@pytest.fixture
def subscriber(tmp_path: Path) -> Iterator[Subscriber]:
    made = Subscriber(Given("http://127.0.0.1/", "a token"), State(tmp_path / "state.sqlite"))
    yield made
    made.state.close()


def listening(subscriber: Subscriber, *names: str) -> list[tuple[int, int]]:
    """What a handler of these names gets: number and version."""
    got: list[tuple[int, int]] = []

    @subscriber.on(*names)
    def keep(one: Event, _db: sqlite3.Connection) -> None:
        got.append((one.sequence, one.version))

    return got


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
@pytest.mark.parametrize("named", [1, 2])
def test_the_version_that_is_named_is_handled_whichever_comes_first(
    subscriber: Subscriber, order: tuple[int, int], named: int
) -> None:
    got = listening(subscriber, f"{NAME}.v{named}")
    for sequence in (1, 2):
        for version in order:
            subscriber.take(event(sequence, version=version), complete=False)
    assert got == [(1, named), (2, named)]
    assert subscriber.counted == {"handled": 2, "other version": 2}


def test_without_a_version_the_first_that_comes_is_handled(subscriber: Subscriber) -> None:
    got = listening(subscriber, "intake.*")
    assert [subscriber.take(event(1, version=version), complete=False) for version in (2, 1)] == [
        Taken.HANDLED,
        Taken.AGAIN,
    ]
    assert got == [(1, 2)]


def test_what_nobody_reads_in_any_version_counts_as_come(subscriber: Subscriber) -> None:
    """Its number is no gap for the next of its subject."""
    listening(subscriber, "intake.referral-received.v1")
    assert subscriber.take(event(1), complete=False) is Taken.HANDLED
    assert subscriber.take(event(2), complete=False) is Taken.HANDLED


def test_a_version_that_ended_is_a_gap_that_the_replay_settles(subscriber: Subscriber) -> None:
    """Only the newer one comes any more: nothing stands still."""
    got = listening(subscriber, f"{NAME}.v1")
    assert subscriber.take(event(1, version=2), complete=False) is Taken.OTHER
    assert subscriber.take(event(2), complete=False) is Taken.GAP
    assert subscriber.take(event(2), complete=True) is Taken.HANDLED
    assert got == [(2, 1)]
