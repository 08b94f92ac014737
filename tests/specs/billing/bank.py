"""Files of the bank for the office: what invoices are paid by, and what is answered when they are read."""

import base64
from itertools import count
from typing import Any
from uuid import uuid4

from shared.kernel.money import euros
from tests.specs.billing.office import Office, done
from tests.specs.billing.payments.bank import Entry, File, Payment
from tests.support.intake_store import Reply

ENTRIES = count(1)
OCTOBER = "2025-10-20T09:00:00+03:00"


def invoiced(office: Office, day: str = "2025-09-03", minutes: int = 60) -> dict[str, Any]:
    """A new invoice: 60 euros an hour, issued on 1 October, one payer."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, day, minutes)
    office.invoice(order_id)
    (invoice,) = office.invoices(order_id)
    return invoice


def paid(amount: str, *references: str, **told: Any) -> Entry:
    """An entry of one payment, which the bank tells nobody else by the same reference."""
    return Entry(
        amount, (Payment(amount, references),), bank=told.pop("bank", f"KIRJAUS{next(ENTRIES)}"), **told
    )


def batch(bank: str, *payments: tuple[str, str], told: bool = True) -> Entry:
    """Several payments (amount, reference) booked as one; told: in parts, else the sum only."""
    cents = sum(round(float(amount) * 100) for amount, _ in payments)
    parts = tuple(
        Payment(amount, (reference,), bank=f"{bank}-{n}") for n, (amount, reference) in enumerate(payments)
    )
    return Entry(str(euros(cents)), parts if told else (), said=len(payments), bank=bank)


def statement(*entries: Entry, **told: Any) -> File:
    """A camt.053."""
    return File(entries, **told)


def notification(*entries: Entry) -> File:
    """A camt.054."""
    return File(entries, version="camt.054.001.02", statement=f"ILMOITUS-{next(ENTRIES)}")


def sent(office: Office, content: bytes, file_id: str | None = None, **who: Any) -> Reply:
    """What is replied when a file is given."""
    data = {"file_id": file_id or str(uuid4()), "content": base64.b64encode(content).decode()}
    return office.store.send("read_bank_file", data, **{"clock": OCTOBER, **who})


def read(office: Office, file: File, **who: Any) -> tuple[int, int, int]:
    """A file that is read: how many of its payments were placed, wait, and were known."""
    told = done(sent(office, file.bytes, **who))
    office.store.work_off()
    job = done(office.store.ask("job", {"job": told["job"]}))
    assert job["state"] == "done"
    return job["placed"], job["waiting"], job["again"]


def payments(office: Office, **asked: Any) -> list[dict[str, Any]]:
    return list(done(office.store.ask("payments", asked))["payments"])


def waiting_of(office: Office, reference: str) -> dict[str, Any]:
    """The one payment that waits and names a reference."""
    found = payments(office, waiting=True, limit=1000)
    (payment,) = [each for each in found if each["reference"] == reference]
    return payment


def place(office: Office, payment: dict[str, Any], number: str, amount: str | None = None) -> Reply:
    data = {"entry_id": payment["entry_id"], "number": number} | ({"amount": amount} if amount else {})
    return office.store.send("place_payment", data, clock=OCTOBER)


def set_aside(office: Office, payment: dict[str, Any], why: str) -> Reply:
    data = {"entry_id": payment["entry_id"], "why": why}
    return office.store.send("set_payment_aside", data, clock=OCTOBER)


def stands(office: Office, invoice: dict[str, Any]) -> tuple[str, str]:
    """An invoice's state, and what was paid on it."""
    told = done(office.store.ask("invoice", {"number": invoice["number"]}))
    return told["state"], told["paid"]
