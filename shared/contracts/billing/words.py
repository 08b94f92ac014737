"""The words of billing's public facts: every text is a code, a number or an id, never prose (R-P1).

A payer is its code within the order, its sector and its organisation as a pseudonym: no name, no address.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.envelope import PublicFact

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
"""A code of a reference list: `child_welfare`."""
County = Annotated[str, Field(pattern=r"^\d{2}$")]
"""A wellbeing services county's (hyvinvointialue) code: "08"."""
Number = Annotated[str, Field(pattern=r"^\d{4}-\d{5,}$")]
"""What people call it: "2025-00017"."""
InvoiceNumber = Annotated[str, Field(pattern=r"^\d{8}-\d{6,}$", max_length=20)]
"""The seller's business id and a number without a gap: "23456780-000017"."""
Organisation = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""An organisation without its name: HMAC under the region's key. Codes of two orders may be the same."""
PayerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=20)]
"""A payer's short code, unique in its order."""
Percent = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,4})?$")]
"""A share as text, up to four decimals."""
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A calendar month: "2025-09"."""
Side = Literal["buyer", "provider"]
Per = Literal["hour", "meeting", "month"]


class Part(BaseModel):
    """A part of a fact's body."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class PublicPayer(Part):
    """A payer by its code, its sector and its organisation."""

    payer_id: PayerId
    sector: Code
    organisation: Organisation


class PublicCeiling(Part):
    """Up to what is billed: cents or hours."""

    amount: int | None = Field(None, ge=0, description="Cents")
    hours: Annotated[str, Field(pattern=r"^\d{1,6}(\.\d{1,2})?$")] | None = None


class PublicWork(Part):
    """What an invoice charges for a month's work at a VAT rate. The parts sum to the invoice's own sums."""

    month: Month = Field(description="Of the work")
    rate: int = Field(ge=0, description="Hundredths of a percent; 0 where it is exempt")
    net: int = Field(description="Cents")
    vat: int = Field(description="Cents")


class OrderFact(PublicFact):
    """What every fact of an order (tilaus) says."""

    order_id: UUID
    state: Literal["placed", "ended"] = Field(description="The order's state after this fact")


class AgreementFact(PublicFact):
    """What every fact of an agreement (sopimus) says."""

    agreement_id: UUID
    state: Literal["signed", "notice_given", "ended"] = Field(description="Its state after this fact")
