"""Decisions: ending."""

from services.intake.domain.case.state import CaseState


class EndingDecisions(CaseState):
    """To be filled."""
