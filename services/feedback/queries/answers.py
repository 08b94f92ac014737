"""What answers each question: (query, asker, feedback) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.feedback.queries.follow_ups import answer_follow_up, answer_follow_ups
from services.feedback.queries.origins import answer_origin
from services.feedback.queries.sheets import answer_answer_sheet, answer_instruments

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "follow_up": answer_follow_up,
    "follow_ups": answer_follow_ups,
    "instruments": answer_instruments,
    "answer_sheet": answer_answer_sheet,
    "origin": answer_origin,
}
