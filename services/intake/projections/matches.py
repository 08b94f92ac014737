"""Match requests for referrals, and when somebody was confirmed first (reactions/assigning.py)."""

from typing import Any

from services.intake.projections.reading import Projection, Rows
from shared.contracts import matching
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the request, or that somebody was confirmed; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, matching.MatchRequested) and fact.referral_id:
        rows.execute(
            "INSERT INTO matches (match_request_id, referral_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            (fact.match_request_id, fact.referral_id),
        )
    elif isinstance(fact, matching.MatchConfirmed):
        values = {
            "match_request_id": fact.match_request_id,
            "at": message.at,
            "actor_role": message.actor_role,
            "correlation": message.correlation_id,
            "causation": f"{message.log_id}:{message.position}",
        }
        rows.execute(_CONFIRMED, values)


_CONFIRMED = """
UPDATE matches SET confirmed_at = %(at)s, actor_role = %(actor_role)s, correlation = %(correlation)s,
    causation = %(causation)s
WHERE match_request_id = %(match_request_id)s AND confirmed_at IS NULL
"""

MATCHES = Projection("matches", ("matches",), apply)
