"""One plan for many requests (R-M6): a plain problem in, a plain solution out, for a process of its own."""

from services.matching.domain.planning.problem import Choice, Problem, Room, Solution, Wanted

__all__ = ["Choice", "Problem", "Room", "Solution", "Wanted"]
