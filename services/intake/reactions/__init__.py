"""Others' messages → our commands: a confirmed match is the expertise that a referral asked for, or joins a case."""

from services.intake.reactions.assigning import Assigning
from services.intake.reactions.joining import Joining

__all__ = ["Assigning", "Joining"]
