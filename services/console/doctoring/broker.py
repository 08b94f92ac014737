"""RabbitMQ as it is found: reachable, new enough, with the rights that services need and their queues."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
from amqp.exceptions import AccessRefused, NotAllowed, NotFound
from kombu import Exchange, Queue
from kombu.exceptions import OperationalError

from services.console.doctoring.finding import Finding
from services.console.standing import Standing
from shared.plumbing.broker import LOST
from shared.plumbing.bus import EVENTS, connected, queue_of
from shared.plumbing.management import Management
from shared.plumbing.settings import Settings

OLDEST = (3, 10)
READS = "from-"
ALARMS = {"mem_alarm": "memory", "disk_free_alarm": "disk"}


def look(settings: Settings) -> Iterator[Finding]:
    """What it is, and what we may do there."""
    try:
        with connected(str(settings.amqp_url)) as link:
            yield from _version(link)
            yield from _rights(link)
    except (AccessRefused, NotAllowed) as refused:
        yield Finding(
            "broker",
            f"it lets nobody in as we ask: {refused.reply_text or 'access refused'}",
            "make the user and the virtual host of TUKIVERKKO_AMQP_URL, with their rights",
            fatal=True,
        )
    except (OperationalError, *LOST) as away:
        yield Finding(
            "broker",
            f"it cannot be reached: {type(away).__name__}",
            "look whether RabbitMQ runs, and at TUKIVERKKO_AMQP_URL",
            fatal=True,
        )
    else:
        yield from _alarms(settings.management_api)


def look_at_queues(url: str, standing: Standing) -> Iterator[Finding]:
    """The queue of each reader that is there: a reader makes its own when it starts."""
    readers = [
        (name, loop.removeprefix(READS))
        for name, said in standing.services.items()
        for loop in said.get("loops", {})
        if loop.startswith(READS)
    ]
    with connected(url) as link:
        for service, source in readers:
            queue = queue_of(service, source)
            try:
                queue(link.channel()).queue_declare(passive=True)
            except NotFound:
                yield Finding(
                    "broker",
                    f"the queue {queue.name} is not there: {service} only asks {source} now and then",
                    f"start {service} anew: it makes its queue, and reads what it missed",
                )


def _version(link: Any) -> Iterator[Finding]:
    said = str(link.connection.server_properties.get("version", "0"))
    numbers = tuple(int(each) for each in said.split(".")[:2] if each.isdigit())
    if numbers < OLDEST:
        yield Finding("broker", f"RabbitMQ {said} is too old", "move to 3.10 or newer")


def _rights(link: Any) -> Iterator[Finding]:
    """Makes a queue that goes with this connection, bound as a reader's: nothing of it stays."""
    queue = Queue(f"doctor.{uuid4()}", Exchange(EVENTS.name, type="topic"), "doctor.#", exclusive=True)
    try:
        channel = link.channel()
        EVENTS(channel).declare()
        bound = queue(channel)
        bound.queue_declare()
        bound.queue_bind()
        bound.delete()
    except AccessRefused as refused:
        yield Finding(
            "broker",
            f"our user lacks a right: {refused.reply_text}",
            "give it configure, write and read in its virtual host",
        )


def _alarms(url: str) -> Iterator[Finding]:
    """Asked of the management API, where there is one: the bus itself tells only who publishes."""
    try:
        with Management(url) as management:
            nodes = management.nodes()
    except (httpx.HTTPError, ValueError):
        return
    for node in nodes:
        for alarm in (what for name, what in ALARMS.items() if node.get(name)):
            yield Finding(
                "broker",
                f"{node['name']} is out of {alarm} and takes no messages",
                f"give it {alarm}, or room",
            )
    for name in out_of_step(nodes):
        yield Finding(
            "broker",
            f"{name} was taken for dead by other nodes and came back: not all know the same queues",
            f"start RabbitMQ on {name} anew",
        )


def out_of_step(nodes: list[dict[str, Any]]) -> list[str]:
    """The nodes of a cluster from which most others were parted, as RabbitMQ remembers it until they restart.

    nodes: as the management API has them; each names those from which it was parted (`partitions`).
    """
    parted = Counter(other for node in nodes for other in node.get("partitions", ()))
    return sorted(name for name, times in parted.items() if times == max(parted.values()))
