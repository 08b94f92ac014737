"""The list of referrals, page by page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake.application.cases import seen_by
from services.intake.application.closed_off import closed_off
from services.intake.application.matters import contacts_listed
from services.intake.domain.referral import Referral
from services.intake.queries import asked, cursors, views
from services.intake.queries.reading import Reading
from shared.kernel.asker import Asker

WAITING = f"""
CASE WHEN cardinality(duplicates) > 0 AND NOT EXISTS (
    SELECT FROM unnest(duplicates) AS other (id) WHERE NOT {closed_off("other.id")})
THEN array_remove(referrals.waiting_for, 'duplicate') ELSE referrals.waiting_for END
"""
"""Without the question whether it repeats contacts that are all closed off from the asker (R-C10)."""
PAGE = f"""
SELECT referral_id, number, state, county, received_at, told.waiting_for,
    CASE WHEN duplicate_of IS NOT NULL AND NOT {closed_off("duplicate_of")}
    THEN duplicate_of END AS duplicate_of
FROM referrals CROSS JOIN LATERAL (SELECT {WAITING} AS waiting_for) AS told
WHERE {{whose}} AND NOT {closed_off("referrals.referral_id")}
    AND (%(state)s::text IS NULL OR state = %(state)s)
    AND (%(county)s::text IS NULL OR county = %(county)s)
    AND (%(waiting_for)s::text IS NULL OR %(waiting_for)s = ANY (told.waiting_for))
    AND (%(before)s::timestamptz IS NULL OR (received_at, referral_id) < (%(before)s, %(than)s::uuid))
ORDER BY received_at DESC, referral_id DESC LIMIT %(limit)s
"""  # noqa: S608 - columns
WHOSE = {
    "coordinator": "region = %(region)s",
    "contact_person": "county = %(own_county)s AND (%(sector)s = ANY (sectors) OR received_by = %(user)s)",
    "professional": "received_by = %(user)s",
}
"""Role → the referrals it may see: policies/contacts.cedar, as SQL."""


def answer_referrals(query: asked.Referrals, asker: Asker, reading: Reading) -> dict[str, Any]:
    """ReferralsView."""
    before, than = cursors.read(query.cursor, datetime.fromisoformat, UUID) if query.cursor else (None, None)
    values = {
        **query.model_dump(include={"state", "county", "waiting_for"}),
        "limit": query.limit + 1,
        "before": before,
        "than": than,
        **seen_by(asker),
    }
    with reading.intake.database.rows() as rows:
        found = rows.execute(PAGE.format(whose=WHOSE[asker.role]), values).fetchall()
        shown = contacts_listed(reading.intake.policy, asker, rows, found[: query.limit])
    page = [
        views.ReferralRow.model_validate({**row, "number": f"{Referral.kind}/{row['number']}"})
        for row in shown
    ]
    more, last = len(found) > query.limit, (found[: query.limit] or [{}])[-1]
    following = cursors.written(last["received_at"].isoformat(), last["referral_id"]) if more else None
    return views.ReferralsView(referrals=page, next=following).said()
