"""The application's part about payments: a bank's file is read, what waits is placed by hand or set aside."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from services.billing import commands
from services.billing.application.bank_files import read_apart
from services.billing.application.invoice_rows import rows_of_invoices
from services.billing.application.invoices import Invoices
from services.billing.application.payment_rows import placed_by_person, rows_of_payments, taken_out
from services.billing.application.taking_in import TakenIn, TakingIn
from services.billing.domain.payments.bank_file import BankFile
from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.payment import Payment
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.store.application import Carrying, Decided

AT_ONCE = 200
"""Payments in one save: the log is locked as long as one lasts. A file with more of them is a job."""
CREDITS = TypeAdapter(tuple[Credit, ...])


class Payments(Invoices):
    """Carries out read_bank_file, place_payment and set_payment_aside."""

    def payment_for(self, asker: Asker, entry_id: UUID) -> Payment:
        """The payment, where it concerns the asker. Unknown otherwise."""
        with self.database.rows() as rows:
            self.whose.refuse_strangers_payment(asker, rows, entry_id)
        return self.load(Payment, entry_id)

    def read_bank_file(self, command: commands.ReadBankFile, carrying: Carrying) -> Decided:
        """All of it or nothing: Misfit for a fault anywhere in the file, and nothing of it is stored.

        Few payments are put where they belong in this very save. Many are kept with it and put there by a job
        (bank_file_jobs.py), which goes on after any stop.
        """
        told = read_apart(command.file)
        asker, on = carrying.asker, local_date(carrying.asker.now)
        file = BankFile.read_bank_file(
            id=command.file_id, region=asker.region, payments=len(told), on=on
        )  # fmt: skip
        taken = TakenIn()
        if small := len(told) <= AT_ONCE:
            taken = self._taken_at_once(file, told, carrying)
            file.finish(**taken.counts, on=on)
        answer = {
            "file_id": str(file.id), "job": str(file.id), "state": file.state, "payments": len(told),
            **taken.counts,
        }  # fmt: skip
        kept = [_row_of_file(file, taken, carrying), _rows_to_do(file.id, () if small else told)]
        return Decided([file, *taken.streams], answer, [*kept, *taken.rows])

    def place_payment(self, command: commands.PlacePayment, carrying: Carrying) -> Decided:
        """A person says which invoice a payment that waits is of: one that they may see."""
        asker, on = carrying.asker, local_date(carrying.at(command))
        payment = self.payment_for(asker, command.entry_id)
        invoice = self.invoice_for(replace(asker, asks="invoice"), command.number)
        placed = payment.place_by_hand(invoice.open, amount=command.amount, on=on)
        invoice.take_payment(placed)
        rows = [
            rows_of_payments([payment], [placed_by_person(payment, placed, on)]),
            rows_of_invoices([invoice]),
        ]
        answer = {"entry_id": str(payment.id), "number": invoice.number, "state": payment.state}
        return Decided([payment, invoice], answer, rows)

    def set_payment_aside(self, command: commands.SetPaymentAside, carrying: Carrying) -> Decided:
        """A person says that a payment that waits is of no invoice."""
        on = local_date(carrying.at(command))
        payment = self.payment_for(carrying.asker, command.entry_id)
        left = payment.left
        payment.set_aside(why=command.why, on=on)
        answer = {"entry_id": str(payment.id), "number": payment.subject, "state": payment.state}
        return Decided([payment], answer, [rows_of_payments([payment], taken_out(payment, left, on))])

    def _taken_at_once(self, file: BankFile, told: tuple[Credit, ...], carrying: Carrying) -> TakenIn:
        with self.database.rows() as rows:
            return self.taking_in(rows, file.id, carrying).take(told)

    @staticmethod
    def taking_in(rows: Connection[DictRow], of_file: UUID, carrying: Carrying) -> TakingIn:
        """What takes a file's payments in, at the clock of who gave it."""
        return TakingIn(rows, region=carrying.asker.region, of_file=of_file, at=carrying.asker.now)


def _row_of_file(file: BankFile, taken: TakenIn, carrying: Carrying) -> Callable[[Cursor[DictRow]], None]:
    values = {
        "file_id": file.id,
        "region": file.region,
        "asked_at": carrying.asker.now,
        "asked_by": carrying.asker.user,
        "role": carrying.asker.role,
        "correlation": carrying.correlation_id,
        "state": file.state,
        "payments": file.payments,
        **taken.counts,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_FILE, values)

    return write


def _rows_to_do(file_id: UUID, told: tuple[Credit, ...]) -> Callable[[Cursor[DictRow]], None]:
    """Keeps the payments for the job."""
    values = {"file_id": file_id, "told": Jsonb(CREDITS.dump_python(told, mode="json"))} if told else None

    def write(rows: Cursor[DictRow]) -> None:
        if values:
            rows.execute(_TO_DO, values)

    return write


_FILE = """
INSERT INTO bank_files (
    file_id, region, asked_at, asked_by, role, correlation, state, payments, placed, waiting, again)
VALUES (
    %(file_id)s, %(region)s, %(asked_at)s, %(asked_by)s, %(role)s, %(correlation)s, %(state)s, %(payments)s,
    %(placed)s, %(waiting)s, %(again)s)
"""
_TO_DO = """
INSERT INTO bank_files_payments (file_id, place, booking, credit)
SELECT %(file_id)s, place, (credit->>'booking')::uuid, credit
FROM jsonb_array_elements(%(told)s) WITH ORDINALITY AS each (credit, place)
"""
