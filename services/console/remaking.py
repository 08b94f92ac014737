"""`rebuild`: a service's rows made anew beside the living ones, compared, and put in their place."""

import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from services.console.standing import services_by
from services.console.supervising import databases
from shared.plumbing.ask import NoAnswer
from shared.plumbing.rebuild import Rebuild, Report
from shared.plumbing.settings import Settings
from shared.plumbing.switching import NotNow

STEP = 5000
"""Facts between two lines of progress."""
Say = Callable[[str], None]


def rebuilds(settings: Settings, service: str, projection: str | None, say: Say) -> Rebuild:
    """The rebuild of a service's rows. ValueError for a projection that it does not have."""
    # It brings nameko along, which the other commands do without, and eventlet with its known warning.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated", category=Warning)
    from services.billing import service as billing  # noqa: PLC0415
    from services.feedback import service as feedback  # noqa: PLC0415
    from services.intake import service as intake  # noqa: PLC0415
    from services.matching import service as matching  # noqa: PLC0415
    from services.reporting import service as reporting  # noqa: PLC0415

    names, of_service = {
        "intake": (intake.PROJECTION_NAMES, intake.rebuild_intake),
        "matching": (matching.PROJECTION_NAMES, matching.rebuild_matching),
        "billing": (billing.PROJECTION_NAMES, billing.rebuild_billing),
        "feedback": (feedback.PROJECTION_NAMES, feedback.rebuild_feedback),
        "reporting": (reporting.PROJECTION_NAMES, reporting.rebuild_reporting),
    }[service]

    if projection is not None and projection not in names:
        raise ValueError(f"{service} has no projection {projection}: use one of {', '.join(names)}")
    told = {"at": 0}

    def tell(source: str, position: int, head: int) -> None:
        if position - told["at"] >= STEP or position == head:
            told["at"] = position
            say(f"{source}: {position} of {head}")

    chosen = [projection] if projection else None
    return of_service(settings, services_by(settings), chosen, tell)


def rebuild(
    settings: Settings, service: str, projection: str | None, say: Say, *, compare_only: bool
) -> Report:
    """Makes them anew while the service runs. NotNow with a sentence where that cannot be."""
    with databases(settings) as ready:
        try:
            return rebuilds(ready, service, projection, say).run(compare_only=compare_only)
        except NoAnswer:
            raise NotNow("the services do not answer: start them first; it goes on where it was") from None


def as_dict(report: Report) -> dict[str, Any]:
    """For programs."""
    return {
        "positions": report.positions,
        "rows": report.rows,
        "differences": report.differences,
        "tables": {name: asdict(table) for name, table in report.by_table.items()},
        "same_log": report.same_log,
        "resumed": report.resumed,
        "switched": report.switched,
    }


def lines(report: Report) -> list[str]:
    """For people: where it stands, what was compared, what became of it."""
    at = ", ".join(f"{source}:{position}" for source, position in report.positions.items())
    said = [f"read to {at}{' (went on where it was broken off)' if report.resumed else ''}"]
    for name, table in report.by_table.items():
        counted = f"{table.living} rows living, {table.made} made anew"
        said.append(f"  {name}: {counted}, {table.differences} differences")
    if not report.same_log:
        said.append("the living rows are of another log: their differences are as expected")
    verdict = "the new rows are in their place" if report.switched else "the living rows stay"
    said.append(f"{report.rows} rows compared, {report.differences} differences; {verdict}")
    return said
