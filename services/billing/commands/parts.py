"""What commands are made of: who sells, who pays, prices, ceilings, terms, evidence."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from services.billing.commands.words import (
    Bic,
    BusinessId,
    BuyersCode,
    Charge,
    Day,
    EAddress,
    Iban,
    Money,
    Name,
    Part,
    PayerId,
    Sector,
    Truth,
    WorkHours,
)
from shared.contracts.words import finding


class Address(Part):
    """Where post goes. It may also be written in one: "Esimerkkikatu 1, 40100 Jyväskylä"."""

    street: Name
    postcode: Annotated[str, Field(pattern=r"^\d{5}$")]
    town: Name


def _in_one(given: object) -> object:
    if not isinstance(given, str):
        return given
    found = re.fullmatch(r"\s*(.+?),\s*(\d{5})\s+(.+?)\s*", given)
    if not found:
        raise finding("an address is written like Esimerkkikatu 1, 40100 Jyväskylä")
    return dict(zip(("street", "postcode", "town"), found.groups(), strict=True))


Postal = Annotated[Address, BeforeValidator(_in_one)]


class Provider(Part):
    """Who does the work and sends the invoices. payment_days: from the invoice's day to the due day."""

    name: Name
    business_id: BusinessId
    iban: Iban | None = None
    bic: Bic | None = None
    address: Postal | None = None
    payment_days: Annotated[int, Field(strict=True, ge=0, le=365)] | None = None


class EInvoice(Part):
    """Where a payer takes its e-invoices, and through which operator."""

    address: EAddress
    operator: EAddress


class Payer(Part):
    """Who pays a share. payer_id: a short code of the order's own."""

    payer_id: PayerId
    sector: Sector
    organisation: Name
    business_id: BusinessId
    e_invoice: EInvoice
    postal: Postal | None = None
    cost_centre: BuyersCode | None = None
    reference: BuyersCode | None = None
    language: Literal["fi", "sv", "en"] | None = None


class Price(Part):
    """What the work costs. no_show: how much of the scheduled time is paid when the client does not come.

    late_cancellation_hours: cancelled later than so many hours before the start it is paid like a no-show.
    """

    per: Literal["hour", "meeting", "month"]
    amount: Charge
    no_show: Literal["full", "half", "none"]
    late_cancellation_hours: Annotated[int, Field(strict=True, ge=0, le=720)] | None = None
    km: Money | None = None


class Ceiling(Part):
    """Up to what is billed: an amount or hours, one of them."""

    amount: Charge | None = None
    hours: WorkHours | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.amount is None) == (self.hours is None):
            raise finding("a ceiling is either an amount or hours")
        return self


class Term(Part):
    """From a day to a day, both in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise finding("the term ends before it begins")
        return self


class NoticeClause(Part):
    """How long notice takes: so many days, or to the end of the so manieth whole month after."""

    days: Annotated[int, Field(strict=True, ge=0, le=730)] | None = None
    whole_months: Annotated[int, Field(strict=True, ge=0, le=24)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.days is None) == (self.whole_months is None):
            raise finding("a notice clause is either days or whole months")
        return self


class VatExemption(Part):
    """Which evidence for the VAT exemption is there (R-V2)."""

    provider_registered: Truth = False
    authority_decision: Truth = False
    individual_plan: Truth = False
    self_monitoring_plan: Truth = False


PROVIDER: dict[str, Any] = {
    "name": "Esimerkkituottaja Oy",
    "business_id": "2345678-0",
    "iban": "FI2112345600000785",
    "bic": "NDEAFIHH",
    "address": {"street": "Esimerkkikatu 1", "postcode": "40100", "town": "Jyväskylä"},
    "payment_days": 21,
}
"""Of the examples: made up, and visibly so."""
PAYER: dict[str, Any] = {
    "payer_id": "ls-08",
    "sector": "child_welfare",
    "organisation": "Esimerkkilän hyvinvointialue",
    "business_id": "0112038-9",
    "e_invoice": {"address": "003701120389", "operator": "003721291126"},
    "cost_centre": "4410",
    "reference": "LS-2025-17",
    "language": "fi",
}
PRICE: dict[str, Any] = {
    "per": "hour", "amount": "58.37", "no_show": "half", "late_cancellation_hours": 24, "km": "0.57",
}  # fmt: skip
EVIDENCE: dict[str, Any] = {
    "provider_registered": True,
    "authority_decision": True,
    "individual_plan": True,
    "self_monitoring_plan": True,
}
