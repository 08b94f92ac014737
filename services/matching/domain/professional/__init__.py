"""The professional (ammattilainen), in the order of the flow: facts, state, decisions, evolution."""

from services.matching.domain.professional.professional import Professional

__all__ = ["Professional"]
