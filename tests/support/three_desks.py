"""Intake, billing and reporting in this process, each reading the others' public facts: for whole answers."""

from pathlib import Path
from typing import Any
from uuid import UUID

from services.reporting.service import SOURCES, ReportingDesk, open_reporting
from shared.plumbing.applying import Place
from shared.plumbing.desk import Desk
from shared.plumbing.facts_read import read_fact
from shared.plumbing.migrations import migrate
from tests.support.billing_store import BillingStore
from tests.support.intake_store import Reply


class ThreeDesks(BillingStore):
    """Billing's store with reporting beside it."""

    def __init__(self, home: Path, database_url: str) -> None:
        super().__init__(home, database_url)
        migrate(database_url, "reporting", play=True)
        self.reporting: ReportingDesk = open_reporting(self.intake.settings)

    def asked_of(self, service: str, name: str, data: dict[str, Any], **who: Any) -> Reply:
        """A query's reply, whichever service answers it."""
        desks: dict[str, Desk] = {
            "intake": self.intake.desk, "billing": self.desk, "reporting": self.reporting,
        }  # fmt: skip
        return desks[service].answer({"name": name, "data": data, "token": self.token_of(who)})

    def catch_up(self) -> None:
        """Billing and reporting read all that was told."""
        self.hear()
        told_here = {"intake": self.intake.desk, "billing": self.desk}
        for name, applier in zip(SOURCES, self.reporting.appliers, strict=True):
            while source := told_here.get(name):
                place = applier.place()
                told = source.facts_after({"position": place.position, "limit": 500})
                if not told["facts"]:
                    break
                facts = [read_fact(event) for event in told["facts"]]
                applier.apply(Place(UUID(told["log_id"]), place.position, None), facts)
