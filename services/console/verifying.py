"""`verify`: whether every service's store still holds what was sealed."""

from dataclasses import asdict, dataclass
from typing import Any

from services.console.sealing import WITH_A_LOG, chain_of
from services.console.supervising import databases
from shared.plumbing.seals.verifying import Report, verify
from shared.plumbing.settings import Settings


@dataclass(frozen=True)
class Verified:
    """What was found, by service."""

    services: dict[str, Report]

    @property
    def holds(self) -> bool:
        return not any(report.findings for report in self.services.values())

    def as_dict(self) -> dict[str, Any]:
        """{"holds", "services": {name: {"facts", "seals", "unsealed", "findings": [{where, at, what}]}}}."""
        services = {name: asdict(report) for name, report in self.services.items()}
        return {"holds": self.holds, "services": services}

    def lines(self) -> list[str]:
        """For people: a line a service, and one for each finding."""
        said = []
        for name, report in self.services.items():
            verdict = f"{len(report.findings)} findings" if report.findings else "as it was sealed"
            counted = f"{report.facts} facts, {report.seals} seals, {report.unsealed} not sealed yet"
            said.append(f"{name}: {verdict} ({counted})")
            said += [f"  {finding}" for finding in report.findings]
        return said


def verify_all(settings: Settings) -> Verified:
    """Reads every store once, each as of one moment; the services may run meanwhile."""
    found: dict[str, Report] = {}
    with databases(settings) as ready:
        for service in WITH_A_LOG:
            with chain_of(ready, service) as chain, chain.database.rows() as rows:
                rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                found[service] = verify(rows, chain.key.public_key(), chain.known)
    return Verified(found)
