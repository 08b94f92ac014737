"""Others' messages → our commands: a confirmed match is the expertise that a referral asked for."""

from services.intake.reactions.assigning import Assigning

__all__ = ["Assigning"]
