"""Who is proposed for a need, and why; who is not, and why not: pure functions over the bank."""

from services.matching.domain.proposing.search import Search, propose

__all__ = ["Search", "propose"]
