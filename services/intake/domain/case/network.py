"""Decisions: network."""

from services.intake.domain.case.state import CaseState


class NetworkDecisions(CaseState):
    """To be filled."""
