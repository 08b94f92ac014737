"""What a joint plan is made from, as JSON hands it to the process of its own: requests and the bank.

The service hands over rows as they are stored and makes nothing of them: it would stand still meanwhile.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.matching.domain.hours import Reservation
from services.matching.domain.language import Candidate, Must, Need, Should, TeamWish
from services.matching.domain.planning.preparing import Asked, problem_of
from services.matching.domain.planning.problem import Problem
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.rules import rules_for

Plain = Mapping[str, Any]


def problem_handed_over(plain: Plain) -> Problem:
    """The plan's problem.

    on: the day. requests: of each its id, its region, the scope to search on from, the need, whom it is
    about and who has said no to it. bank: every professional. A day and an id are texts.
    """
    on = date.fromisoformat(plain["on"])
    return problem_of([_asked(each, on) for each in plain["requests"]], map(candidate_of, plain["bank"]))


def candidate_of(plain: Plain) -> Candidate:
    """An entry of the bank as its row keeps it."""
    return Candidate(**_read(plain, _CANDIDATE))


def need_of(plain: Plain) -> Need:
    """What a request seeks, as its row keeps it."""
    return Need(**_read(plain, _NEED))


def _asked(plain: Plain, on: date) -> Asked:
    # Why somebody said no is for who reads of them; here it is enough that they did.
    said_no = {UUID(each): "" for each in plain["said_no"]}
    now = Circumstances(on, rules_for(plain["region"], on), _ids(plain["about"]), said_no)
    return Asked(UUID(plain["request_id"]), need_of(plain["need"]), plain["scope"], now)


def _read(plain: Plain, ways: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Each value as its field has it; those that JSON has no kind for are told in `ways`."""
    return {name: ways[name](value) if name in ways else value for name, value in plain.items()}


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _ids(told: Iterable[str]) -> frozenset[UUID]:
    return frozenset(map(UUID, told))


def _must(plain: Plain) -> Must:
    return Must(**_read(plain, {"competences": tuple, "languages": tuple}))


def _should(plain: Plain) -> Should:
    return Should(**_read(plain, {"background": tuple, "education": tuple}))


def _team(plain: Plain | None) -> TeamWish | None:
    return None if plain is None else TeamWish(**_read(plain, {"fields": tuple}))


def _reservations(told: Iterable[Plain]) -> tuple[Reservation, ...]:
    return tuple(Reservation(**_read(each, _RESERVATION)) for each in told)


_CANDIDATE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "professional_id": UUID, "roles": tuple, "counties": tuple, "competences": tuple, "languages": tuple,
    "education": tuple, "background": tuple, "modes": tuple, "confirmed_on": _day, "vetted_on": _day,
    "paused_until": _day, "parked_until": _day, "conflicts": _ids, "reservations": _reservations,
}  # fmt: skip
_NEED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "must": _must, "should": _should, "starts_on": _day, "ends_on": _day, "team": _team,
}  # fmt: skip
_RESERVATION: Final[Mapping[str, Callable[[Any], Any]]] = {
    "match_request_id": UUID, "starts_on": _day, "ends_on": _day,
}  # fmt: skip
