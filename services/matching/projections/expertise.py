"""Expertise that intake asked for: each is to become a match request (reactions/opening.py)."""

from typing import Any

from services.matching.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what was asked for; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, intake.ExpertiseRequested):
        values = {
            "match_request_id": fact.match_request_id,
            "referral_id": fact.referral_id,
            "county": fact.county,
            "competences": list(fact.competences),
            "fields": list(fact.fields),
            "mode": None if fact.mode == "either" else fact.mode,
            "languages": list(fact.languages),
            "hours_per_week": fact.hours_per_week,
            "team_size": fact.team_size,
            "region": message.region,
            "at": message.at,
            "actor_role": message.actor_role,
            "correlation": message.correlation_id,
            "causation": f"{message.log_id}:{message.position}",
        }
        rows.execute(_ASKED, values)


_ASKED = """
INSERT INTO expertise_requests (
    match_request_id, referral_id, county, competences, fields, mode, languages, hours_per_week, team_size,
    region, at, actor_role, correlation, causation)
VALUES (
    %(match_request_id)s, %(referral_id)s, %(county)s, %(competences)s, %(fields)s, %(mode)s, %(languages)s,
    %(hours_per_week)s, %(team_size)s, %(region)s, %(at)s, %(actor_role)s, %(correlation)s, %(causation)s)
ON CONFLICT DO NOTHING
"""

EXPERTISE = Projection("expertise", ("expertise_requests",), apply)
