"""The shapes of a preview of shares, and of a job."""

from decimal import Decimal
from uuid import UUID

from services.billing.queries.views.order import Money
from services.billing.queries.views.view import View


class PayersPreviewView(View):
    """What a payer would get back and be charged anew; change: the difference, below 0 where it gains."""

    payer_id: str
    share_percent: Decimal
    credited: Money
    charged: Money
    change: Money


class PreviewSharesView(View):
    """By payer. uncommitted: those who would have to commit first (R-B7)."""

    case_id: UUID
    payers: list[PayersPreviewView]
    uncommitted: list[str]


class JobView(View):
    """An invoicing run, or the reading of a file of the bank. state: waiting, working or done.

    Of a run: month; orders: looked at so far; bills: issued so far. Of a file: how many payments it has, and
    of those how many are on invoices, wait for a person, or were known, so far.
    """

    job: UUID
    state: str
    month: str | None = None
    orders: int | None = None
    bills: int | None = None
    payments: int | None = None
    placed: int | None = None
    waiting: int | None = None
    again: int | None = None
