"""Match requests as figures need them: what was asked for, how far one looked, who was found (R-T1)."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.versioned import Change, Newest, Row, Table
from shared.contracts import matching
from shared.contracts.envelope import Message, PublicFact

REQUESTS = Table(
    "match_requests",
    ("match_request_id",),
    (
        "region", "referral_id", "case_id", "role", "county", "competences", "mode", "together",
        "asked_scope", "scope", "opened_on", "state", "found", "uncovered", "confirmed_on",
    ),
)  # fmt: skip
EITHER = "either"
"""The mode of a request that may be met virtually or on site."""


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what the fact makes of its request. TooEarly for one that was never opened here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in as many statements as for one."""
    about = [(m, _change(m)) for m in messages if isinstance(m.body, matching.MatchFact)]
    if not about:
        return
    newest = Newest(rows, (change for _, change in about))
    for message, change in about:
        known = newest.of(change.table, *change.key) is not None
        opens = isinstance(message.body, matching.MatchRequested)
        if not known and not opens:
            raise TooEarly(message)
        if not (known and opens):
            newest.follow(change, message)
    newest.write()


def _change(message: Message[Any]) -> Change:
    fact = message.body
    place = {"region": message.region} if isinstance(fact, matching.MatchRequested) else {}

    def now(before: Row | None) -> Row:
        return {"state": fact.state, **place, **_after(fact, before or {})}

    return Change(REQUESTS, (fact.match_request_id,), now)


@singledispatch
def _after(_fact: PublicFact, _before: Row) -> Row:
    """What the fact changes of its request, beside the state."""
    return {}


@_after.register
def _(fact: matching.MatchRequested, _before: Row) -> Row:
    return {
        "referral_id": fact.referral_id,
        "case_id": fact.case_id,
        "role": fact.role,
        "county": fact.county,
        "competences": sorted(fact.competences),
        "mode": fact.mode or EITHER,
        "together": fact.team is not None,
        "asked_scope": fact.scope,
        "scope": fact.scope,
        "opened_on": fact.on,
        "found": None,
        "uncovered": [],
        "confirmed_on": None,
    }


@_after.register
def _(fact: matching.CandidatesProposed, before: Row) -> Row:
    """The newest proposal counts. Where several are sought, those who cover it together are what is found."""
    found = fact.team is not None if before["together"] else bool(fact.ranked)
    return {"found": found, "uncovered": sorted(fact.uncovered), "scope": fact.scope}


@_after.register
def _(fact: matching.SearchWidened, _before: Row) -> Row:
    return {"scope": fact.scope}


@_after.register
def _(fact: matching.MatchConfirmed, before: Row) -> Row:
    """The first confirmation is what was waited for: one given to others later was not waited for anew."""
    return {"confirmed_on": before["confirmed_on"] or fact.on}


MATCHES = Projection("matches", (REQUESTS.name,), apply, apply_all=apply_all)
