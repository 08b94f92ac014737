"""Contact statistics: one row for each version of what is counted about a contact (R-T1).

A version is valid from the recording of the fact that made it to the recording of the next, so that
figures as of a day come out the same whenever they are asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, singledispatch
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from services.reporting.projections.copying import copy
from services.reporting.projections.reading import Projection, Rows, TooEarly
from shared.contracts import intake
from shared.contracts.envelope import Message, PublicFact
from shared.plumbing.binary import FOREVER, boolean, day, int2, int8, moment, text, texts, uuid

AS_RECEIVED: dict[str, Callable[[Any], bytes]] = {
    "referral_id": uuid, "number": text, "region": text, "county": text, "received_on": day, "source": text,
    "channel": text, "service_line": text, "situations": texts,
}  # fmt: skip
"""What the receipt says once and for all, and how it is written."""


class Figures(NamedTuple):
    """What may change in a contact's row. The newest tier and screening count; advice adds up."""

    state: str
    tier: int | None = None
    level: str | None = None
    support_kinds: tuple[str, ...] = ()
    identified_otherwise: bool = False
    duplicate: bool = False


@dataclass(slots=True)
class Version:
    """A row. received: what the receipt says, as it is written; until: None where it is valid.

    stored: whether it is in the table already.
    """

    received: bytes
    position: int
    since: datetime
    figures: Figures
    until: datetime | None = None
    stored: bool = False


CHANGING = Figures._fields
COLUMNS = (*AS_RECEIVED, "position", "valid_from", *CHANGING)
WRITTEN = (*AS_RECEIVED, "position", "valid_from", "valid_to", *CHANGING)
NAMED = SQL(", ").join(Identifier(column) for column in COLUMNS)
NEWEST = SQL("SELECT {} FROM contacts WHERE referral_id = ANY (%s) AND valid_to = 'infinity'").format(NAMED)
END = """
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
    return before._replace(tier=fact.tier)


@after.register
def _(fact: intake.ReferralScreened, before: Figures) -> Figures:
    return before._replace(level=fact.level)


@after.register
def _(_fact: intake.NeedIdentifiedOtherwise, before: Figures) -> Figures:
    return before._replace(identified_otherwise=True)


@after.register
def _(fact: intake.AdviceGiven, before: Figures) -> Figures:
    return before._replace(support_kinds=tuple(sorted({*before.support_kinds, *fact.support_kinds})))


@after.register
def _(fact: intake.DuplicateResolved, before: Figures) -> Figures:
    return before._replace(duplicate=fact.same)


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the contact's first or next version. TooEarly for a contact that was never received here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts at once: the newest versions are read, followed in memory, written."""
    about = [m for m in messages if isinstance(m.body, intake.ReferralFact)]
    if not about:
        return
    newest = _newest(about, rows)
    ended: list[tuple[UUID, int, datetime]] = []
    made: list[Version] = []
    for message in about:
        referral = message.body.referral_id
        before = newest.get(referral)
        version = _version(message, before)
        if version is None:
            continue
        if before:
            before.until = message.recorded_at
            if before.stored:  # else it is written as ended
                ended.append((referral, before.position, message.recorded_at))
        newest[referral] = version
        made.append(version)
    if ended:
        rows.execute(END, tuple(map(list, zip(*ended, strict=True))))
    if made:
        copy(rows, "contacts", WRITTEN, map(_written, made))


def _newest(about: Sequence[Message[Any]], rows: Rows) -> dict[UUID, Version]:
    rows.execute(NEWEST, (list({message.body.referral_id for message in about}),))
    return {
        row["referral_id"]: Version(
            _received({**row, "situations": tuple(row["situations"])}),
            row["position"],
            row["valid_from"],
            _figures(row),
            stored=True,
        )
        for row in rows.fetchall()
    }


def _figures(row: DictRow) -> Figures:
    return Figures(**{name: row[name] for name in CHANGING} | {"support_kinds": tuple(row["support_kinds"])})


def _version(message: Message[Any], before: Version | None) -> Version | None:
    """The contact's version after a fact; None where it stays as it is, or the fact was seen before."""
    fact = message.body
    if isinstance(fact, intake.ReferralReceived):
        return None if before else _first(message, fact)
    if before is None:
        raise TooEarly(message)
    if before.position >= message.position:
        return None
    now = before.figures
    figures = after(fact, now if now.state == fact.state else now._replace(state=fact.state))
    return (
        None if figures == now else Version(before.received, message.position, message.recorded_at, figures)
    )


def _first(message: Message[Any], fact: intake.ReferralReceived) -> Version:
    figures = Figures(state=fact.state, level=fact.screening.level if fact.screening else None)
    said = vars(fact) | {"region": message.region, "situations": tuple(sorted(set(fact.situations)))}
    return Version(_received(said), message.position, message.recorded_at, figures)


def _received(said: Mapping[str, Any]) -> bytes:
    """As `AS_RECEIVED` has them."""
    return b"".join(write(said[name]) for name, write in AS_RECEIVED.items())


@lru_cache(maxsize=1024)
def _of_figures(figures: Figures) -> bytes:
    state, tier, level, support_kinds, otherwise, duplicate = figures
    return b"".join(
        (text(state), int2(tier), text(level), texts(support_kinds), boolean(otherwise), boolean(duplicate))
    )


def _written(version: Version) -> bytes:
    until = FOREVER if version.until is None else moment(version.until)
    known = version.received + int8(version.position) + moment(version.since)
    return known + until + _of_figures(version.figures)


CONTACTS = Projection("contacts", ("contacts",), apply, apply_all=apply_all)
