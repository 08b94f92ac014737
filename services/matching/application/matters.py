"""The matters that somebody is sought for, as intake told of them, and whom they are about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from psycopg import Connection
from psycopg.rows import DictRow

from services.matching.domain import language
from shared.kernel.facts import Keeping
from shared.kernel.keeping import keeping_for
from shared.kernel.refused import Unknown

PERSONS = UUID("0b0a6a0e-70d4-5f5a-8a0b-2f4b1f7f9d11")
"""The name space of pseudonyms that are not 128 bits long."""


@dataclass(frozen=True)
class Matter:
    """A referral or a case. restricted_to: pseudonyms of the users who alone see it (R-C10)."""

    matter_id: UUID
    kind: str
    region: str
    county: str
    service_line: str
    notification: bool
    controller: str | None
    register: str | None
    service_task: str | None
    restricted_to: tuple[str, ...]

    def keeping(self, on: date) -> Keeping:
        """The register that intake's fact named; the table's where it named none (R-T2)."""
        if self.controller and self.register and self.service_task:
            return Keeping(self.controller, self.register, self.service_task)
        return keeping_for(
            self.service_line, child_welfare_notification=self.notification, county=self.county, on=on
        )


def matter_of(rows: Connection[DictRow], wanted: language.Matter) -> Matter:
    """The matter as intake told of it. Unknown where it did not."""
    kind = "case" if wanted.case_id else "referral"
    matter_id = wanted.case_id or wanted.referral_id
    row = rows.execute(_MATTER, {"id": matter_id, "kind": kind}).fetchone()
    if row is None:
        raise Unknown("there is no {kind} with the id {id}", kind=kind, id=str(matter_id))
    return Matter(**{**row, "restricted_to": tuple(row["restricted_to"])})


def known_as(pseudonym: str) -> UUID:
    """A person as conflicts name them: by the pseudonym that intake says on the bus, never by their id."""
    try:
        return UUID(hex=pseudonym)
    except ValueError:
        return uuid5(PERSONS, pseudonym)


def persons_of(rows: Connection[DictRow], matter_id: UUID) -> frozenset[UUID]:
    """The persons whom a matter is about, under every pseudonym that is theirs since they were merged."""
    return frozenset(known_as(row["person"]) for row in rows.execute(_PERSONS, {"ids": [matter_id]}))


def about(rows: Connection[DictRow], matter_id: UUID) -> frozenset[UUID]:
    """What a conflict may be with: the persons, and of a case its referral and the other way round."""
    return about_each(rows, {matter_id})[matter_id]


def about_each(rows: Connection[DictRow], matter_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The same for many matters at once."""
    known: dict[UUID, set[UUID]] = {each: set() for each in matter_ids}
    ids = {"ids": list(matter_ids)}
    for row in rows.execute(_TOGETHER, ids):
        known[row["asked"]].add(row["matter_id"])
    for row in rows.execute(_PERSONS, ids):
        known[row["asked"]].add(known_as(row["person"]))
    return {each: frozenset(them) for each, them in known.items()}


_RESTRICTED = """
coalesce((
    SELECT array_agg(DISTINCT who) FROM matters m, unnest(m.restricted_to) who
    WHERE m.matter_id = matters.matter_id OR m.referral_id = matters.matter_id
), '{}')
"""
_MATTER = f"""
SELECT matter_id, kind, region, county, service_line, notification, controller, register, service_task,
    {_RESTRICTED} AS restricted_to
FROM matters WHERE matter_id = %(id)s AND kind = %(kind)s
"""  # noqa: S608 - columns
_TOGETHER = """
SELECT asked, m.matter_id, m.subject
FROM unnest(%(ids)s::uuid[]) AS asked, LATERAL (
    SELECT matter_id, subject FROM matters
    WHERE matter_id = asked OR referral_id = asked
        OR matter_id = (SELECT referral_id FROM matters WHERE matter_id = asked)
) m
"""
_PERSONS = f"""
WITH RECURSIVE them (asked, person) AS (
    SELECT asked, subject FROM ({_TOGETHER}) AS together WHERE subject IS NOT NULL
    UNION
    SELECT asked, CASE WHEN m.person = them.person THEN m.into_person ELSE m.person END
    FROM them JOIN merged_persons m ON them.person IN (m.person, m.into_person)
)
SELECT asked, person FROM them
"""  # noqa: S608 - columns
