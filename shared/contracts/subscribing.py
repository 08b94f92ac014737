"""What integrators subscribe to: how a grant is written, what it covers, and what subscribers are asked by.

A grant is the name of one fact (`intake.referral-received`: every version of it), every fact of a service
(`billing.*`: those of later releases too), or everything (`#`).
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar

from pydantic import Field

from shared.contracts.asking import Asked
from shared.contracts.envelope import PREFIX

OUT = "case.events.out"
"""The topic exchange of subscribers, fed by the forwarder."""
LOG = "case.events.log"
"""The stream with every fact of lately, for those who are granted everything."""
EVERYTHING = "#"
OF_SERVICE = re.compile(r"([a-z]+)\.\*")
MOST_NAMES = 500
Name = Annotated[
    str,
    Field(
        pattern="^[a-z][a-z0-9-]{1,38}[a-z0-9]$", description="The subscriber's name: a-z, 0-9 and hyphens"
    ),
]


class UnknownEvent(ValueError):
    """A grant names a fact that is not published. near: names that look like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.near = tuple(near)


def user_of(name: str) -> str:
    """The subscriber's user at the broker."""
    return f"subscriber-{name}"


def queue_of_subscriber(name: str) -> str:
    """The subscriber's own queue."""
    return f"subscriber.{name}"


def binding_of(grant: str) -> str:
    """The key by which a grant is bound to `case.events.out`: routing keys are `<service>.<fact>.v<n>`."""
    return grant if grant == EVERYTHING else f"{grant}.*"


def whole(grants: Iterable[str]) -> bool:
    """Whether these are a grant of everything."""
    return EVERYTHING in grants


class Granted:
    """Which events some grants cover: the same as the broker's bindings of them."""

    def __init__(self, grants: Iterable[str]) -> None:
        self._everything = False
        self._names: set[str] = set()
        self._services: set[str] = set()
        for grant in grants:
            if grant == EVERYTHING:
                self._everything = True
            elif match := OF_SERVICE.fullmatch(grant):
                self._services.add(match[1])
            else:
                self._names.add(grant)

    def reads(self, service: str) -> bool:
        """Whether anything of a service is covered."""
        return (
            self._everything
            or service in self._services
            or any(name.startswith(f"{service}.") for name in self._names)
        )

    def covers(self, type_of_event: str) -> bool:
        """type_of_event: a CloudEvent's `type`."""
        service, _, rest = type_of_event.removeprefix(PREFIX).partition(".")
        fact, _, version = rest.rpartition(".")
        ours = type_of_event.startswith(PREFIX) and bool(fact) and version.startswith("v")
        return ours and (self._everything or service in self._services or f"{service}.{fact}" in self._names)


def checked_grants(given: Iterable[str], published: Iterable[str]) -> list[str]:
    """The grants, each once and in order. UnknownEvent where one covers nothing that is published.

    published: the names of all facts, `intake.referral-received`.
    """
    names = sorted(set(published))
    services = {name.partition(".")[0] for name in names}
    wanted = sorted({each.strip() for each in given} - {""})
    for grant in wanted:
        of_service = OF_SERVICE.fullmatch(grant)
        known = of_service[1] in services if of_service else grant in {EVERYTHING, *names}
        if not known:
            choices = [*names, *(f"{service}.*" for service in sorted(services))]
            raise UnknownEvent(grant, get_close_matches(grant, choices, n=3, cutoff=0.5))
    return wanted


# What a subscriber asks.


class ReadEvents(Asked):
    """The events after a cursor that this subscriber is granted, each source's in its order."""

    example: ClassVar[dict[str, Any]] = {"after": "", "limit": 100}
    after: str = Field(
        "", max_length=2000, description="`next` of the answer before; empty: from the beginning"
    )
    limit: int = Field(100, ge=1, le=1000, description="How many events at most")


# What operators ask.


class AddSubscriber(Asked):
    """Let a program read these events; asked again with others, the grants are these from then on."""

    example: ClassVar[dict[str, Any]] = {"subscriber": "kunta-x", "events": ["billing.*"]}
    subscriber: Name
    events: list[Annotated[str, Field(max_length=100)]] = Field(min_length=1, max_length=MOST_NAMES)


class SubscriberMade(Asked):
    """The broker has what the grants say."""

    example: ClassVar[dict[str, Any]] = {"subscriber": "kunta-x"}
    subscriber: Name


class RotateSubscriber(Asked):
    """A new token and a new password: those before hold no more."""

    example: ClassVar[dict[str, Any]] = {"subscriber": "kunta-x"}
    subscriber: Name


class RemoveSubscriber(Asked):
    """End a subscription; its token holds no more."""

    example: ClassVar[dict[str, Any]] = {"subscriber": "kunta-x"}
    subscriber: Name


class ListSubscribers(Asked):
    """Every subscriber, its grants, and how far the forwarder is."""

    example: ClassVar[dict[str, Any]] = {}


class SubscriberChanges(Asked):
    """Who changed which subscriber, the newest first."""

    example: ClassVar[dict[str, Any]] = {}
    limit: int = Field(200, ge=1, le=1000)


WISHES: dict[str, type[Asked]] = {
    each.name(): each
    for each in (
        AddSubscriber, SubscriberMade, RotateSubscriber, RemoveSubscriber, ListSubscribers, SubscriberChanges,
    )
}  # fmt: skip
