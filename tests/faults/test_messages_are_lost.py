from tests.support.installation import wait_for
from tests.support.world import World


def test_the_last_ones_reach_no_queue(world: World) -> None:
    """No later message tells that something is missing: the silence does."""
    world.contacts()
    with world.unbound():
        world.contacts(1)
        world.relayed()
    world.figures_come_out_the_same()


def test_those_in_the_middle_reach_no_queue(world: World) -> None:
    with world.unbound():
        world.contacts(1)
        world.relayed()
    world.contacts()
    world.figures_come_out_the_same()


def test_the_queue_is_emptied_while_reporting_is_away(world: World) -> None:
    world.the("reporting").stop()
    world.contacts(1)
    wait_for("a message waits", lambda: world.waiting() > 0)
    world.relayed()
    world.purge()
    world.installation.start("reporting")
    world.figures_come_out_the_same()


def test_services_are_restarted_in_between(world: World) -> None:
    for service in ("reporting", "intake"):
        world.contacts(2)
        world.the(service).stop()
        world.installation.start(service)
        world.contacts(2)
    world.figures_come_out_the_same()
