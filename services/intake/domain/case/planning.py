"""Decisions: planning."""

from services.intake.domain.case.state import CaseState


class PlanDecisions(CaseState):
    """To be filled."""
