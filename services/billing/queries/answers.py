"""What answers each question: (query, asker, billing) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.billing.queries.agreements import answer_agreement
from services.billing.queries.orders import answer_order

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "order": answer_order,
    "agreement": answer_agreement,
}
