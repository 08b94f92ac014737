"""The shapes of billing's answers."""

from pydantic import BaseModel

from services.billing.queries.views.agreement import AgreementView
from services.billing.queries.views.invoices import InvoicesView, InvoiceView
from services.billing.queries.views.listed import OrdersView
from services.billing.queries.views.order import OrderView
from services.billing.queries.views.payments import AccountingView, PaymentsView
from services.billing.queries.views.previews import JobView, PreviewSharesView
from shared.contracts.origins import OriginView

VIEWS: dict[str, type[BaseModel]] = {
    "order": OrderView,
    "orders": OrdersView,
    "agreement": AgreementView,
    "invoices": InvoicesView,
    "invoice": InvoiceView,
    "preview_shares": PreviewSharesView,
    "job": JobView,
    "payments": PaymentsView,
    "accounting": AccountingView,
    "origin": OriginView,
}
"""By the query's name."""

__all__ = [
    "VIEWS",
    "AccountingView",
    "AgreementView",
    "InvoiceView",
    "InvoicesView",
    "JobView",
    "OrderView",
    "OrdersView",
    "PaymentsView",
    "PreviewSharesView",
]
