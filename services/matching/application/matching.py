"""The application of matching: which streams a command is about, and what it answers."""

from typing import ClassVar

from services.matching.application.plans import Plans
from shared.contracts.asking import Command
from shared.plumbing.store.application import Carrying, Decided


class Matching(Plans):
    """Carries matching's commands out: professionals, teams, core units, contact persons, requests, plans."""

    service: ClassVar[str] = "matching"

    def decide(self, command: Command, carrying: Carrying) -> Decided:
        way = self.ways.get(type(command), self.work_on_professional)
        return way(command, carrying)
