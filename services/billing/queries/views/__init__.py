"""The shapes of billing's answers."""

from pydantic import BaseModel

from services.billing.queries.views.agreement import AgreementView
from services.billing.queries.views.order import OrderView

VIEWS: dict[str, type[BaseModel]] = {
    "order": OrderView,
    "agreement": AgreementView,
}
"""By the query's name."""

__all__ = ["VIEWS", "AgreementView", "OrderView"]
