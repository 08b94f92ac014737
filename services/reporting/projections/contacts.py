"""Contact statistics: one row for each version of what is counted about a contact (R-T1).

A version is valid from the recording of the fact that made it to the recording of the next, so that
figures as of a day come out the same whenever they are asked for.
"""

from dataclasses import asdict, dataclass, fields, replace
from functools import singledispatch
from typing import Any

from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier, Placeholder

from services.reporting.projections.reading import Projection, Rows, TooEarly
from shared.contracts import intake
from shared.contracts.envelope import Message, PublicFact

AS_RECEIVED = (
    "referral_id", "number", "region", "county", "received_on", "source", "channel", "service_line",
    "situations",
)  # fmt: skip
"""What the receipt says once and for all."""


@dataclass(frozen=True)
class Figures:
    """What may change in a contact's row. The newest tier and screening count; advice adds up."""

    state: str
    tier: int | None = None
    level: str | None = None
    support_kinds: tuple[str, ...] = ()
    identified_otherwise: bool = False
    duplicate: bool = False


COLUMNS = (*AS_RECEIVED, "position", "valid_from", *(column.name for column in fields(Figures)))
NAMED = SQL(", ").join(Identifier(column) for column in COLUMNS)
NEWEST = SQL("SELECT {} FROM contacts WHERE referral_id = %s AND valid_to = 'infinity'").format(NAMED)
INSERT = SQL("INSERT INTO contacts ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
    NAMED,
    SQL(", ").join(Placeholder(column) for column in COLUMNS),
)


@singledispatch
def after(_fact: PublicFact, before: Figures) -> Figures:
    """The figures after a fact. Most facts change the state at most."""
    return before


@after.register
def _(fact: intake.TierDecided, before: Figures) -> Figures:
    return replace(before, tier=fact.tier)


@after.register
def _(fact: intake.ReferralScreened, before: Figures) -> Figures:
    return replace(before, level=fact.level)


@after.register
def _(_fact: intake.NeedIdentifiedOtherwise, before: Figures) -> Figures:
    return replace(before, identified_otherwise=True)


@after.register
def _(fact: intake.AdviceGiven, before: Figures) -> Figures:
    return replace(before, support_kinds=tuple(sorted({*before.support_kinds, *fact.support_kinds})))


@after.register
def _(fact: intake.DuplicateResolved, before: Figures) -> Figures:
    return replace(before, duplicate=fact.same)


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the contact's first or next version. TooEarly for a contact that was never received here."""
    if isinstance(message.body, intake.ReferralReceived):
        _first(message, rows)
    elif isinstance(message.body, intake.ReferralFact):
        _next(message, rows)


def _first(message: Message[intake.ReferralReceived], rows: Rows) -> None:
    fact = message.body
    figures = Figures(state=fact.state, level=fact.screening.level if fact.screening else None)
    known = fact.model_dump(include=set(AS_RECEIVED)) | {
        "situations": sorted(set(fact.situations)),
        "region": message.region,
    }
    _write(known, message, figures, rows)


def _next(message: Message[intake.ReferralFact], rows: Rows) -> None:
    rows.execute(NEWEST, (message.body.referral_id,))
    if (now := rows.fetchone()) is None:
        raise TooEarly(message)
    if now["position"] >= message.position:
        return
    before = _figures(now)
    figures = after(message.body, replace(before, state=message.body.state))
    if figures != before:
        rows.execute(
            "UPDATE contacts SET valid_to = %s WHERE referral_id = %s AND position = %s",
            (message.recorded_at, message.body.referral_id, now["position"]),
        )
        _write(now, message, figures, rows)


def _figures(row: DictRow) -> Figures:
    named = {column.name: row[column.name] for column in fields(Figures)}
    return Figures(**{**named, "support_kinds": tuple(named["support_kinds"])})


def _write(known: dict[str, Any], message: Message[Any], figures: Figures, rows: Rows) -> None:
    version = {
        "position": message.position,
        "valid_from": message.recorded_at,
        **asdict(figures),
        "support_kinds": list(figures.support_kinds),
    }
    rows.execute(INSERT, {**known, **version})


CONTACTS = Projection("contacts", ("contacts",), apply)
