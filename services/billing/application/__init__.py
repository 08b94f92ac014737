"""Load, decide, save: billing's commands on their way through the domain into the store."""

from services.billing.application.bank_file_jobs import BankFileJobs
from services.billing.application.billing import Billing
from services.billing.application.erasing import Destroying
from services.billing.application.jobs import InvoicingJobs

__all__ = ["BankFileJobs", "Billing", "Destroying", "InvoicingJobs"]
