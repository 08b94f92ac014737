"""Contacts in which was consulted: once one is closed, who made it is asked whether it helped (R-F6).

Consulted was where a consultation was held, its plan agreed or its outcome evaluated; a contact that was
advised and closed at once is none.
"""

from typing import Any
from uuid import UUID, uuid5

from services.feedback.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message

ASKED_ABOUT = UUID("1f3c9d52-6c0e-5b7e-9d0a-4b1f0a7e6d31")
"""The name space of the follow-ups of closed consultations: one a contact, however often it is closed."""
CONSULTED = (intake.ConsultationHeld, intake.ConsultationPlanAgreed, intake.ConsultationEvaluated)


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes that was consulted, or that the contact is closed; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, CONSULTED):
        rows.execute(_HELD, (fact.referral_id, uuid5(ASKED_ABOUT, str(fact.referral_id))))
    elif isinstance(fact, intake.ReferralClosed):
        values = {
            "referral_id": fact.referral_id,
            "region": message.region,
            "closed_at": message.at,
            "actor_role": message.actor_role,
            "correlation": message.correlation_id,
            "causation": f"{message.log_id}:{message.position}",
        }
        rows.execute(_CLOSED, values)


_HELD = """
INSERT INTO consultations (referral_id, follow_up_id) VALUES (%s, %s)
ON CONFLICT (referral_id) DO NOTHING
"""
_CLOSED = """
UPDATE consultations SET region = %(region)s, closed_at = %(closed_at)s, actor_role = %(actor_role)s,
    correlation = %(correlation)s, causation = %(causation)s
WHERE referral_id = %(referral_id)s AND closed_at IS NULL
"""

CONSULTATIONS = Projection("consultations", ("consultations",), apply)
