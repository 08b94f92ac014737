from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from zlib import crc32

import pytest

from shared.contracts.services import SERVICES, WITH_A_LOG
from tests.support.contacts import File
from tests.support.installation import Instance, wait_for
from tests.support.world import World

RELAYS = "tukiverkko_relay_active"


@pytest.fixture(scope="module")
def shared_by_two(standing_world: World) -> Iterator[World]:
    yield standing_world
    for service in SERVICES:
        for instance in standing_world.installation.running(service)[1:]:
            instance.kill9()


@pytest.fixture
def two_of_each(shared_by_two: World) -> World:
    for service in SERVICES:
        while len(shared_by_two.installation.running(service)) < 2:
            shared_by_two.installation.start(service)
    return shared_by_two


def relaying(world: World, service: str = "intake") -> list[Instance]:
    return [one for one in world.installation.running(service) if one.metric(RELAYS) == 1]


LOOPS = (
    *("intake:relay", "intake:seals", "intake:access seals", "keys:ring"),
    *("intake:from-matching", "intake:assigning", "intake:joining"),
    *("matching:relay", "matching:seals", "matching:access seals", "matching:from-intake"),
    *("matching:planning", "matching:opening", "matching:destroying"),
    *("billing:relay", "billing:seals", "billing:access seals", "billing:from-intake"),
    *("billing:jobs", "billing:bank-files", "billing:destroying"),
    *("feedback:relay", "feedback:seals", "feedback:access seals", "feedback:from-intake"),
    *("feedback:waking", "feedback:sending", "feedback:asking", "feedback:ending", "feedback:destroying"),
    *("reporting:from-intake", "reporting:from-matching", "reporting:from-billing"),
    "reporting:from-feedback",
    "reporting:access seals",
    "reporting:research",
    "reporting:forwarder",
)


def leading(world: World) -> list[int]:
    """The locks that are held, one for each loop that leads: the same loop twice would be there twice."""
    held = world.installation.rows(
        "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return sorted(int(row["objid"]) for row in held)


def test_one_relays_one_reads_and_any_answers(two_of_each: World) -> None:
    world = two_of_each
    world.contacts(6)
    world.figures_come_out_the_same()
    assert [len(relaying(world, service)) for service in WITH_A_LOG] == [1] * len(WITH_A_LOG)
    assert leading(world) == sorted(crc32(loop.encode()) for loop in LOOPS), "each loop leads once"
    answered = [i.metric("tukiverkko_commands_total") for i in world.installation.running("intake")]
    assert all(answered), "each instance has carried commands out"


def test_another_takes_over_when_the_relaying_one_is_killed(two_of_each: World) -> None:
    world = two_of_each
    world.contacts(2)
    (holder,) = relaying(world)
    holder.kill9()
    world.contacts(2)
    world.figures_come_out_the_same()
    wait_for("the other relays", lambda: len(relaying(world)) == 1)
    assert relaying(world) != [holder]


def test_another_takes_over_when_the_reading_one_is_killed(two_of_each: World) -> None:
    """Each of the two is killed in turn: whichever reads is among them."""
    world = two_of_each
    for instance in world.installation.running("reporting"):
        world.contacts(1)
        instance.kill9()
        world.contacts(1)
        world.everybody_serves()
        world.figures_come_out_the_same()


def test_the_same_id_to_both_at_once_is_carried_out_once(two_of_each: World) -> None:
    world = two_of_each
    file = File(900, 2)
    world.take_part(file)
    before = world.installation.head()
    with ThreadPoolExecutor(6) as pool:
        for line in file.lines:
            replies = list(pool.map(lambda _, line=line: send(world, line), range(6)))
            assert all(reply == replies[0] for reply in replies)
    ids = {line["id"] for line in file.lines if "expect" not in line}
    stored = world.installation.rows(
        "SELECT count(*) AS n FROM commands WHERE command_id = ANY(%s::uuid[])", "intake", list(ids)
    )
    assert stored[0]["n"] == len(ids)
    assert world.installation.head() > before
    world.figures_come_out_the_same()


def send(world: World, line: dict[str, Any]) -> Any:
    who = {"sub": line["by"]["user"], **line["by"]}
    reply = world.installation.command(
        line["command"], line["data"], command_id=line["id"], clock=line["at"], **who
    )
    return reply.get("result")


def test_others_at_once_each_get_a_number_of_their_own(two_of_each: World) -> None:
    world = two_of_each
    files = [File(seed, 2) for seed in range(910, 914)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(world.installation.carry_out_all, [file.lines for file in files]))
    for file in files:
        world.take_part(file)
    world.figures_come_out_the_same()
    numbers = {row["number"]: row["referral_id"] for row in world.rows()["contacts"]}
    assert len(numbers) == len({row["referral_id"] for row in world.rows()["contacts"]})
