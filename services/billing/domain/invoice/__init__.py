"""The invoice: how a bill becomes one, its facts, and what becomes of it."""

from services.billing.domain.invoice.invoice import Invoice, invoice_id

__all__ = ["Invoice", "invoice_id"]
