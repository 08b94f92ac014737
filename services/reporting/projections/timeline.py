"""The timeline: what happened in a matter, one row for each public fact.

Details are what the public fact says, which is codes, days and numbers only (R-P1); pseudonyms stay out.
"""

from typing import Any

from psycopg.types.json import Jsonb

from services.reporting.projections.reading import Projection, Rows
from shared.contracts.envelope import Message

UNTOLD = {"referral_id", "number", "subject", "person", "next_step"}


def apply(message: Message[Any], rows: Rows) -> None:
    """Adds the fact; the same fact again changes nothing."""
    rows.execute(
        """INSERT INTO timeline (service, position, at, recorded_at, referral_id, what, by_role, details)
           VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
        (
            message.service,
            message.position,
            message.at,
            message.recorded_at,
            getattr(message.body, "referral_id", None),
            message.body.FACT.partition(".")[2],
            message.actor_role,
            Jsonb(message.body.model_dump(mode="json", exclude=UNTOLD, exclude_none=True)),
        ),
    )


TIMELINE = Projection("timeline", ("timeline",), apply)
