"""The matters that are followed up, as intake told of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.feedback.domain import language
from shared.kernel.facts import Keeping
from shared.kernel.keeping import keeping_for
from shared.kernel.refused import Unknown


@dataclass(frozen=True)
class Matter:
    """A referral or a case. restricted_to: pseudonyms of the users who alone see it (R-C10).

    ended: "closed" or "destroyed"; None while it goes on, and for a referral until it is destroyed.
    """

    matter_id: UUID
    kind: str
    region: str
    county: str
    service_line: str
    notification: bool
    controller: str | None
    register: str | None
    service_task: str | None
    ended: str | None
    restricted_to: tuple[str, ...]

    def keeping(self, on: date) -> Keeping:
        """The register that intake's fact named; the table's where it named none (R-T2)."""
        if self.controller and self.register and self.service_task:
            return Keeping(self.controller, self.register, self.service_task)
        return keeping_for(
            self.service_line, child_welfare_notification=self.notification, county=self.county, on=on
        )


def matter_id_of(wanted: language.Matter) -> UUID:
    """The id of what is followed up: one of the two is there."""
    matter_id = wanted.case_id or wanted.referral_id
    assert matter_id  # noqa: S101 - a follow-up is about one of them
    return matter_id


def matter_of(rows: Connection[DictRow], wanted: language.Matter) -> Matter:
    """The matter as intake told of it. Unknown where it did not."""
    kind, matter_id = "case" if wanted.case_id else "referral", matter_id_of(wanted)
    row = rows.execute(_MATTER, {"id": matter_id, "kind": kind}).fetchone()
    if row is None:
        raise Unknown("there is no {kind} with the id {id}", kind=kind, id=str(matter_id))
    return Matter(**{**row, "restricted_to": tuple(row["restricted_to"])})


RESTRICTED = """
coalesce((
    SELECT array_agg(DISTINCT who) FROM matters m, unnest(m.restricted_to) who
    WHERE m.matter_id = {matter} OR m.referral_id = {matter}
), '{{}}')
"""
"""Who alone sees a matter: of a referral also those of the cases that were opened from it."""
_MATTER = f"""
SELECT matter_id, kind, region, county, service_line, notification, controller, register, service_task, ended,
    {RESTRICTED.format(matter="matters.matter_id")} AS restricted_to
FROM matters WHERE matter_id = %(id)s AND kind = %(kind)s
"""  # noqa: S608 - columns
