"""Others' messages → our commands: what intake asked for becomes a match request, exactly once."""

from services.matching.reactions.opening import Opening

__all__ = ["Opening"]
