"""Professionals as figures need them: what each can and gives, and what confirmed matches take of it (R-T1).

Nobody has a name here. How a rest of hours comes about is matching's; what it told is added up in queries.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import Any

from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.versioned import Change, Newest, Row, Table
from shared.contracts import matching
from shared.contracts.envelope import Message, PublicFact

EXPERTS = Table(
    "experts",
    ("professional_id",),
    ("region", "roles", "county", "counties", "competences", "modes", "hundredths", "state", "paused_until"),
)
HOURS = Table("expert_hours", ("professional_id", "match_request_id"), ("hundredths", "starts_on", "ends_on"))
LISTS = ("roles", "counties", "competences", "modes")


def hundredths(hours: float) -> int:
    """Hours a week in whole hundredths, so that sums are exact: 1.5 → 150."""
    return round(hours * 100)


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what the fact makes of its professional. TooEarly for one who was never registered here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in as many statements as for one."""
    about = [message for message in messages if isinstance(message.body, matching.ProfessionalFact)]
    if not about:
        return
    made = [(message, list(_changes(message))) for message in about]
    newest = Newest(rows, (change for _, of_one in made for change in of_one))
    for message, of_one in made:
        _follow(message, of_one, newest)
    newest.write()


def _follow(message: Message[Any], of_one: Iterable[Change], newest: Newest) -> None:
    fact = message.body
    registers = isinstance(fact, matching.ProfessionalRegistered)
    known = newest.of(EXPERTS, fact.professional_id) is not None
    if registers and known:
        return
    for change in of_one:
        begins = registers or (change.table is HOURS and known and isinstance(fact, matching.HoursReserved))
        if newest.of(change.table, *change.key) is None and not begins:
            raise TooEarly(message)
        newest.follow(change, message)


def _changes(message: Message[Any]) -> Iterator[Change]:
    """Of the professional first, then of the hours that a match takes."""
    fact = message.body
    place = {"region": message.region} if isinstance(fact, matching.ProfessionalRegistered) else {}
    yield Change(
        EXPERTS, (fact.professional_id,), lambda _before: {"state": fact.state, **place, **_of_expert(fact)}
    )
    if taken := _of_hours(fact):
        yield Change(HOURS, (fact.professional_id, fact.match_request_id), lambda _before: taken)


@singledispatch
def _of_expert(_fact: PublicFact) -> Row:
    """What the fact changes of the professional, beside the state."""
    return {}


@_of_expert.register
def _(fact: matching.ProfessionalRegistered) -> Row:
    return _profile(fact) | {"hundredths": hundredths(fact.hours_per_week), "paused_until": None}


@_of_expert.register
def _(fact: matching.ProfileUpdated) -> Row:
    return _profile(fact)


@_of_expert.register
def _(fact: matching.CapacitySet) -> Row:
    return {"hundredths": hundredths(fact.hours_per_week)}


@_of_expert.register
def _(fact: matching.ProfessionalPaused) -> Row:
    return {"paused_until": fact.until}


@_of_expert.register(matching.ProfessionalResumed)
@_of_expert.register(matching.ProfessionalRetired)
def _(_fact: PublicFact) -> Row:
    return {"paused_until": None}


@singledispatch
def _of_hours(_fact: PublicFact) -> Row:
    """What the fact changes of the hours that a match takes; nothing where it is about no match."""
    return {}


@_of_hours.register
def _(fact: matching.HoursReserved) -> Row:
    return {
        "hundredths": hundredths(fact.hours_per_week),
        "starts_on": fact.starts_on,
        "ends_on": fact.ends_on,
    }


@_of_hours.register
def _(fact: matching.HoursReleased) -> Row:
    return {"ends_on": fact.ended_on}


def _profile(fact: matching.ProfessionalRegistered | matching.ProfileUpdated) -> Row:
    """What a profile says of it; what is left out did not change."""
    said = {name: getattr(fact, name) for name in (*LISTS, "county")}
    return {
        name: sorted(value) if name in LISTS else value for name, value in said.items() if value is not None
    }


EXPERTS_AND_HOURS = Projection("experts", (EXPERTS.name, HOURS.name), apply, apply_all=apply_all)
