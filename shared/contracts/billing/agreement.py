"""An agreement in public: of which order, for how long, how it ends. No parties, no texts."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.billing.words import AgreementFact, Code, Number, Side


class AgreementSigned(AgreementFact):
    """An agreement on the work of an order was signed."""

    FACT: ClassVar[str] = "billing.agreement-signed"
    number: Number
    order_id: UUID
    service_line: Code
    starts_on: date
    term_first: date
    term_last: date
    vat_exempt: bool = Field(description="Whether all evidence for the VAT exemption is there")
    on: date


class VatEvidenceAdded(AgreementFact):
    """Evidence for the VAT exemption came later."""

    FACT: ClassVar[str] = "billing.vat-evidence-added"
    vat_exempt: bool = Field(description="Whether all of it is there by now")
    on: date


class NoticeGiven(AgreementFact):
    """A party gave notice."""

    FACT: ClassVar[str] = "billing.notice-given"
    by: Side
    given_on: date
    ends_on: date


class AgreementEnded(AgreementFact):
    """The parties agreed on its last day."""

    FACT: ClassVar[str] = "billing.agreement-ended"
    ends_on: date
