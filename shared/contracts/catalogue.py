"""Every event that this installation tells, in each of its versions: what the catalogue's pages are made of.

EVENTS     all of them, in the order of the services, by "<service>.<fact>.v<n>"
VERSIONS   which older versions are told beside the newest
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from inspect import getdoc
from types import ModuleType
from typing import Any

from shared.contracts import billing, feedback, intake, matching
from shared.contracts.envelope import PublicFact, to_cloud_event
from shared.contracts.examples import example_of
from shared.contracts.schemas import FieldTold, data_schema, fields_told
from shared.contracts.told import REASONS
from shared.contracts.versions import Versions

SERVICES: tuple[ModuleType, ...] = (intake, matching, billing, feedback)
"""The contracts of each service that tells facts, in the order in which they are shown."""


@dataclass(frozen=True)
class Event:
    """One version of a public fact, as people read of it.

    newest: the contract of the fact's newest version; its own where it is that.
    """

    contract: type[PublicFact]
    newest: type[PublicFact]
    versions: Versions

    @property
    def name(self) -> str:
        """What one subscribes to: `intake.referral-received.v1`."""
        return self.contract.routing_key()

    @property
    def service(self) -> str:
        return self.contract.FACT.partition(".")[0]

    @property
    def when(self) -> str:
        """When it is told."""
        return in_one_line(getdoc(self.contract) or "")

    @property
    def why(self) -> str:
        return REASONS[self.contract.FACT].why

    @property
    def follows(self) -> str:
        return REASONS[self.contract.FACT].follows

    @property
    def since(self) -> str:
        return self.contract.SINCE

    @property
    def deprecated(self) -> date | None:
        """Until when it is told for certain; None: it is stable."""
        return self.contract.DEPRECATED

    @property
    def standing(self) -> str:
        """`stable`, or `deprecated until 2027-06-30`."""
        return f"deprecated until {self.deprecated}" if self.deprecated else "stable"

    @cached_property
    def fields(self) -> list[FieldTold]:
        """What it says, each field with its meaning; a part's fields behind it."""
        return list(fields_told(self.schema))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its data."""
        return data_schema(self.contract)

    @cached_property
    def example(self) -> dict[str, Any]:
        """A whole CloudEvent, made up."""
        told = self.versions.told(to_cloud_event(example_of(self.newest)))
        return dict(next(each for each in told if each["type"] == self.contract.type()))


def catalogue_of(contracts: Iterable[type[PublicFact]]) -> dict[str, Event]:
    """The events of these contracts by name, each fact's newest version first."""
    several = list(contracts)
    versions, found = Versions(several), dict[str, Event]()
    for newest in dict.fromkeys(newest_of(contract, several) for contract in several):
        for each in (newest, *versions.older(newest.type())):
            found[each.routing_key()] = Event(each, newest, versions)
    return found


def newest_of(contract: type[PublicFact], contracts: Iterable[type[PublicFact]]) -> type[PublicFact]:
    """The newest version of a contract's fact."""
    return max((each for each in contracts if each.FACT == contract.FACT), key=lambda each: each.VERSION)


def in_one_line(text: str) -> str:
    """A docstring's first paragraph."""
    return text.split("\n\n", maxsplit=1)[0].replace("\n", " ")


def all_contracts() -> Iterator[type[PublicFact]]:
    """Every service's, in each version."""
    for service in SERVICES:
        yield from service.FACTS.values()


EVENTS = catalogue_of(all_contracts())
"""Every event by its name."""
VERSIONS = Versions(all_contracts())
"""For who tells them to the outside."""
