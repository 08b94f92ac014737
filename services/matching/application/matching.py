"""The application of matching: which streams a command is about, and what it answers."""

from typing import ClassVar

from joserfc.jwk import OKPKey

from services.matching.application.plans import Plans
from shared.contracts.asking import Command
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase


class Matching(Plans):
    """Carries matching's commands out: professionals, teams, core units, contact persons, requests, plans."""

    service: ClassVar[str] = "matching"

    def __init__(
        self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy, links: OKPKey
    ) -> None:
        super().__init__(database, sealing, key, policy)
        self.links = links
        """By which links without an account are signed."""

    def decide(self, command: Command, carrying: Carrying) -> Decided:
        way = self.ways.get(type(command), self.work_on_professional)
        return way(command, carrying)
