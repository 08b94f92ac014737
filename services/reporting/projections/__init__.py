"""From messages to rows.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
apply         all of them
"""

from typing import Any

from services.reporting.projections.cases import CASES
from services.reporting.projections.contacts import CONTACTS
from services.reporting.projections.costs import COSTS
from services.reporting.projections.erasures import ERASURES
from services.reporting.projections.experts import EXPERTS_AND_HOURS
from services.reporting.projections.matches import MATCHES
from services.reporting.projections.outcomes import OUTCOMES
from services.reporting.projections.people import PEOPLE
from services.reporting.projections.queue import QUEUE
from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.timeline import TIMELINE
from services.reporting.projections.year import YEAR
from shared.contracts.envelope import Message

PROJECTIONS: tuple[Projection, ...] = (
    CONTACTS, TIMELINE, CASES, QUEUE, COSTS, EXPERTS_AND_HOURS, MATCHES, OUTCOMES, YEAR, ERASURES, PEOPLE,
)  # fmt: skip


def apply(message: Message[Any], rows: Rows) -> None:
    """Applies every projection. The same message again changes nothing; rows: of dicts."""
    for projection in PROJECTIONS:
        projection.apply(message, rows)


__all__ = ["PROJECTIONS", "Projection", "Rows", "TooEarly", "apply"]
