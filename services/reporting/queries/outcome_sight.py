"""Which follow-ups an asker sees: those of contacts and cases that they see (R-C10), as known then."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.sql import SQL, Composed

from services.reporting.queries.case_sight import held, sight_of_cases
from services.reporting.queries.match_sight import FOR_A_CASE, FOR_A_CONTACT
from services.reporting.queries.sight import CONTACT_ROLES
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed

FOLLOW_UPS = SQL(
    """followed AS MATERIALIZED (
        SELECT r.*, coalesce(
            (SELECT c.service_line FROM cases c WHERE c.case_id = r.case_id AND c.valid_to = 'infinity'),
            (SELECT x.service_line FROM contacts x
                WHERE x.referral_id = r.referral_id AND x.valid_to = 'infinity')) AS line
        FROM follow_ups r WHERE r.region = %(region)s AND {held} AND ({contact} OR {case}))"""
)
"""A follow-up is not told of before its matter is known here."""


def known_follow_ups(at: datetime | None) -> Composed:
    """A part of WITH: what the asker sees of them, each with its matter's service line."""
    return FOLLOW_UPS.format(held=held("r", at), contact=FOR_A_CONTACT, case=FOR_A_CASE)


def sight_of_follow_ups(asker: Asker, at: datetime | None) -> dict[str, Any]:
    """The values of `known_follow_ups`. NotAllowed for roles that see no figures of many matters."""
    if asker.role not in CONTACT_ROLES | {"researcher"}:
        raise NotAllowed("the role {role} sees no figures of matters here", role=asker.role)
    as_seen = replace(asker, role="coordinator") if asker.role == "researcher" else asker
    own = asker.county if asker.role == "contact_person" else None
    return sight_of_cases(as_seen) | {"own_county": own, "at": at}
