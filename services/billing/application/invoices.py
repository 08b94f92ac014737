"""The application's part about invoices: a run is asked for, an invoice is sent, paid, credited."""

from collections.abc import Callable
from dataclasses import replace
from uuid import NAMESPACE_URL, UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.billing import commands
from services.billing.application.invoice_rows import rows_of_invoices
from services.billing.application.issuing import Issuing
from services.billing.application.numbering import Numbering
from services.billing.application.payment_rows import rows_of_payments, written_down
from services.billing.application.whose import Whose
from services.billing.domain.invoice import Invoice, invoice_id
from services.billing.domain.order import Order
from services.billing.domain.payments.references import normalised
from services.billing.domain.run import InvoicingRun
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.store.application import Carrying, Decided


class Invoices(Issuing):
    """Carries out run_invoicing, revise_cost_shares and the commands about one invoice."""

    whose: Whose

    def order_of(self, order_id: UUID) -> Order:
        return self.load(Order, order_id)

    def invoice_for(self, asker: Asker, number: str) -> Invoice:
        """The invoice of a number, where it concerns the asker. Unknown otherwise."""
        with self.database.rows() as rows:
            self.whose.refuse_strangers_invoice(asker, rows, "number", number)
        return self.load(Invoice, invoice_id(number))

    def run(self, command: commands.RunInvoicing, carrying: Carrying) -> Decided:
        """A job: answered at once, worked off by a loop (service: application/jobs.py)."""
        with self.database.rows() as rows:
            for order_id in command.order_ids or ():
                self.whose.refuse_stranger(carrying.asker, rows, order_id)
        asker = carrying.asker
        run = InvoicingRun.run_invoicing(
            id=uuid5(NAMESPACE_URL, f"run/{carrying.command_id}"),
            region=asker.region,
            month=command.month,
            order_ids=command.order_ids or (),
            on=local_date(asker.now),
        )
        return Decided([run], {"job": str(run.id), "state": run.state}, [_row_of_job(run, carrying)])

    def revise(self, command: commands.ReviseCostShares, carrying: Carrying) -> Decided:
        """R-B4: what was invoiced under the old shares is credited and invoiced anew, in the same save."""
        with self.database.rows() as rows:
            self.whose.refuse_stranger(carrying.asker, rows, command.order_id)
            agreements = self.agreements_of(rows, command.order_id)
            order = self.order_of(command.order_id)
            numbering = Numbering(rows)
            due, given = order.revise_cost_shares(
                effective_from=command.effective_from,
                shares=command.shares,
                reason=command.reason,
                agreements=agreements,
                numbers=numbering.of(order.provider.business_id),
                on=local_date(carrying.at(command)),
            )
        return self.decided_with_bills(order, due, given, numbering, local_date(carrying.asker.now))

    def send(self, command: commands.SendInvoice, carrying: Carrying) -> Decided:
        invoice = self.invoice_for(carrying.asker, command.number)
        invoice.send_invoice(on=local_date(carrying.at(command)))
        return _decided(invoice)

    def record_payment(self, command: commands.RecordPayment, carrying: Carrying) -> Decided:
        """R-V3: a payment is known by its reference, in whichever form it is written."""
        reference = normalised(command.reference)
        with self.database.rows() as rows:
            found = self.whose.refuse_strangers_invoice(carrying.asker, rows, "reference", reference)
        invoice = self.load(Invoice, found["invoice_id"])
        over = invoice.record_payment(
            amount=command.amount, paid_on=command.paid_on, on=local_date(carrying.asker.now)
        )
        decided = _decided(invoice)
        booked = written_down(invoice, command.amount, over, command.paid_on)
        return replace(decided, rows=[*decided.rows, rows_of_payments([], [booked])])

    def credit(self, command: commands.CreditInvoice, carrying: Carrying) -> Decided:
        """The whole of it; its parts are billed anew by the next run."""
        asked = self.invoice_for(carrying.asker, command.number)
        asked.must_be_creditable()
        on = local_date(carrying.asker.now)
        with self.database.rows() as rows:
            order = self.order_of(asked.order_id)
            numbering = Numbering(rows)
            due, given = order.credit_invoice(
                number=command.number,
                reason=command.reason,
                numbers=numbering.of(order.provider.business_id),
                on=on,
            )
        return self.decided_with_bills(order, due, given, numbering, on)


def _decided(invoice: Invoice) -> Decided:
    answer = {"number": invoice.number, "state": invoice.state}
    return Decided([invoice], answer, [rows_of_invoices([invoice])])


def _row_of_job(run: InvoicingRun, carrying: Carrying) -> Callable[[Cursor[DictRow]], None]:
    values = {
        "job_id": run.id,
        "region": run.region,
        "month": run.month,
        "order_ids": list(run.order_ids),
        "asked_at": carrying.asker.now,
        "asked_by": carrying.asker.user,
        "role": carrying.asker.role,
        "correlation": carrying.correlation_id,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_JOB, values)

    return write


_JOB = """
INSERT INTO jobs (job_id, region, month, order_ids, asked_at, asked_by, role, correlation)
VALUES (
    %(job_id)s, %(region)s, %(month)s, %(order_ids)s, %(asked_at)s, %(asked_by)s, %(role)s, %(correlation)s)
"""
