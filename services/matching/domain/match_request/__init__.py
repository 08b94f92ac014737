"""The match request (osaamisen haku), in the order of the flow: facts, state, decisions, evolution."""

from services.matching.domain.match_request.match_request import MatchRequest

__all__ = ["MatchRequest"]
