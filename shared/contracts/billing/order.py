"""An order in public: who pays what part of which case's work, by sector. No names, no reasons."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.billing.words import (
    Code,
    County,
    Number,
    OrderFact,
    PayerId,
    Per,
    Percent,
    PublicCeiling,
    PublicPayer,
)


class OrderPlaced(OrderFact):
    """Work of a case was ordered."""

    FACT: ClassVar[str] = "billing.order-placed"
    number: Number
    county: County
    case_id: UUID
    case_number: Number
    service_line: Code
    payers: tuple[PublicPayer, ...]
    per: Per = Field(description="What the price is paid for")
    ceiling: PublicCeiling | None = None
    starts_on: date
    ends_on: date | None = None
    on: date


class PayerCommitted(OrderFact):
    """A payer decided to pay its share."""

    FACT: ClassVar[str] = "billing.payer-committed"
    payer_id: PayerId
    decided_on: date
    valid_until: date | None = None


class _Shared(OrderFact):
    """Who pays what part from a day on."""

    effective_from: date
    shares: dict[PayerId, Percent] = Field(description="Exactly 100 together")


class CostSharesAgreed(_Shared):
    """The payers agreed who pays what part from a day on."""

    FACT: ClassVar[str] = "billing.cost-shares-agreed"


class CostSharesRevised(_Shared):
    """The parts are others from a day on, which may lie in the past."""

    FACT: ClassVar[str] = "billing.cost-shares-revised"


class CeilingRaised(OrderFact):
    """More may be billed from a day on."""

    FACT: ClassVar[str] = "billing.ceiling-raised"
    ceiling: PublicCeiling
    effective_from: date


class PriceChanged(OrderFact):
    """The work costs something else from a day on."""

    FACT: ClassVar[str] = "billing.price-changed"
    per: Per
    effective_from: date


class OrderEnded(OrderFact):
    """The order's last day was set."""

    FACT: ClassVar[str] = "billing.order-ended"
    ends_on: date


class TaxableDecided(OrderFact):
    """Finance decided that the order's work is taxed."""

    FACT: ClassVar[str] = "billing.taxable-decided"
    on: date
