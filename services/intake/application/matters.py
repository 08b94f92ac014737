"""Rows made from intake's own log, written in the transaction of the facts: one for each referral.

They answer what the log alone cannot: whose matter is it, which referrals are there, was this contact made
before (by blind indexes, R-I7)?
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.intake.application.closed_off import closed_off, person_closed_off
from services.intake.domain.duplicates import WITHIN, referrer_keys, subject_keys
from services.intake.domain.language import Referrer, Subject
from services.intake.domain.referral import Referral
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import NotAllowed, Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import NOTHING_PERMITS, About, Policy


@dataclass(frozen=True)
class Matter:
    """Whose a referral is: what decides who may see it and work on it."""

    referral_id: UUID
    region: str
    county: str
    state: str
    sectors: frozenset[str]
    received_by: str
    closed_off: bool
    opened: bool = False

    def as_seen_by(self, asker: Asker) -> About:
        """What the policies are told of it (policies/contacts.cedar)."""
        return About.of(
            "Contact",
            region=self.region,
            county=self.county,
            state=self.state,
            sectors=self.sectors,
            received_by=self.received_by,
            closed_off=self.closed_off,
            linked=(asker.may or {}).get("referral_id") == str(self.referral_id),
            opened=self.opened,
        )


def matter_for(policy: Policy, asker: Asker, rows: Connection[DictRow], referral_id: UUID) -> Matter:
    """The matter. Unknown where there is none, or none that concerns the asker: both sound the same."""
    matter = next(iter(_matters(asker, rows, "referral_id", referral_id)), None)
    if matter is None or not policy.allows(asker, matter.as_seen_by(asker)):
        raise Unknown("there is no {kind} with the id {id}", kind=Referral.kind, id=str(referral_id))
    return matter


def contacts_listed(
    policy: Policy, asker: Asker, rows: Connection[DictRow], found: list[DictRow]
) -> list[DictRow]:
    """Those rows of a list that a region's own policies leave in it; SQL has the product's already."""
    if not policy.asks_each:
        return found
    matters = ((row, _matters(asker, rows, "referral_id", row["referral_id"])) for row in found)
    return [
        row for row, of_it in matters if of_it and policy.decide(asker, of_it[0].as_seen_by(asker)).allowed
    ]


SENTENCES = {
    NOTHING_PERMITS: "you may not receive this contact",
    "contact-person-receives-in-the-county": "a contact person receives the contacts of their own county",
    "professional-makes-contact-by-web": (
        "a professional makes contact by web; what was told otherwise, the centre records"
    ),
}
"""Policy → what it says to whom it forbids to receive a contact."""


def refuse_to_receive(policy: Policy, asker: Asker, *, county: str, channel: str) -> None:
    """NotAllowed where a role receives only some contacts: a county's own, or one's own by web."""
    decision = policy.decide(asker, About.of("NewContact", county=county, channel=channel))
    if not decision.allowed:
        sentence = SENTENCES.get(decision.policy, SENTENCES[NOTHING_PERMITS])
        raise NotAllowed(sentence).decided_by(decision.policy)


def refuse_stranger(policy: Policy, asker: Asker, rows: Connection[DictRow], person_id: UUID) -> None:
    """Unknown unless a matter about the person concerns the asker, or their region registered the person.

    A case about the person that is closed off from the asker closes off what the region registered, too.
    """
    matters = _matters(asker, rows, "person_id", person_id)
    row = rows.execute(_REGISTERED, {"person": person_id, "user": asker.user}).fetchone()
    about = About.of(
        "Person",
        registered_in=row["region"] if row else "",
        closed_off=bool(row and row["closed_off"]),
        has_matter=any(policy.decide(asker, each.as_seen_by(asker), "referral").allowed for each in matters),
    )
    if not policy.allows(asker, about):
        raise Unknown("there is no {kind} with the id {id}", kind="person", id=str(person_id))


def _matters(asker: Asker, rows: Connection[DictRow], by: str, value: UUID) -> list[Matter]:
    found = rows.execute(_MATTERS[by], {"value": value, "user": asker.user, "now": asker.now}).fetchall()
    return [Matter(**{**row, "sectors": frozenset(row["sectors"])}) for row in found]


_THESE = (
    f"SELECT referral_id, region, county, state, sectors, received_by, {closed_off('referrals.referral_id')}"  # noqa: S608 - a column
    " AS closed_off, EXISTS (SELECT FROM broken_glasses glass WHERE glass.referral_id = referrals.referral_id"
    " AND glass.user_name = %(user)s AND glass.until > %(now)s) AS opened FROM referrals WHERE"
)
_MATTERS = {by: f"{_THESE} {by} = %(value)s" for by in ("referral_id", "person_id")}
_REGISTERED = f"""
SELECT region, {person_closed_off("people.person_id")} AS closed_off FROM people WHERE person_id = %(person)s
"""  # noqa: S608 - columns


def row_of_person(person_id: UUID, region: str) -> Callable[[Cursor[DictRow]], None]:
    """Writes which region registered a person apart from any contact."""

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute("INSERT INTO people (person_id, region) VALUES (%s, %s)", (person_id, region))

    return write


@dataclass(frozen=True)
class Recognition:
    """By what a contact is recognised when it is made again: blind indexes, no plain text (R-I7)."""

    referrer_kept: list[bytes]
    referrer_sought: list[bytes]
    subject: list[bytes]

    @classmethod
    def of(cls, key: RegionKey, referrer: Referrer, subject: Subject | None) -> Self:
        keys = referrer_keys(referrer)

        def indexes(what: str, texts: tuple[str, ...]) -> list[bytes]:
            return [key.blind_index(what, text) for text in texts]

        return cls(
            indexes("referrer", keys.kept),
            indexes("referrer", keys.sought),
            indexes("subject", subject_keys(subject)) if subject else [],
        )


def possible_duplicates(
    rows: Connection[DictRow], recognition: Recognition, received_at: datetime
) -> tuple[UUID, ...]:
    """R-I7: contacts by the same referrer about the same subject, near in time, newest first."""
    if not recognition.subject:
        return ()
    found = rows.execute(
        "SELECT referral_id FROM referrals WHERE subject_keys && %s AND referrer_keys && %s"
        " AND received_at BETWEEN %s AND %s ORDER BY received_at DESC, referral_id LIMIT 20",
        (recognition.subject, recognition.referrer_sought, received_at - WITHIN, received_at + WITHIN),
    ).fetchall()
    return tuple(row["referral_id"] for row in found)


def row_of(
    referral: Referral, received_by: str | None = None, recognition: Recognition | None = None
) -> Callable[[Cursor[DictRow]], None]:
    """Writes the referral's row. received_by, recognition: where they are new; else they stay."""
    values: dict[str, Any] = {
        "referral_id": referral.id,
        "number": referral.number,
        "state": referral.state,
        "region": referral.region,
        "county": referral.county,
        "received_at": referral.received_at,
        "received_on": local_date(referral.received_at),
        "received_by": received_by,
        "waiting_for": list(referral.waiting_for),
        "sectors": sorted(_sectors(referral)),
        "duplicate_of": referral.duplicate_of,
        "duplicates": list(referral.possible_duplicates),
        "person_id": referral.person_id,
        "referrer_keys": recognition and recognition.referrer_kept,
        "subject_keys": recognition and recognition.subject,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(INSERT if received_by else UPDATE, values)

    return write


INSERT = """
INSERT INTO referrals (
    referral_id, number, state, region, county, received_at, received_on, received_by, waiting_for, sectors,
    duplicate_of, duplicates, person_id, referrer_keys, subject_keys)
VALUES (
    %(referral_id)s, %(number)s, %(state)s, %(region)s, %(county)s, %(received_at)s, %(received_on)s,
    %(received_by)s, %(waiting_for)s, %(sectors)s, %(duplicate_of)s, %(duplicates)s, %(person_id)s,
    %(referrer_keys)s, %(subject_keys)s)
"""
UPDATE = """
UPDATE referrals SET
    state = %(state)s, waiting_for = %(waiting_for)s, sectors = %(sectors)s, duplicate_of = %(duplicate_of)s,
    duplicates = %(duplicates)s, person_id = coalesce(person_id, %(person_id)s),
    subject_keys = coalesce(%(subject_keys)s, subject_keys)
WHERE referral_id = %(referral_id)s
"""


def _sectors(referral: Referral) -> set[str]:
    """The sectors that take part: who made contact, who is involved, who has a step to do."""
    sectors = {referral.referrer.sector}
    if referral.background:
        sectors |= {agency.sector for agency in referral.background.agencies}
    for consultation in referral.consultations:
        sectors |= {participant.sector for participant in consultation.participants}
    if referral.plan:
        sectors |= {step.responsible.sector for step in referral.plan.steps}
    return sectors
