"""The follow-up (seuranta): facts, state, decisions, evolution."""

from services.feedback.domain.follow_up.follow_up import FollowUp

__all__ = ["FollowUp"]
