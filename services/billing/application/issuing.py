"""Bills become invoices and credit notes, numbered, in the save of the order that they are of."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.billing.application.invoice_rows import rows_of_invoices
from services.billing.application.numbering import Numbering
from services.billing.application.whose import row_of_order
from services.billing.application.work_rows import agreements_of
from services.billing.domain.invoice import Invoice, invoice_id
from services.billing.domain.invoicing.outcome import Due
from services.billing.domain.invoicing.work import Coverage
from services.billing.domain.order import Order
from shared.plumbing.store.application import Decided, FactApplication
from shared.plumbing.store.rows import Rows


class Issuing(FactApplication):
    """Issues what an order's decision came to."""

    @abstractmethod
    def order_of(self, order_id: UUID) -> Order:
        """The order, whoever asks."""

    def agreements_of(self, rows: Connection[DictRow], order_id: UUID) -> Sequence[Coverage]:
        """The signed agreements of one order."""
        return agreements_of(rows, [order_id])[order_id]

    def issued(
        self, order: Order, due: Due, given: Sequence[str], numbering: Numbering, on: date
    ) -> list[Invoice]:
        """The invoices and credit notes under these numbers, and those that are credited by them."""
        made = [
            Invoice.issue(order, bill, number, numbering.references[number], on=on)
            for bill, number in zip(due.bills, given, strict=True)
        ]
        changed: dict[UUID, Invoice] = {}
        for note in made:
            if note.kind_of == "credit" and note.corrects:
                before = invoice_id(note.corrects)
                credited = changed.get(before) or self.load(Invoice, before)
                if credited.kind_of == "invoice":
                    whole = not order.account.standing_on(note.corrects)
                    credited.note_credit(by=note.number, amount=-note.total, whole=whole, on=on)
                    changed[before] = credited
        return [*changed.values(), *made]

    @staticmethod
    def rows_with(order: Order, invoices: Sequence[Invoice], numbering: Numbering) -> list[Rows]:
        """What commits with them: numbers first, for a taken one fails the save."""
        return [numbering.row(), row_of_order(order), rows_of_invoices(invoices)]

    def decided_with_bills(
        self, order: Order, due: Due, given: Sequence[str], numbering: Numbering, on: date
    ) -> Decided:
        """An order's decision with what is issued by it; the answer names the numbers."""
        invoices = self.issued(order, due, given, numbering, on)
        answer = {
            "order_id": str(order.id),
            "number": order.subject,
            "state": order.state,
            "issued": list(given),
        }
        return Decided([order, *invoices], answer, self.rows_with(order, invoices, numbering))
