"""Another log where the one that was read should be, and its chain does not say that it is that one restored.

Whose database is it? Nobody knows: reporting answers from its old rows and waits for an operator. A log that
was restored is another thing: tests/faults/test_rows_made_anew_by_two.py, test_restore_from_a_backup.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.support.installation import wait_for
from tests.support.world import World

STOPPED = "tukiverkko_subscription_stopped"
READERS = ("matching", "billing", "feedback", "reporting")
"""Those that read intake's log: each stands still where it is another."""


@contextmanager
def another_log(world: World) -> Iterator[None]:
    """The source's log gets a new id behind its back; at the end it is the old one again."""
    (old,) = world.installation.rows("SELECT log_id FROM log", "intake")
    world.installation.change("UPDATE log SET log_id = gen_random_uuid()", "intake")
    try:
        yield
    finally:
        back = f"UPDATE log SET log_id = '{old['log_id']}'"  # noqa: S608 - our own id
        world.installation.change(back, "intake")
        for reader in READERS:
            world.installation.change("UPDATE subscriptions SET stopped = NULL", reader)


def ready(world: World, service: str) -> bool:
    """Whether it says so of itself."""
    return bool(world.installation.status(service)["ready"])


def test_reporting_stops_and_says_so(world: World) -> None:
    world.contacts(1)
    world.figures_come_out_the_same()
    before = world.rows()
    with another_log(world):
        world.contacts(1)
        reporting = world.installation
        wait_for("reporting says so", lambda: not reporting.status("reporting")["ready"])
        told = reporting.status("reporting")["loops"]["from-intake"]
        assert told["stopped"] == "the log of intake is another one now: rebuild"
        assert world.the("reporting").metric(STOPPED, source="intake") == 1
        assert world.the("reporting").metric(STOPPED, source="billing") == 0, "billing's log is still its own"
        assert world.rows() == before
        world.the("reporting").stop()
        world.installation.start("reporting")
        assert not reporting.status("reporting")["ready"]
        assert world.rows() == before
        for reader in READERS:
            wait_for(f"{reader} says so, too", lambda reader=reader: not ready(world, reader))  # type: ignore[misc]
    for reader in READERS:
        wait_for(f"{reader} goes on", partial(ready, world, reader))
    world.figures_come_out_the_same()
