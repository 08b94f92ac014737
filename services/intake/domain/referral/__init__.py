"""The referral (yhteydenotto), in the order of the flow: facts, state, decisions, evolution."""

from services.intake.domain.referral.referral import Referral

__all__ = ["Referral"]
