"""Commands about invoices: a month's run, an invoice sent, paid, credited."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.billing.commands.order import ORDER
from services.billing.commands.words import Charge, Day, Long, Month, Number, Once, Reference
from shared.contracts.asking import Command

NUMBER: dict[str, Any] = {"number": "23456780-000017"}
"""Of the examples."""


class RunInvoicing(Command):
    """Invoices the work of a month that was not invoiced yet, per payer; of all orders or of some.

    It is a job: the answer names it, and `job` tells how far it is.
    """

    month: Month
    order_ids: Annotated[tuple[UUID, ...], Field(max_length=1000), Once] | None = None

    example: ClassVar[dict[str, Any]] = {"month": "2025-09", "order_ids": [ORDER["order_id"]]}


class SendInvoice(Command):
    """Writes down that an invoice went to its payer."""

    number: Number

    example: ClassVar[dict[str, Any]] = NUMBER


class RecordPayment(Command):
    """Writes down that money came, by the invoice's reference number."""

    reference: Reference
    amount: Charge
    paid_on: Day

    example: ClassVar[dict[str, Any]] = {
        "reference": "23456780000171", "amount": "223.76", "paid_on": "2025-10-14",
    }  # fmt: skip


class CreditInvoice(Command):
    """Takes an invoice back as a whole; its work is invoiced anew by the next run."""

    number: Number
    reason: Long

    example: ClassVar[dict[str, Any]] = {**NUMBER, "reason": "Väärä laskutusosoite."}
