"""The questions about orders, agreements and invoices."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from services.billing.commands.agreement import AGREEMENT
from services.billing.commands.invoicing import NUMBER
from services.billing.commands.order import ORDER, Shares
from services.billing.commands.words import Day, Month, Number, PayerId
from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.origins import Origin
from shared.contracts.words import finding, legible

MOST_DAYS = 366
"""Of the books at once: a year and the day before."""
Said = Annotated[str, Field(max_length=40), AfterValidator(legible)]
"""A number as somebody wrote it, or the place that a page before gave."""


class Order(Query):
    """One order as it stands, or as it was known then: who pays what, up to what, and what is flagged."""

    example: ClassVar[dict[str, Any]] = ORDER
    personal: ClassVar[Telling] = Personal(
        fields=(
            "case_id", "provider", "payers", "prices", "shares", "commitments", "commitments.decision_ref",
            "ceiling", "flags", "agreements",
        ),
        matters=("case_id",),
    )  # fmt: skip
    order_id: UUID


class Orders(Query):
    """The orders that are yours to see, the newest first; those of a case, by its id or its number.

    Where the centre asks for a case's, the answer also says which case it is.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}
    personal: ClassVar[Telling] = Personal(
        fields=("orders", "orders.agreements", "orders.payers", "orders.provider", "case"),
        matters=("orders.case_id", "case.case_id"),
    )
    case_id: UUID | None = None
    case_number: Said | None = Field(None, description="Like 2025-00001")
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: Said | None = Field(None, description="`next` of the page before")


class Agreement(Query):
    """One agreement as it stands, or as it was known then.

    notice_on: a day; the answer then says when the agreement would end if notice were given on it, or is
    refused as the notice would be.
    """

    example: ClassVar[dict[str, Any]] = AGREEMENT
    personal: ClassVar[Telling] = Personal(
        fields=("parties", "rights_and_duties", "order_id"), matters=("case_id",)
    )
    agreement_id: UUID
    notice_on: Day | None = None


class Invoices(Query):
    """The invoices and credit notes you may see, as they were issued; of an order, a payer, a month.

    month: of the work.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {**ORDER, "month": "2025-09"}
    personal: ClassVar[Telling] = Personal(
        fields=("invoices", "invoices.lines"), matters=("invoices.case_id",)
    )
    order_id: UUID | None = None
    payer_id: PayerId | None = None
    month: Month | None = None
    state: Literal["issued", "sent", "paid", "credited"] | None = None
    limit: Annotated[int, Field(ge=1, le=10_000)] = 1000
    cursor: Said | None = Field(None, description="`next` of the page before")


class Invoice(Query):
    """One invoice or credit note with all that its document says, as it stands or was known then."""

    example: ClassVar[dict[str, Any]] = NUMBER
    personal: ClassVar[Telling] = Personal(
        fields=(
            "seller", "buyer", "lines", "reference", "rf", "corrects", "kind", "number",
        ),
        matters=("case_id",),
    )  # fmt: skip
    number: Number


class PreviewShares(Query):
    """What other shares would bring each payer, before they are decided: credited and charged anew (R-B4)."""

    takes_as_of: ClassVar[bool] = False
    by_post: ClassVar[bool] = True
    example: ClassVar[dict[str, Any]] = {
        **ORDER, "effective_from": "2025-09-15", "shares": {"ls-08": "100"},
    }  # fmt: skip
    personal: ClassVar[Telling] = Personal(fields=("payers",), matters=("case_id",))
    order_id: UUID
    effective_from: Day
    shares: Shares


class Job(Query):
    """How far an invoicing run is, or a file of the bank, by the id that its command's answer gave."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"job": "5c0a3f7e-1d2b-5c4d-8e9f-0a1b2c3d4e5f"}
    personal: ClassVar[Telling] = NotPersonal("counts of orders, invoices and payments")
    job: UUID


class Payments(Query):
    """The payments that the bank told of, newest first: those that wait for a person and why, or all.

    waiting: only those that wait, or only those that do not. number: only those on an invoice, or said to be
    of it. file_id: only those that a file told for the first time.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"waiting": True}
    personal: ClassVar[Telling] = NotPersonal(
        "what the bank told, without who paid: amounts, days, references"
    )
    waiting: bool | None = None
    number: Number | None = None
    file_id: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: Said | None = Field(None, description="`next` of the page before")


class Accounting(Query):
    """What the books take of the days from `from` to `to`: invoices, credit notes and payments, balanced.

    Each voucher is called the same in every answer. An invoice belongs to the day that it was issued on, a
    payment to the day that the bank booked it on, what a person decided about one to the day of that.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)
    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-09-30"}
    personal: ClassVar[Telling] = Personal(fields=("rows",), matters=("case_ids",))
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise finding("the days end before they begin")
        if (self.last - self.first).days > MOST_DAYS:
            raise finding("ask for at most {most} days at once", most=MOST_DAYS)
        return self


QUERIES: dict[str, type[Query]] = {
    query.name(): query
    for query in (
        Order,
        Orders,
        Agreement,
        Invoices,
        Invoice,
        PreviewShares,
        Job,
        Payments,
        Accounting,
        Origin,
    )
}
"""By name."""
