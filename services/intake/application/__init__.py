"""Load, decide, save: intake's commands on their way through the domain into the store."""

from services.intake.application.intake import Intake

__all__ = ["Intake"]
