"""Commands about a month's word to the buyers: written, sent, acknowledged (R-C7)."""

import re
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, Field

from services.intake.commands.case_parts import CASE
from services.intake.commands.words import AtLeastOne, Long, Once, Part, Sector, Upto
from shared.contracts.asking import Command
from shared.contracts.words import EARLIEST, LATEST, finding

GOAL = "4ea48e6a-4cf4-41de-b453-95b6923f3194"
"""Of the examples."""


def _month(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or not EARLIEST <= int(text[:4]) <= LATEST:
        raise finding("write a month like 2025-09")
    return text


def _goals_once(progress: tuple["Progress", ...]) -> tuple["Progress", ...]:
    if len({each.goal_id for each in progress}) < len(progress):
        raise finding("name each goal only once")
    return progress


Month = Annotated[
    str, AfterValidator(_month), Field(json_schema_extra={"example": "2025-09"}, description="YYYY-MM")
]
"""A calendar month."""
Attainment = Annotated[int, Field(strict=True, ge=-2, le=2)]
"""Of a goal: 0 as hoped, -2 much less, +2 much more."""


class Progress(Part):
    """A month's word on one goal, rated or not."""

    goal_id: UUID
    text: Long
    attainment: Attainment | None = None


class Section(Part):
    """A part of a report, for the buyers of some sectors; the others do not read it."""

    for_sectors: Annotated[tuple[Sector, ...], AtLeastOne, Once]
    text: Long
    progress: Annotated[tuple[Progress, ...], Upto, AfterValidator(_goals_once)] = ()


class WriteMonthlyReport(Command):
    """Writes a month's report, or writes it anew until it is sent. A month without meetings has one too."""

    case_id: UUID
    month: Month
    sections: Annotated[tuple[Section, ...], AtLeastOne]

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "month": "2025-09",
        "sections": [
            {
                "for_sectors": ["child_welfare"],
                "text": "Syyskuussa tavattiin neljä kertaa, kotona ja kirjastossa.",
                "progress": [{"goal_id": GOAL, "text": "Unirytmi tasaantuu.", "attainment": 1}],
            }
        ],
    }


class SendMonthlyReport(Command):
    """Sends a month's report: each buyer gets the sections meant for its sector, and no others."""

    case_id: UUID
    month: Month

    example: ClassVar[dict[str, Any]] = {**CASE, "month": "2025-09"}


class AcknowledgeReport(Command):
    """Says that a buyer read the version that was sent to its sector."""

    case_id: UUID
    month: Month

    example: ClassVar[dict[str, Any]] = {**CASE, "month": "2025-09"}
