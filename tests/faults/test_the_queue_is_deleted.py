from tests.support.installation import wait_for
from tests.support.world import World


def test_while_contacts_come_in(world: World) -> None:
    world.contacts()
    world.delete_queue()
    world.contacts()
    world.figures_come_out_the_same()
    wait_for("the queue is there again", world.has_queue)


def test_while_reporting_is_away(world: World) -> None:
    world.contacts()
    world.the("reporting").stop()
    world.delete_queue()
    world.contacts()
    world.relayed()
    world.installation.start("reporting")
    world.figures_come_out_the_same()
