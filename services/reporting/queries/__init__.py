"""From rows to answers.

QUERIES   the questions by name      VIEWS   their answers' shapes by name
ANSWERS   what answers each: (query, asker, rows) → the answer as JSON; it may refuse
READS     role → the queries it may ask
"""

from collections.abc import Callable
from typing import Any

from services.reporting.queries.asked import QUERIES, READS, ContactStatistics, Queue, Timeline
from services.reporting.queries.queue import answer_queue
from services.reporting.queries.statistics import answer_contact_statistics
from services.reporting.queries.timeline import answer_timeline
from services.reporting.queries.views import VIEWS

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "contact_statistics": answer_contact_statistics,
    "timeline": answer_timeline,
    "queue": answer_queue,
}

__all__ = [
    "ANSWERS",
    "QUERIES",
    "READS",
    "VIEWS",
    "ContactStatistics",
    "Queue",
    "Timeline",
    "answer_contact_statistics",
    "answer_queue",
    "answer_timeline",
]
