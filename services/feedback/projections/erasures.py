"""What was erased, acknowledged: a row says that feedback knows of it and holds nothing of it in words.

Feedback's rows of others are made of public facts, which carry no person and no text (R-P1): there is
nothing here to take out, and figures stay (R-P2). The row is the acknowledgement that every service owes.
"""

from typing import Any

from services.feedback.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message

ERASED = (intake.PersonErased, intake.ReferralDestroyed, intake.CaseDestroyed)


def apply(message: Message[Any], rows: Rows) -> None:
    """Acknowledges an erasure; the same fact again changes nothing."""
    if isinstance(message.body, ERASED):
        rows.execute(
            "INSERT INTO erasures (service, position, subject, what, at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (
                message.service, message.position, message.subject,
                message.body.FACT.partition(".")[2], message.recorded_at,
            ),
        )  # fmt: skip


ERASURES = Projection("erasures", ("erasures",), apply)
