"""Invoice (lasku, hyvityslasku): what a payer owes for an order's work, and what became of it."""

from datetime import date
from typing import ClassVar, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import AggregateEvent, event

from services.billing.domain.invoice import facts
from services.billing.domain.invoice.issuing import due_on as day_due
from services.billing.domain.invoice.issuing import lines_of, vat_totals
from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from services.billing.domain.invoicing.bills import Bill
from services.billing.domain.language import Payer, Provider
from services.billing.domain.order import Order
from services.billing.domain.payments.matching import OpenInvoice, Placed, reason_against
from shared.kernel.facts import Keeping, Stream
from shared.kernel.refused import Refused

LAYOUT = "invoice-1"
"""That of the papers of what is issued now; what was issued keeps its own (ADR 0010)."""


def invoice_id(number: str) -> UUID:
    """The id of the invoice with a number: a number is one invoice's for ever."""
    return uuid5(NAMESPACE_URL, f"invoice/{number}")


class Invoice(Stream):
    """An invoice or a credit note. States: issued, sent, paid, credited."""

    TOPIC = "billing.invoice"
    kind: ClassVar[str] = "invoice"
    InvoiceIssued = facts.InvoiceIssued
    InvoiceSent = facts.InvoiceSent
    PaymentRecorded = facts.PaymentRecorded
    InvoiceCredited = facts.InvoiceCredited

    @classmethod
    def issue(cls, order: Order, bill: Bill, number: str, reference: str, *, on: date) -> Self:
        """What a bill of an order comes to, under its number."""
        lines = lines_of(bill)
        totals = vat_totals(lines)
        credit = bill.kind == "credit"
        return cls._create(
            cls.InvoiceIssued,
            id=invoice_id(number), number=number, region=order.region, keeping=order.keeping,
            county=order.county, kind_of=bill.kind, order_id=order.id, case_id=order.case_id,
            case_number=order.case_number, service_line=order.service_line, month=bill.month,
            seller=order.provider, buyer=order.payer(bill.payer), issued_on=on,
            due_on=None if credit else day_due(on, order.provider.payment_days), reference=reference,
            lines=lines, vat_totals=totals, net=sum(each.net for each in totals),
            vat=sum(each.vat for each in totals), corrects=bill.corrects, layout=LAYOUT,
        )  # fmt: skip

    def send_invoice(self, *, on: date) -> None:
        """It goes to the payer. Refused a second time."""
        if self.sent_on is not None:
            raise Refused("{number} was sent already", number=self.number)
        self.tell(facts.InvoiceSent, on=on)

    def record_payment(self, *, amount: int, paid_on: date, on: date) -> int:
        """Money came, as a person writes down; gives by how much more than is owed was paid with it.

        Refused for a credit note, for what was credited as a whole, and for a day ahead.
        """
        if paid_on > on:
            raise Refused("a time in the future is refused: {field}", field="paid_on")
        match reason_against(self.open, amount):
            case "nothing_to_pay":
                raise Refused("there is nothing to pay on {number}", number=self.number)
            case "credited":
                raise Refused("invoice {number} was credited: nothing is paid on it", number=self.number)
        outcome, over = self.open.after(amount)
        self._tell_payment(amount, paid_on, outcome, over)
        return over

    def take_payment(self, placed: Placed) -> None:
        """A payment that the bank told, as it was placed on this invoice as it stands (see matching)."""
        self._tell_payment(placed.amount, placed.paid_on, placed.outcome, placed.over, placed.entry_id)

    def must_be_creditable(self) -> None:
        """Refused for a credit note, for a paid invoice and for one that was credited already."""
        if self.kind_of == "credit":
            raise Refused("{number} is a credit note itself", number=self.number)
        if self.paid:
            raise Refused("invoice {number} was paid: it is not credited as a whole", number=self.number)
        if self.state == "credited":
            raise Refused("invoice {number} was credited already", number=self.number)

    def note_credit(self, *, by: str, amount: int, whole: bool, on: date) -> None:
        """A credit note took something off."""
        self.tell(facts.InvoiceCredited, by=by, amount=amount, whole=whole, on=on)

    def _tell_payment(
        self, amount: int, paid_on: date, outcome: str, over: int, entry_id: UUID | None = None
    ) -> None:
        self.tell(
            facts.PaymentRecorded,
            amount=amount, paid_on=paid_on, outcome=outcome, over=over, entry_id=entry_id,
        )  # fmt: skip

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def keeping(self) -> Keeping:
        return self.kept

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    @property
    def total(self) -> int:
        """Cents with tax."""
        return self.net + self.vat

    @property
    def open(self) -> OpenInvoice:
        """What is known of what it is owed."""
        return OpenInvoice(self.number, self.reference, self.total, self.paid, self.credited)

    @property
    def state(self) -> str:
        """credited: nothing of it stands; paid: nothing is owed any more."""
        if self.whole_credited:
            return "credited"
        if self.paid and self.open.due <= 0:
            return "paid"
        return "issued" if self.sent_on is None else "sent"

    # From here on facts assign, and nothing refuses.

    @event(InvoiceIssued)
    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        county: str,
        kind_of: str,
        order_id: UUID,
        case_id: UUID,
        case_number: str,
        service_line: str,
        month: str,
        seller: Provider,
        buyer: Payer,
        issued_on: date,
        due_on: date | None,
        reference: str,
        lines: tuple[InvoiceLine, ...],
        vat_totals: tuple[VatTotal, ...],
        net: int,
        vat: int,
        corrects: str | None,
        layout: str,
    ) -> None:
        self.number, self.region, self.kept, self.county = number, region, keeping, county
        self.kind_of, self.order_id, self.case_id, self.case_number = kind_of, order_id, case_id, case_number
        self.service_line, self.month, self.seller, self.buyer = service_line, month, seller, buyer
        self.issued_on, self.due_on, self.reference, self.lines = issued_on, due_on, reference, lines
        self.vat_totals, self.net, self.vat, self.corrects = vat_totals, net, vat, corrects
        self.layout = layout
        self.sent_on: date | None = None
        self.paid = self.credited = self.payments = 0
        self.whole_credited = False

    @event(InvoiceSent)
    def _sent(self, on: date) -> None:
        self.sent_on = on

    @event(PaymentRecorded)
    def _payment_recorded(self, amount: int) -> None:
        self.paid += amount
        self.payments += 1

    @event(InvoiceCredited)
    def _was_credited(self, amount: int, *, whole: bool) -> None:
        self.credited += amount
        self.whole_credited = whole
