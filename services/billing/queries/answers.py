"""What answers each question: (query, asker, billing) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.billing.queries.agreements import answer_agreement
from services.billing.queries.books import answer_accounting
from services.billing.queries.invoices import answer_invoice, answer_invoices
from services.billing.queries.jobs import answer_job
from services.billing.queries.listed import answer_orders
from services.billing.queries.orders import answer_order
from services.billing.queries.origins import answer_origin
from services.billing.queries.payments import answer_payments
from services.billing.queries.previews import answer_preview_shares

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "order": answer_order,
    "orders": answer_orders,
    "agreement": answer_agreement,
    "invoices": answer_invoices,
    "invoice": answer_invoice,
    "preview_shares": answer_preview_shares,
    "job": answer_job,
    "payments": answer_payments,
    "accounting": answer_accounting,
    "origin": answer_origin,
}
