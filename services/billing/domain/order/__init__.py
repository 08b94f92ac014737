"""The order (tilaus), in the order of the flow: facts, state, decisions, evolution."""

from services.billing.domain.order.order import Order

__all__ = ["Order"]
