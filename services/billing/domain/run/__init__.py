"""Runs of invoicing: jobs that take longer than a request."""

from services.billing.domain.run.run import InvoicingRun

__all__ = ["InvoicingRun"]
