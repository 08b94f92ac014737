"""What answers each question: (query, asker, rows) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.reporting.queries.queue import answer_queue
from services.reporting.queries.statistics import answer_contact_statistics
from services.reporting.queries.timeline import answer_timeline

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "contact_statistics": answer_contact_statistics,
    "timeline": answer_timeline,
    "queue": answer_queue,
}
