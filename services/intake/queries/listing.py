"""The list of referrals, page by page."""

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake.domain.referral import Referral
from services.intake.queries import asked, views
from services.intake.queries.reading import Reading
from shared.kernel.asker import Asker
from shared.kernel.refused import Misfit

PAGE = """
SELECT referral_id, number, state, county, received_at, waiting_for, duplicate_of FROM referrals
WHERE {whose}
    AND (%(state)s::text IS NULL OR state = %(state)s)
    AND (%(county)s::text IS NULL OR county = %(county)s)
    AND (%(waiting_for)s::text IS NULL OR %(waiting_for)s = ANY (waiting_for))
    AND (%(before)s::timestamptz IS NULL OR (received_at, referral_id) < (%(before)s, %(than)s::uuid))
ORDER BY received_at DESC, referral_id DESC LIMIT %(limit)s
"""
WHOSE = {
    "coordinator": "region = %(region)s",
    "contact_person": "county = %(own_county)s AND (%(sector)s = ANY (sectors) OR received_by = %(user)s)",
    "professional": "received_by = %(user)s",
}
"""Role → the referrals it may see: `Matter.concerns`, as SQL."""


def answer_referrals(query: asked.Referrals, asker: Asker, reading: Reading) -> dict[str, Any]:
    """ReferralsView."""
    before, than = _place(query.cursor) if query.cursor else (None, None)
    values = {
        **query.model_dump(include={"state", "county", "waiting_for"}),
        "limit": query.limit + 1,
        "before": before,
        "than": than,
        "region": asker.region,
        "own_county": asker.county,
        "sector": asker.sector,
        "user": asker.user,
    }
    with reading.intake.database.rows() as rows:
        found = rows.execute(PAGE.format(whose=WHOSE[asker.role]), values).fetchall()
    page = [
        views.ReferralRow.model_validate({**row, "number": f"{Referral.kind}/{row['number']}"})
        for row in found[: query.limit]
    ]
    more = len(found) > query.limit
    return views.ReferralsView(referrals=page, next=_cursor(page[-1]) if more else None).said()


def _cursor(row: views.ReferralRow) -> str:
    return base64.urlsafe_b64encode(f"{row.received_at.isoformat()} {row.referral_id}".encode()).decode()


def _place(cursor: str) -> tuple[datetime, UUID]:
    try:
        moment, referral_id = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        return datetime.fromisoformat(moment), UUID(referral_id)
    except (ValueError, binascii.Error):
        raise Misfit("the cursor is none of ours: begin without one") from None
