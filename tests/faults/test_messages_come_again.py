import json

from tests.support.reading import events_of
from tests.support.world import World


def test_all_of_the_log_twice_and_shuffled(world: World) -> None:
    """R-R3: redelivering every fact changes no figure."""
    world.contacts()
    world.figures_come_out_the_same()
    before = world.rows()
    again = [json.dumps(event) for event in events_of(world.installation)]
    world.publish_and_wait(world.shuffled_twice(again), world.the("reporting"))
    assert world.rows() == before
    world.contacts(1)
    world.figures_come_out_the_same()


def test_before_reporting_has_seen_any_of_it(world: World) -> None:
    """Shuffled, twice, and all at once: the queue was filled while reporting was away."""
    world.contacts()
    world.the("reporting").stop()
    world.contacts()
    again = [json.dumps(event) for event in events_of(world.installation)]
    world.publish(world.shuffled_twice(again))
    world.installation.start("reporting")
    world.figures_come_out_the_same()
