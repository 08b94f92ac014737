"""Decisions: meetings."""

from services.intake.domain.case.state import CaseState


class MeetingDecisions(CaseState):
    """To be filled."""
