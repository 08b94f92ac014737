import pytest

from tests.support.world import World


@pytest.mark.timeout(240)
def test_while_reporting_is_away(world: World) -> None:
    """Queues, messages and the virtual host are gone; the relay believes that all was published."""
    world.contacts()
    world.the("reporting").stop()
    world.contacts()
    world.relayed()
    world.wipe_broker()
    world.installation.start("reporting")
    world.figures_come_out_the_same()
    world.contacts()
    world.figures_come_out_the_same()


@pytest.mark.timeout(240)
def test_under_both_services(world: World) -> None:
    world.contacts()
    world.wipe_broker()
    world.contacts()
    world.figures_come_out_the_same()
