"""A plan at once, one request after the other: the solver's hint, and what stands where it finds none."""

import time
from collections.abc import Iterable, Sequence
from itertools import islice

from services.matching.domain.planning.problem import (
    Given,
    Problem,
    Solution,
    Wanted,
    most_possible,
    solution_of,
    worth_of,
)

GREEDY = "greedy"


class Hours:
    """What is left of everybody's hours while a plan grows."""

    def __init__(self, problem: Problem) -> None:
        self.left = [room.hours for room in problem.rooms]
        self._rooms: dict[tuple[str, int], list[int]] = {}
        for place, room in enumerate(problem.rooms):
            for request in room.requests:
                self._rooms.setdefault((room.professional_id, request), []).append(place)

    def has_room(self, who: str, request: int, hours: int) -> bool:
        return all(self.left[place] >= hours for place in self._rooms.get((who, request), ()))

    def take(self, who: str, request: int, hours: int) -> None:
        for place in self._rooms.get((who, request), ()):
            self.left[place] -= hours


def greedy(problem: Problem, order: Iterable[int]) -> Given:
    """Each request in this order gets the best who are left; one that cannot be covered gets nobody."""
    hours = Hours(problem)
    by_score = [_by_score(it) for it in problem.wanted]
    given: list[tuple[int, ...]] = [()] * len(problem.wanted)
    for request in order:
        wanted = problem.wanted[request]
        free = (
            place
            for place in by_score[request]
            if hours.has_room(wanted.choices[place].professional_id, request, wanted.hours)
        )
        given[request] = _first(wanted, free) if wanted.most == 1 else _best(wanted, tuple(free))
        for place in given[request]:
            hours.take(wanted.choices[place].professional_id, request, wanted.hours)
    return tuple(given)


def best_greedy(problem: Problem) -> Given:
    """The best of a few orders that are worth trying: as asked, few choices first, many hours last."""
    wanted = problem.wanted
    places = range(len(wanted))
    orders: Sequence[Iterable[int]] = (
        places,
        sorted(places, key=lambda it: len(wanted[it].choices)),
        sorted(places, key=lambda it: (wanted[it].hours, len(wanted[it].choices))),
    )
    return max((greedy(problem, order) for order in orders), key=lambda given: worth_of(problem, given))


def greedy_solution(problem: Problem) -> Solution:
    """The plan there is without a solver, with a bound that says little."""
    began = time.monotonic()
    given = best_greedy(problem)
    bound = most_possible(problem)
    proved = worth_of(problem, given) == bound
    return solution_of(
        problem, given, bound=bound, proved=proved, solver=GREEDY, seconds=time.monotonic() - began
    )  # fmt: skip


def _by_score(wanted: Wanted) -> list[int]:
    return sorted(range(len(wanted.choices)), key=lambda place: -wanted.choices[place].score)


def _first(wanted: Wanted, free: Iterable[int]) -> tuple[int, ...]:
    """The first of them who is enough alone. Looked for one by one: mostly the first has room."""
    alone = (place for place in free if all(place in need for need in wanted.needs))
    return tuple(islice(alone, 1))


def _best(wanted: Wanted, free: Sequence[int]) -> tuple[int, ...]:
    """Whoever covers most of what is open, then the highest score, until all is covered; or nobody."""
    open_ = [set(need) for need in wanted.needs]
    taken: list[int] = []
    while open_ and len(taken) < wanted.most:
        place = max(
            free,
            key=lambda it: (sum(it in need for need in open_), wanted.choices[it].score, -it),
            default=None,
        )
        if place is None or not any(place in need for need in open_):
            return ()
        taken.append(place)
        open_ = [need for need in open_ if place not in need]
    return () if open_ else tuple(_without_the_needless(wanted, taken))


def _without_the_needless(wanted: Wanted, taken: list[int]) -> list[int]:
    for place in sorted(taken, key=lambda it: wanted.choices[it].score):
        rest = [it for it in taken if it != place]
        if rest and all(set(need) & set(rest) for need in wanted.needs):
            taken = rest
    return taken
