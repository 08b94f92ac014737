"""Which match requests an asker sees, and which professionals, as they were known then.

Requests follow the matters that they are for: of contacts and cases that the asker sees. One that is for a
case restricted to named people, or for the contact behind it, is there for these alone (R-C10). Professionals
are no matter: a coordinator sees the region's, a contact person those who work in the county.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.sql import SQL, Composed

from services.reporting.queries.asked import Bottlenecks, DaysToMatch
from services.reporting.queries.case_sight import VISIBLE, held, sight_of_cases
from services.reporting.queries.figures_for import refuse_division, refuse_slices
from services.reporting.queries.sight import closed_off, narrowed, sight_of_figures
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused

FOR_A_CONTACT = SQL(
    """EXISTS (SELECT FROM contacts x WHERE x.referral_id = r.referral_id AND x.valid_to = 'infinity'
        AND x.region = %(region)s AND (%(own_county)s::text IS NULL OR x.county = %(own_county)s)
        AND NOT {})"""
).format(closed_off(SQL("x.referral_id")))
FOR_A_CASE = SQL("EXISTS (SELECT FROM cases c WHERE c.case_id = r.case_id AND {})").format(VISIBLE)
REQUESTS = SQL(
    """requests AS MATERIALIZED (
        SELECT r.* FROM match_requests r WHERE r.region = %(region)s AND {held}
            AND (%(of_role)s::text IS NULL OR r.role = %(of_role)s) AND ({contact} OR {case}))"""
)
EXPERTS = SQL(
    """known AS MATERIALIZED (
        SELECT e.*, (e.counties || e.county) AS works_in,
            (e.state = 'paused' AND (e.paused_until IS NULL OR e.paused_until >= %(day)s)) AS paused,
            coalesce((SELECT sum(h.hundredths) FROM expert_hours h
                WHERE h.professional_id = e.professional_id AND {taken}
                    AND h.starts_on <= %(day)s AND (h.ends_on IS NULL OR h.ends_on >= %(day)s)), 0) AS taken
        FROM experts e WHERE e.region = %(region)s AND {held} AND e.state <> 'retired'
            AND (%(of_role)s::text IS NULL OR %(of_role)s = ANY (e.roles))
            AND (%(of_county)s::text IS NULL OR %(of_county)s = ANY (e.counties || e.county)))"""
)


def known_requests(at: datetime | None) -> Composed:
    """A part of WITH: the requests that the asker sees, as they were known. Of `sight_of_requests`."""
    return REQUESTS.format(held=held("r", at), contact=FOR_A_CONTACT, case=FOR_A_CASE)


def known_experts(at: datetime | None) -> Composed:
    """A part of WITH: who is in the bank, and what is taken of their hours on %(day)s."""
    return EXPERTS.format(held=held("e", at), taken=held("h", at))


def sight_of_requests(query: Bottlenecks | DaysToMatch, asker: Asker, at: datetime | None) -> dict[str, Any]:
    """The values of `known_requests`, and what was asked for: first, last and of_county.

    NotAllowed for roles that see no figures of many matters. Refused: from after to, parts of small counts.
    """
    if query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=str(query.from_), last=str(query.to))
    seen = narrowed(sight_of_figures(asker), None, query.county)
    refuse_division(asker, query.county, query.role)
    refuse_slices(asker, query.as_of, query.from_, query.to)
    as_seen = replace(asker, role="coordinator") if asker.role == "researcher" else asker
    own = asker.county if asker.role == "contact_person" else None
    asked = {"first": query.from_, "last": query.to, "of_county": query.county, "of_role": query.role}
    return sight_of_cases(as_seen) | asked | {"region": seen.region, "own_county": own, "at": at}


def sight_of_experts(
    asker: Asker, county: str | None, role: str | None, at: datetime | None
) -> dict[str, Any]:
    """The values of `known_experts`. NotAllowed as above, and for another county's figures."""
    seen = narrowed(sight_of_figures(asker), None, county)
    day = local_date(at) if at else asker.today
    return {"region": seen.region, "of_county": seen.county, "of_role": role, "at": at, "day": day}
