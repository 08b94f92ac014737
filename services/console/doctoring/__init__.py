"""`doctor`: what is wrong with an installation, one sentence each, and what to do about it.

    finding      what is found
    given        the settings, and the files and folders that they name
    database     PostgreSQL, its settings and the schemas in it
    broker       RabbitMQ, its rights and queues
    running      the services as they answer

It changes nothing and starts nothing.
"""

from collections.abc import Iterator
from typing import Any

from services.console.doctoring import broker, database, given, running
from services.console.doctoring.finding import Finding
from services.console.standing import standing_of
from shared.plumbing.settings import Settings


def examine(settings: Settings) -> list[Finding]:
    """Everything that is found, what it is caused by before what follows from it."""
    return list(_all(settings))


def _all(settings: Settings) -> Iterator[Finding]:
    yield from given.look(settings)
    yield from database.look(settings)
    found = list(broker.look(settings)) if settings.amqp_url else []
    yield from found
    if any(each.where == "broker" and each.fatal for each in found):
        return  # nobody can be asked
    standing = standing_of(settings)
    if settings.amqp_url:
        yield from broker.look_at_queues(settings.amqp_url, standing)
    yield from running.look(settings, standing)


def as_dict(found: list[Finding]) -> dict[str, Any]:
    """{"well": …, "findings": [{"where", "what", "do"}]}."""
    said = [{"where": each.where, "what": each.what, "do": each.do} for each in found]
    return {"well": not found, "findings": said}


def lines(found: list[Finding]) -> list[str]:
    """For people."""
    if not found:
        return ["nothing is wrong that could be seen from here"]
    return [line for each in found for line in (f"{each.where}: {each.what}", f"    → {each.do}")]
