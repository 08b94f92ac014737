"""The pages of billing: orders with their shares and agreements, invoices, runs, what the bank tells."""

from services.gateway.pages.billing.agreements import agreements
from services.gateway.pages.billing.bank_files import bank_files
from services.gateway.pages.billing.invoices import invoices
from services.gateway.pages.billing.orders import orders
from services.gateway.pages.billing.payments import payments
from services.gateway.pages.billing.placing import placing
from services.gateway.pages.billing.runs import runs
from services.gateway.pages.billing.shares import shares

BILLING = (placing, shares, orders, agreements, runs, invoices, bank_files, payments)
"""Their routers: those with addresses of their own before those with a place in it."""
