"""Load, decide, save: billing's commands on their way through the domain into the store."""

from services.billing.application.billing import Billing

__all__ = ["Billing"]
