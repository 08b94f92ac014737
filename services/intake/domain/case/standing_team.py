"""R-C6: a demanding separation is assessed by a standing team before anything is planned."""

from collections.abc import Iterable
from typing import Final

from services.intake.domain.case.language import RiskAssessment

DEMANDING_SEPARATION: Final = "demanding_separation"
"""The code of the situation (vaativa ero)."""
STANDING_TEAM: Final = ("child_welfare", "family_social_work", "child_psychiatry", "family_law", "police")
LEAST_SECTORS: Final = 2


def taking_part(risks: Iterable[RiskAssessment]) -> frozenset[str]:
    """The sectors that took part in any of the assessments."""
    return frozenset(sector for risk in risks for sector in risk.sectors)


def unaccounted(risks: Iterable[RiskAssessment]) -> tuple[str, ...]:
    """The sectors of the standing team that neither took part nor are named absent with a reason."""
    risks = tuple(risks)
    named = taking_part(risks) | {absent.sector for risk in risks for absent in risk.absent}
    return tuple(sector for sector in STANDING_TEAM if sector not in named)
