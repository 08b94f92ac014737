"""The timeline: what happened in a matter, one row for each public fact.

Details are what the public fact says, which is codes, days and numbers only (R-P1); pseudonyms stay out, and
so do places: a family may be under a non-disclosure order, and which one is, nobody knows here (R-C13).
Billing's facts have rows that say that they are there and nothing else: who sees a matter need not see what
it costs, and is told by reporting.costs where they may. So have matching's: most are about professionals and
no matter, and intake tells that expertise was asked for and assigned.
"""

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from services.reporting.projections.reading import Projection, Rows
from shared.contracts import billing, matching
from shared.contracts.envelope import Message
from shared.contracts.feedback import FollowUpStarted
from shared.contracts.intake import ReferralFact

INSERT = """
INSERT INTO timeline (service, position, at, recorded_at, referral_id, case_id, what, by_role, details)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
UNTOLD: dict[str, Any] = {
    **dict.fromkeys(
        ("referral_id", "case_id", "number", "subject", "person", "into", "next_step", "restricted_to"), True
    ),
    **dict.fromkeys(("place", "travel_km", "recipient", "recipients"), True),
    "member": {"user"},
}
UNTOLD_FACTS = (*billing.FACTS.values(), *matching.FACTS.values())


def apply(message: Message[Any], rows: Rows) -> None:
    """Adds the fact; the same fact again changes nothing."""
    rows.execute(INSERT, _row(message))


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, sent together."""
    rows.executemany(INSERT, [_row(message) for message in messages])


def _row(message: Message[Any]) -> tuple[Any, ...]:
    told = not isinstance(message.body, UNTOLD_FACTS)
    return (
        message.service,
        message.position,
        message.at,
        message.recorded_at,
        # A case's opening names its referral: who sees the one need not see the other (R-C10).
        message.body.referral_id if isinstance(message.body, (ReferralFact, FollowUpStarted)) else None,
        getattr(message.body, "case_id", None) if told else None,
        message.body.FACT.partition(".")[2],
        message.actor_role,
        Jsonb(message.body.model_dump(mode="json", exclude=UNTOLD, exclude_none=True) if told else {}),
    )


TIMELINE = Projection("timeline", ("timeline",), apply, version=3, apply_all=apply_all)
