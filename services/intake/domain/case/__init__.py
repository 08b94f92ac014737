"""The case (työskentely), in the order of the flow: facts, state, decisions, evolution."""

from services.intake.domain.case.case import Case

__all__ = ["Case"]
