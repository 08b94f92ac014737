"""The joint plan as a plain problem and a plain solution.

What is best: as many requests served as can be, and of those plans the one with the highest worth: the sum
of the scores, less PERSON for each member of a team beyond the first. One more request is always worth more
than everything that it may cost elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final, Self

PERSON: Final = 1_000
"""What each further member of a team costs: more than any score, so that nobody is in it for nothing."""


@dataclass(frozen=True)
class Choice:
    """Somebody who may be given to a request, and their score there."""

    professional_id: str
    score: int


@dataclass(frozen=True)
class Wanted:
    """One request. hours: each member's, in hundredths a week.

    needs: of each of these sets of places in `choices` at least one is in; for one person it is a single set
    with all places. most: how many people at most.
    """

    request_id: str
    hours: int
    choices: tuple[Choice, ...]
    needs: tuple[tuple[int, ...], ...]
    most: int = 1


@dataclass(frozen=True)
class Room:
    """The free hours of somebody at a time, in hundredths, and the requests (places) that share them."""

    professional_id: str
    hours: int
    requests: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """Requests and what limits giving somebody to several of them."""

    wanted: tuple[Wanted, ...]
    rooms: tuple[Room, ...] = ()

    @cached_property
    def served(self) -> int:
        """What a served request counts: more than all scores and members of all requests together."""
        best = sum(max((each.score for each in it.choices), default=0) * it.most for it in self.wanted)
        return 1 + best + sum(PERSON * (it.most - 1) for it in self.wanted)


Given = tuple[tuple[int, ...], ...]
"""For each request, in its place, the places of the choices that it is given; empty: nobody."""


@dataclass(frozen=True)
class Solution:
    """Who is given to which request. worth and bound count as the problem says; bound: no plan is worth more.

    assigned: request → professionals. unserved: requests that nobody is left for. proved: nothing is better.
    solver: by what it was found, with its version.
    """

    assigned: Mapping[str, tuple[str, ...]]
    unserved: tuple[str, ...]
    worth: int
    bound: int
    proved: bool
    solver: str
    seconds: float

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """The solution that a mapping from JSON tells."""
        assigned = {request: tuple(given) for request, given in plain["assigned"].items()}
        return cls(**{**plain, "assigned": assigned, "unserved": tuple(plain["unserved"])})


def worth_of(problem: Problem, given: Given) -> int:
    """What a plan is worth; whether it keeps to the rooms, `faults_of` says."""
    total = 0
    for wanted, places in zip(problem.wanted, given, strict=True):
        if places:
            scores = sum(wanted.choices[place].score for place in places)
            total += problem.served + scores - PERSON * (len(places) - 1)
    return total


def most_possible(problem: Problem) -> int:
    """A bound that needs no solver: each request with its best choice, as if nobody's hours ended."""
    return sum(
        problem.served + max(each.score for each in it.choices) * it.most
        for it in problem.wanted
        if it.choices
    )


def faults_of(problem: Problem, given: Given) -> list[str]:
    """Where a plan breaks what was asked: nothing for a valid one."""
    faults = []
    for wanted, places in zip(problem.wanted, given, strict=True):
        if places and any(not set(need) & set(places) for need in wanted.needs):
            faults.append(f"{wanted.request_id} is not covered")
        if len(set(places)) > wanted.most or len(set(places)) < len(places):
            faults.append(f"{wanted.request_id} has too many")
    full = (room for room in problem.rooms if _taken(problem.wanted, given, room) > room.hours)
    return [*faults, *(f"{room.professional_id} is over capacity" for room in full)]


def solution_of(
    problem: Problem, given: Given, *, bound: int, proved: bool, solver: str, seconds: float
) -> Solution:
    """A plan by its places as it is told."""
    assigned = {
        wanted.request_id: tuple(wanted.choices[place].professional_id for place in places)
        for wanted, places in zip(problem.wanted, given, strict=True)
        if places
    }
    unserved = tuple(it.request_id for it in problem.wanted if it.request_id not in assigned)
    worth = worth_of(problem, given)
    return Solution(assigned, unserved, worth, max(bound, worth), proved, solver, round(seconds, 3))


def _taken(wanted: Sequence[Wanted], given: Given, room: Room) -> int:
    return sum(
        wanted[request].hours
        for request in room.requests
        for place in given[request]
        if wanted[request].choices[place].professional_id == room.professional_id
    )
