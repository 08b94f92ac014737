"""The shape of a list of orders."""

from datetime import date
from uuid import UUID

from services.billing.queries.views.view import View


class PayerRow(View):
    """A payer, as a list says it."""

    payer_id: str
    sector: str
    organisation: str


class AgreementOfRow(View):
    """An agreement of an order. term_last: the last day as it was agreed; ends_on: by notice or end."""

    agreement_id: UUID
    number: str
    state: str
    starts_on: date
    term_last: date
    ends_on: date | None = None


class OrderRow(View):
    """An order, as a list says it. provider: its name. state: placed, or ended where a last day is set."""

    order_id: UUID
    number: str
    state: str
    case_id: UUID
    case_number: str
    service_line: str
    county: str
    provider: str
    payers: list[PayerRow]
    starts_on: date
    ends_on: date | None = None
    agreements: list[AgreementOfRow]


class CaseRow(View):
    """The case that was asked for."""

    case_id: UUID
    number: str
    service_line: str
    county: str


class OrdersView(View):
    """A page of them. case: for whoever sees all orders of it, the centre."""

    orders: list[OrderRow]
    case: CaseRow | None = None
    next: str | None = None
