"""Decisions: opening."""

from services.intake.domain.case.state import CaseState


class Opening(CaseState):
    """To be filled."""
