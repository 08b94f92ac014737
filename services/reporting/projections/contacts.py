"""Contact statistics: one row for each version of what is counted about a contact (R-T1).

A version is valid from the recording of the fact that made it to the recording of the next, so that
figures as of a day come out the same whenever they are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier, Placeholder
from pydantic_core import to_json

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


CHANGING = tuple(column.name for column in fields(Figures))
COLUMNS = (*AS_RECEIVED, "position", "valid_from", *CHANGING)
NAMED = SQL(", ").join(Identifier(column) for column in COLUMNS)
NEWEST = SQL("SELECT {} FROM contacts WHERE referral_id = %s AND valid_to = 'infinity'").format(NAMED)
NEWEST_OF_ALL = SQL("SELECT {} FROM contacts WHERE referral_id = ANY (%s) AND valid_to = 'infinity'").format(
    NAMED
)
INSERT = SQL("INSERT INTO contacts ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
    NAMED,
    SQL(", ").join(Placeholder(column) for column in COLUMNS),
)

END = "UPDATE contacts SET valid_to = %s WHERE referral_id = %s AND position = %s"
INSERT_ALL = """
INSERT INTO contacts SELECT * FROM jsonb_populate_recordset(NULL::contacts, %s) ON CONFLICT DO NOTHING
"""
END_ALL = """
UPDATE contacts AS c SET valid_to = ended.valid_to
FROM unnest(%s::uuid[], %s::bigint[], %s::timestamptz[]) AS ended (referral_id, position, valid_to)
WHERE c.referral_id = ended.referral_id AND c.position = ended.position
"""


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
    if not isinstance(message.body, intake.ReferralFact):
        return
    rows.execute(NEWEST, (message.body.referral_id,))
    before = rows.fetchone()
    if (version := _version(message, before)) is None:
        return
    if before:
        rows.execute(END, (message.recorded_at, message.body.referral_id, before["position"]))
    rows.execute(INSERT, version)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts at once: the newest versions are read, followed in memory, written."""
    about = [m for m in messages if isinstance(m.body, intake.ReferralFact)]
    rows.execute(NEWEST_OF_ALL, ([m.body.referral_id for m in about],))
    newest: dict[UUID, dict[str, Any]] = {row["referral_id"]: row for row in rows.fetchall()}
    ended: list[tuple[UUID, int, datetime]] = []
    made: dict[tuple[UUID, int], dict[str, Any]] = {}
    for message in about:
        referral = message.body.referral_id
        before = newest.get(referral)
        version = _version(message, before)
        if version is None:
            continue
        if before and (referral, before["position"]) in made:
            before["valid_to"] = message.recorded_at  # not written yet: it is written as ended
        elif before:
            ended.append((referral, before["position"], message.recorded_at))
        newest[referral] = made[referral, message.position] = version
    if ended:
        rows.execute(END_ALL, tuple(map(list, zip(*ended, strict=True))))
    if made:
        said = to_json([{"valid_to": "infinity", **version} for version in made.values()]).decode()
        rows.execute(INSERT_ALL, (said,))


def _version(message: Message[Any], before: dict[str, Any] | None) -> dict[str, Any] | None:
    """The contact's version after a fact; None where it stays as it is, or the fact was seen before."""
    if isinstance(message.body, intake.ReferralReceived):
        return None if before else _received(message)
    if before is None:
        raise TooEarly(message)
    return None if before["position"] >= message.position else _changed(message, before)


def _received(message: Message[intake.ReferralReceived]) -> dict[str, Any]:
    fact = message.body
    figures = Figures(state=fact.state, level=fact.screening.level if fact.screening else None)
    known = {name: getattr(fact, name) for name in AS_RECEIVED if name != "region"}
    known |= {"region": message.region, "situations": sorted(set(fact.situations))}
    return known | _of(message, figures)


def _changed(message: Message[intake.ReferralFact], before: dict[str, Any]) -> dict[str, Any] | None:
    now = _figures(before)
    figures = after(message.body, replace(now, state=message.body.state))
    if figures == now:
        return None
    return {name: before[name] for name in AS_RECEIVED} | _of(message, figures)


def _figures(row: DictRow) -> Figures:
    return Figures(**{name: row[name] for name in CHANGING} | {"support_kinds": tuple(row["support_kinds"])})


def _of(message: Message[Any], figures: Figures) -> dict[str, Any]:
    return {
        "position": message.position,
        "valid_from": message.recorded_at,
        **vars(figures),
        "support_kinds": list(figures.support_kinds),
    }


CONTACTS = Projection("contacts", ("contacts",), apply, apply_all=apply_all)
