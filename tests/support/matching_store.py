"""Matching's store and desk in this process beside intake's, without a broker: facts are read by asking."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from services.matching.application import PlanningJobs
from services.matching.service import MatchingDesk, open_matching
from shared.plumbing.applying import Applier, Place
from shared.plumbing.desk import Desk
from shared.plumbing.facts_read import read_fact
from shared.plumbing.keys import signing_key
from shared.plumbing.migrations import migrate
from shared.plumbing.tokens import issue
from tests.support.intake_store import IntakeStore, Reply

COORDINATOR: dict[str, Any] = {"sub": "koordinaattori-1", "role": "coordinator", "organisation": "OT-keskus"}


def _read_to_the_end(applier: Applier, source: Desk) -> None:
    while True:
        place = applier.place()
        told = source.facts_after({"position": place.position, "limit": 500})
        if not told["facts"]:
            return
        facts = [read_fact(event) for event in told["facts"]]
        applier.apply(Place(UUID(told["log_id"]), place.position, None), facts)


class MatchingStore:
    """Asks matching's desk as one of its users; intake is beside it."""

    def __init__(self, home: Path, database_url: str) -> None:
        self.intake = IntakeStore(home, database_url)
        migrate(database_url, "matching", play=True)
        self.desk: MatchingDesk = open_matching(self.intake.settings, self.intake.beside)
        self.intake.beside.desks["matching"] = self.desk
        self.planning = next(loop for loop in self.desk.loops if isinstance(loop, PlanningJobs))
        self._key = signing_key(self.intake.settings.keys)

    def send(self, name: str, data: dict[str, Any], command_id: str | None = None, **who: Any) -> Reply:
        """A command's reply. who: claims besides the coordinator's."""
        given = str(uuid4()) if command_id is None else command_id
        request = {"name": name, "data": data, "id": given, "token": self.token_of(who)}
        return self.desk.carry_out(request)

    def ask(self, name: str, data: dict[str, Any], **who: Any) -> Reply:
        """A query's reply."""
        return self.desk.answer({"name": name, "data": data, "token": self.token_of(who)})

    def token_of(self, who: dict[str, Any]) -> str:
        return issue(self._key, {"region": "sisa-suomi", **COORDINATOR, **who})

    def hear(self) -> None:
        """Reads intake's log to its end."""
        (applier,) = self.desk.appliers
        _read_to_the_end(applier, self.intake.desk)

    def be_heard(self) -> None:
        """Intake reads matching's log to its end."""
        (applier,) = self.intake.desk.appliers
        _read_to_the_end(applier, self.desk)

    def work_off(self) -> None:
        """Makes all plans that wait."""
        while self.planning.step():
            pass
