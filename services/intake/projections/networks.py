"""Who joins and who leaves a case's network by a match (reactions/joining.py): a step for each."""

from datetime import date
from typing import Any
from uuid import UUID

from services.intake.projections.reading import Projection, Rows
from shared.contracts import matching
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the request, or a step for each who was confirmed or is free again; twice changes nothing."""
    fact = message.body
    if isinstance(fact, matching.MatchRequested) and fact.case_id:
        rows.execute(
            "INSERT INTO case_matches (match_request_id, case_id, role) VALUES (%s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (fact.match_request_id, fact.case_id, fact.role),
        )
    elif isinstance(fact, matching.MatchConfirmed):
        _steps(message, rows, "join", fact.professional_ids, fact.on)
    elif isinstance(fact, matching.MatchEnded):
        _steps(message, rows, "leave", fact.professional_ids, fact.ended_on)


def _steps(message: Message[Any], rows: Rows, step: str, who: tuple[UUID, ...], day: date) -> None:
    values = {
        "match_request_id": message.body.match_request_id,
        "sequence": message.sequence,
        "step": step,
        "day": day,
        "at": message.at,
        "actor_role": message.actor_role,
        "correlation": message.correlation_id,
        "causation": f"{message.log_id}:{message.position}",
    }
    for professional_id in who:
        rows.execute(_STEP, {**values, "professional_id": professional_id})


_STEP = """
INSERT INTO network_steps (
    match_request_id, sequence, professional_id, case_id, role, step, day, at, actor_role, correlation,
    causation)
SELECT match_request_id, %(sequence)s, %(professional_id)s, case_id, role, %(step)s, %(day)s, %(at)s,
    %(actor_role)s, %(correlation)s, %(causation)s
FROM case_matches WHERE match_request_id = %(match_request_id)s
ON CONFLICT DO NOTHING
"""

NETWORKS = Projection("networks", ("case_matches", "network_steps"), apply)
