"""What can have happened to an order. A fact's TOPIC is its name for ever."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.billing.domain.language import Ceiling, Payer, Price, Provider
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text

Told = tuple[dict[str, Any], ...]
"""Entries and bills as the account takes them: domain/invoicing/account.py."""


class OrderPlaced(Stream.Created):
    """Work was ordered (tilaus; of several payers a yhteistilaus): from whom, at what price, who pays."""

    TOPIC = "billing.order-placed"
    number: str
    region: str
    keeping: Keeping
    county: str
    case_id: UUID
    case_number: str
    service_line: str
    provider: Provider
    payers: tuple[Payer, ...]
    price: Price
    ceiling: Ceiling | None
    starts_on: date
    ends_on: date | None
    on: date


class PayerCommitted(Stream.Event):
    """A payer decided to pay its share (R-B7)."""

    TOPIC = "billing.payer-committed"
    payer_id: str
    decision_ref: Text
    decided_on: date
    valid_until: date | None


class CostSharesAgreed(Stream.Event):
    """The payers agreed who pays what part from a day on (R-B1)."""

    TOPIC = "billing.cost-shares-agreed"
    effective_from: date
    shares: dict[str, Decimal]


class CostSharesRevised(Stream.Event):
    """The parts are others from a day on, which may lie in the past (R-B4)."""

    TOPIC = "billing.cost-shares-revised"
    effective_from: date
    shares: dict[str, Decimal]
    reason: Text
    entries: Told = ()
    bills: Told = ()


class CeilingRaised(Stream.Event):
    """More may be billed from a day on (R-B6)."""

    TOPIC = "billing.ceiling-raised"
    ceiling: Ceiling
    effective_from: date
    reason: Text


class PriceChanged(Stream.Event):
    """The work costs something else from a day on."""

    TOPIC = "billing.price-changed"
    price: Price
    effective_from: date
    reason: Text


class OrderEnded(Stream.Event):
    """The order ends; `ends_on` is its last day."""

    TOPIC = "billing.order-ended"
    ends_on: date
    reason: Text


class TaxableDecided(Stream.Event):
    """Finance decided that the order's work is taxed, for want of evidence (R-V2)."""

    TOPIC = "billing.taxable-decided"
    reason: Text
    on: date


class WorkBilled(Stream.Event):
    """Work was billed by the run of a month: what of it, and on whose bills (R-V1)."""

    TOPIC = "billing.work-billed"
    month: str
    entries: Told
    bills: Told
    on: date


class CreditNoteIssued(Stream.Event):
    """An invoice was taken back as a whole; its parts are billed anew by the next run."""

    TOPIC = "billing.credit-note-issued"
    corrects: str
    reason: Text
    entries: Told
    bills: Told
    on: date
