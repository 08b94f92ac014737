"""The shape of one order."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, PlainSerializer

from services.billing.queries.views.view import View
from shared.kernel.money import euros

Money = Annotated[int, PlainSerializer(lambda cents: str(euros(cents)), return_type=str)]
"""Whole cents; as a decimal string with two decimals when it goes out."""


class AddressView(View):
    """Where post goes."""

    street: str
    postcode: str
    town: str


class ProviderView(View):
    """Who does the work and sends the invoices."""

    name: str
    business_id: str
    iban: str | None = None
    bic: str | None = None
    address: AddressView | None = None
    payment_days: int | None = None


class EInvoiceView(View):
    """Where a payer takes its e-invoices."""

    address: str
    operator: str


class PayerView(View):
    """A payer."""

    payer_id: str
    sector: str
    organisation: str
    business_id: str
    e_invoice: EInvoiceView
    postal: AddressView | None = None
    cost_centre: str | None = None
    reference: str | None = None
    language: str | None = None


class OtherPayerView(View):
    """A payer as another one of the order is told of it: who it is, and no more (R-B5)."""

    payer_id: str
    sector: str
    organisation: str
    business_id: str


class SharesView(View):
    """Who pays what part from a day on."""

    effective_from: date
    shares: dict[str, Decimal]


class PriceView(View):
    """A price from a day on."""

    effective_from: date
    per: str
    amount: Money
    no_show: str
    late_cancellation_hours: int | None = None
    km: Money | None = None


class CommitmentView(View):
    """A payer's decision. decision_ref: for the centre, and for that payer."""

    payer_id: str
    decided_on: date
    valid_until: date | None = None
    decision_ref: str | None = None


class LimitView(View):
    """A ceiling: an amount or hours, from a day on."""

    effective_from: date
    amount: Money | None = None
    hours: Decimal | None = None


class CeilingView(View):
    """Up to what is billed, what was used of it, and what lies beyond it and is not billed (R-B6).

    limit, used: euros or hours, as the ceiling counts; beyond: euros.
    """

    limit: Decimal | None = None
    used: Decimal
    beyond: Decimal | None = None
    unit: str | None = None
    limits: list[LimitView]


class FlagView(View):
    """Something to look at. since: the first day that it is about; amount: how much money waits for it."""

    code: str
    text: str
    since: date | None = None
    payer_id: str | None = None
    amount: Money | None = None


class AgreementRow(View):
    """An agreement of the order."""

    agreement_id: UUID
    state: str
    starts_on: date
    ends_on: date | None = None


class OrderView(View):
    """One order. own: the codes of those payers whose own user asks: for them the asker may commit."""

    order_id: UUID
    number: str
    state: str
    case_id: UUID
    case_number: str
    service_line: str
    county: str
    starts_on: date
    ends_on: date | None = None
    provider: ProviderView
    payers: list[Annotated[PayerView | OtherPayerView, Field(union_mode="left_to_right")]]
    prices: list[PriceView]
    shares: list[SharesView]
    committed: list[str]
    commitments: list[CommitmentView]
    own: list[str]
    ceiling: CeilingView
    flags: list[FlagView]
    agreements: list[AgreementRow]
    taxable_since: date | None = None
    positions: dict[str, int]
