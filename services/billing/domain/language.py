"""Billing's words as values: who sells, who pays, at what price, up to what, on what agreement.

Frozen and plain, so that facts can hold them. The names of the fields are those of the commands; money is
whole cents, a share a percent with up to four decimals. `Text` marks what is free text of the matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.sealed import Text

Shares = Mapping[str, Decimal]
"""payer_id → percent, in the order in which the payers are listed."""


@dataclass(frozen=True)
class Address:
    """Where post goes."""

    street: str
    postcode: str
    town: str


@dataclass(frozen=True)
class Provider:
    """Who does the work and sends the invoices: the seller (palveluntuottaja)."""

    name: str
    business_id: str
    iban: str | None = None
    bic: str | None = None
    address: Address | None = None
    payment_days: int | None = None


@dataclass(frozen=True)
class EInvoice:
    """Where a payer takes its e-invoices: its address, and the operator that carries them."""

    address: str
    operator: str


@dataclass(frozen=True)
class Payer:
    """Who pays a share. payer_id: a short code, unique in its order."""

    payer_id: str
    sector: str
    organisation: str
    business_id: str
    e_invoice: EInvoice
    postal: Address | None = None
    cost_centre: str | None = None
    reference: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Price:
    """What an hour, a meeting or a month costs. amount, km: cents; no_show: full, half or none of it."""

    per: str
    amount: int
    no_show: str
    late_cancellation_hours: int | None = None
    km: int | None = None


@dataclass(frozen=True)
class Ceiling:
    """Up to what is billed (R-B6): an amount in cents, or hours."""

    amount: int | None = None
    hours: Decimal | None = None


@dataclass(frozen=True)
class DatedShares:
    """Who pays what part from a day on."""

    effective_from: date
    shares: Shares


@dataclass(frozen=True)
class DatedPrice:
    """The price from a day on."""

    effective_from: date
    price: Price


@dataclass(frozen=True)
class DatedCeiling:
    """The ceiling from a day on."""

    effective_from: date
    ceiling: Ceiling


@dataclass(frozen=True)
class Commitment:
    """A payer's own decision to pay, and how long it holds (R-B7)."""

    payer_id: str
    decision_ref: Text
    decided_on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class VatExemption:
    """The evidence that social welfare's VAT exemption asks for (R-V2): it holds with all four pieces."""

    provider_registered: bool = False
    authority_decision: bool = False
    individual_plan: bool = False
    self_monitoring_plan: bool = False

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return all(vars(self).values())
