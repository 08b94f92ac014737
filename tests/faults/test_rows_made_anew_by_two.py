"""Two processes of reporting while its rows are made anew: one does it, both answer, both see the new ones.

First an operator's rebuild beside the two, then the one that they begin by themselves when intake's log was
restored: with its new id, told in its chain as `tukiverkko restored` does.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from services.console.remaking import rebuild
from services.console.sealing import begin_again, chain_of
from tests.support.contacts import COUNTIES
from tests.support.installation import Installation, wait_for
from tests.support.world import World

pytestmark = pytest.mark.timeout(300)
WRONG = "letter-by-hand"
Channels = dict[str, dict[str, int]]
"""By region how many contacts came in by each channel."""


@pytest.fixture
def two(world: World) -> Iterator[World]:
    """Two of reporting, and contacts that both have seen."""
    installation = world.installation
    while len(installation.running("reporting")) < 2:
        installation.start("reporting")
    world.contacts(4)
    world.figures_come_out_the_same()
    yield world
    for instance in installation.running("reporting")[1:]:
        instance.kill9()


def channels(world: World) -> Channels:
    """As whichever of the two answers."""
    return {region: world.statistics(region)["by_channel"] for region in COUNTIES}


@contextmanager
def asking(world: World) -> Iterator[list[Channels]]:
    """Somebody asks for figures all the time; the answers. No question goes without one."""
    stop = threading.Event()
    answers: list[Channels] = []

    def ask() -> None:
        while not stop.is_set():
            answers.append(channels(world))

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        try:
            yield answers
        finally:
            stop.set()
        asked.result()


def test_an_operators_rebuild_is_seen_by_both(two: World) -> None:
    installation = two.installation
    right = channels(two)
    installation.change(f"UPDATE contacts SET channel = '{WRONG}'", "reporting")  # noqa: S608 - our own word
    wrong = channels(two)
    assert wrong != right
    with asking(two) as answers:
        report = rebuild(installation.settings, "reporting", None, lambda _: None, compare_only=False)
    assert (report.switched, report.same_log) == (True, True)
    assert report.differences > 0
    assert answers
    for answer in answers:
        assert all(told in (right[region], wrong[region]) for region, told in answer.items())
    for _ in range(4):  # the broker gives requests to the two in turn
        assert channels(two) == right
    two.contacts(2)
    two.figures_come_out_the_same()


def _made_anew(installation: Installation) -> list[int]:
    """How often each process of reporting has said that it made rows anew."""
    return [len(one.lines("rows were made anew")) for one in installation.running("reporting")]


def test_after_a_restore_one_of_them_makes_the_rows_anew(two: World) -> None:
    """Nobody is asked: the reader stands still, the old rows answer, and then it goes on with the new."""
    installation = two.installation
    before = channels(two)
    with chain_of(installation.settings, "intake") as chain:
        list(chain.seal())
    made = _made_anew(installation)
    with asking(two) as answers:
        new = begin_again(installation.settings, "intake")["log_id"]
        two.contacts(2)
        wait_for("the rows are of the new log", lambda: reads(installation, new))
    # Who made them says so when the new rows are already read.
    wait_for("one of them says so", lambda: sum(_made_anew(installation)) > sum(made))
    assert sorted(n - m for n, m in zip(_made_anew(installation), made, strict=True)) == [0, 1]
    for answer in answers:
        assert all(sum(told.values()) >= sum(before[region].values()) for region, told in answer.items())
    wait_for("it is ready", lambda: installation.status("reporting")["ready"])
    two.figures_come_out_the_same()


def reads(installation: Installation, log_id: str) -> bool:
    """Whether reporting's rows are of this log, and go on."""
    (place,) = installation.rows("SELECT log_id, stopped FROM subscriptions WHERE source = 'intake'")
    return str(place["log_id"]) == log_id and place["stopped"] is None
