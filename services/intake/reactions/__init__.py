"""Others' messages → our commands: whom matching found is assigned to a referral, or joins a case."""

from services.intake.reactions.assigning import Assigning
from services.intake.reactions.joining import Joining

__all__ = ["Assigning", "Joining"]
