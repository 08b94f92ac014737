"""Decisions: reporting."""

from services.intake.domain.case.state import CaseState


class ReportDecisions(CaseState):
    """To be filled."""
