"""`verify`: whether every service's store, and its access logs, still hold what was sealed."""

from dataclasses import asdict, dataclass
from typing import Any

from services.console.sealing import access_books, chain_of
from services.console.supervising import databases
from shared.contracts.services import WITH_A_LOG
from shared.plumbing.seals.seal import FACTS, Book
from shared.plumbing.seals.verifying import Report, verify
from shared.plumbing.settings import Settings


@dataclass(frozen=True)
class Verified:
    """What was found, by service, and in each log of what was read and given ("intake.access_log")."""

    services: dict[str, Report]
    logs: dict[str, Report]

    @property
    def holds(self) -> bool:
        return not any(report.findings for report in (*self.services.values(), *self.logs.values()))

    def as_dict(self) -> dict[str, Any]:
        """{"holds", "services", "logs": {name: {"facts", "seals", "unsealed", "findings"}}}.

        A finding: {where, at, what}; facts of a log are its lines.
        """
        services = {name: asdict(report) for name, report in self.services.items()}
        logs = {name: asdict(report) for name, report in self.logs.items()}
        return {"holds": self.holds, "services": services, "logs": logs}

    def lines(self) -> list[str]:
        """For people: a line a service, and one for each finding."""
        said = []
        kinds = (("facts", self.services), ("lines", self.logs))
        for what, name, report in ((what, *each) for what, found in kinds for each in found.items()):
            verdict = f"{len(report.findings)} findings" if report.findings else "as it was sealed"
            counted = f"{report.facts} {what}, {report.seals} seals, {report.unsealed} not sealed yet"
            said.append(f"{name}: {verdict} ({counted})")
            said += [f"  {finding}" for finding in report.findings]
        return said


def verify_all(settings: Settings) -> Verified:
    """Reads every store once, each as of one moment; the services may run meanwhile."""
    with databases(settings) as ready:
        facts = {service: _verified(ready, service, FACTS) for service in WITH_A_LOG}
        logs = {f"{name}.{book.name}": _verified(ready, name, book) for name, book in access_books()}
    return Verified(facts, logs)


def _verified(settings: Settings, service: str, book: Book) -> Report:
    with chain_of(settings, service, book) as chain, chain.database.rows() as rows:
        rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return verify(rows, chain.key.public_key(), chain.known, book)
