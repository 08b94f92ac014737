"""Whose register a fact about a person belongs to (R-T2), by the dated table `reference/registers.json`.

A row holds from `valid_from` to `valid_to` (inclusive, or null: until further notice), for one service
line or any (null), with or without a child welfare notification or either (null). The first row that
fits counts: the table reads from the particular to the general.
"""

from datetime import date
from typing import Any

from shared.kernel.facts import Keeping
from shared.kernel.reference import document


def keeping_for(
    service_line: str | None, *, child_welfare_notification: bool, county: str, on: date
) -> Keeping:
    """Controller, register and service task of facts about a person, on a day.

    service_line: a code of `service_lines`, None for a person registered apart from any contact.
    county: the controller's code; `hosting_county` gives it where no county is known.
    LookupError where the table has no row for that day: a gap in the table, not a caseworker's doing.
    """
    for row in document("registers")["keeping"]:
        if _fits(row, service_line, child_welfare_notification, on):
            return Keeping(controller=county, register=row["register"], service_task=row["service_task"])
    msg = f"registers.json has no row for {service_line} on {on}"
    raise LookupError(msg)


def hosting_county(region: str, on: date) -> str:
    """The county that runs a region's OT centre: the one with the university hospital.

    It is the controller of facts that name no county. LookupError for an unknown region.
    """
    for row in document("registers")["hosting_counties"]:
        if row["region"] == region and _holds(row, on):
            return str(row["county"])
    raise LookupError(region)


def _fits(row: dict[str, Any], service_line: str | None, notification: bool, on: date) -> bool:  # noqa: FBT001
    return (
        _holds(row, on)
        and row["service_line"] in {None, service_line}
        and row["child_welfare_notification"] in {None, notification}
    )


def _holds(row: dict[str, Any], on: date) -> bool:
    begins = date.fromisoformat(row["valid_from"])
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return begins <= on <= ends
