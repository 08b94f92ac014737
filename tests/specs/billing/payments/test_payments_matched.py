"""Which invoice a payment pays, and what waits for a person: nothing that came in is dropped."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from services.billing.application.bank_files import read
from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.matching import NOTHING, SENTENCES, Known, Matched, OpenInvoice, match
from tests.specs.billing.payments.bank import Entry, File, Payment

INVOICE = OpenInvoice("23456780-000017", "2345678000173", total=12550)
OTHER = OpenInvoice("23456780-000018", "2345678000186", total=5000)
FIRST = "2510030001"


def paid(
    amount: str, *references: str, bank: str = FIRST, reversal: bool = False, said: int | None = None
) -> Entry:
    payment = (Payment(amount, references),) if references else ()
    return Entry(
        amount, payment, bank=bank, reversal=reversal, said=said, direction="DBIT" if reversal else "CRDT"
    )


@dataclass
class Invoices:
    """given these invoices, and what was read before; when the bank tells; then."""

    invoices: tuple[OpenInvoice, ...]
    known: Known = NOTHING

    def knowing(
        self, *, entries: list[UUID], bookings: list[UUID] | None = None, sums: list[UUID] | None = None
    ) -> "Invoices":
        return Invoices(self.invoices, Known(entries, bookings or [], sums or []))

    def when(self, *entries: Entry) -> Matched:
        return match(read(File(entries).bytes), self.invoices, self.known)


def given(*invoices: OpenInvoice) -> Invoices:
    return Invoices(invoices)


def told(*entries: Entry) -> tuple[Credit, ...]:
    return read(File(entries).bytes)


def test_a_payment_of_exactly_what_is_due() -> None:
    (placed,) = given(INVOICE, OTHER).when(paid("125.50", INVOICE.reference)).placed
    assert (placed.number, placed.amount, placed.outcome, placed.over) == (INVOICE.number, 12550, "paid", 0)


def test_a_part_and_then_the_rest_in_one_file() -> None:
    matched = given(INVOICE).when(
        paid("25.50", INVOICE.reference), paid("100.00", INVOICE.reference, bank="2")
    )
    assert [(each.amount, each.outcome) for each in matched.placed] == [(2550, "part"), (10000, "paid")]


def test_the_rest_of_an_invoice_that_was_partly_credited_and_partly_paid() -> None:
    invoice = OpenInvoice(INVOICE.number, INVOICE.reference, total=12550, paid=5000, credited=2550)
    (placed,) = given(invoice).when(paid("50.00", INVOICE.reference)).placed
    assert (placed.outcome, placed.over) == ("paid", 0)


def test_more_than_is_due_is_kept_and_the_rest_shown() -> None:
    matched = given(INVOICE).when(
        paid("130.00", INVOICE.reference), paid("1.00", INVOICE.reference, bank="2")
    )
    assert [(each.amount, each.outcome, each.over) for each in matched.placed] == [
        (13000, "over", 450),
        (100, "over", 100),
    ]


def test_the_international_form_of_the_reference() -> None:
    """R-V3: RF and Finnish references are one."""
    invoice = OpenInvoice("7", "1234561", total=100)
    assert len(given(invoice).when(paid("1.00", "RF34 1234 561")).placed) == 1
    written_otherwise = OpenInvoice("7", "RF341234561", total=100)
    assert len(given(written_otherwise).when(paid("1.00", "0001234561")).placed) == 1


def test_taken_back_what_was_paid() -> None:
    invoice = OpenInvoice(INVOICE.number, INVOICE.reference, total=12550, paid=13000)
    (placed,) = given(invoice).when(paid("130.00", INVOICE.reference, reversal=True)).placed
    assert (placed.amount, placed.outcome, placed.over) == (-13000, "part", -450)


@pytest.mark.parametrize(
    ("entry", "reason", "words"),
    [
        (paid("1.00"), "no_reference", "the payment has no reference number that can be read"),
        (paid("1.00", "Maksajanen"), "no_reference", "the payment has no reference number that can be read"),
        (paid("1.00", "1232"), "unknown_reference", "no invoice has the reference 1232"),
        (
            paid("1.00", "1232", INVOICE.reference),
            "several_references",
            "the payment names several references",
        ),
        (
            paid("1.00", said=4),
            "only_a_sum",
            "the bank told only the sum of 4 payments: read the notification (camt.054) too",
        ),
        (
            Entry("1.00", (Payment("1.00", (INVOICE.reference,)),), reversal=True),
            "returned",
            "a payment of the account's owner came back: it pays no invoice",
        ),
        (
            paid("1.00", INVOICE.reference, reversal=True),
            "not_paid",
            "the bank took back more than was recorded as paid on invoice 23456780-000017",
        ),
        (paid("1.00", "1245"), "credited", "invoice 23456780-000019 was credited"),
        (paid("1.00", "1258"), "nothing_to_pay", "there is nothing to pay on 23456780-000020"),
        (paid("1.00", "1261"), "several_invoices", "several invoices have the reference 1261"),
    ],
)
def test_what_fits_no_invoice_is_kept_with_its_reason(entry: Entry, reason: str, words: str) -> None:
    credited = OpenInvoice("23456780-000019", "1245", total=700, credited=700)
    credit_note = OpenInvoice("23456780-000020", "1258", total=-700)
    twins = OpenInvoice("a", "1261", total=1), OpenInvoice("b", "1261", total=1)
    matched = given(INVOICE, OTHER, credited, credit_note, *twins).when(entry)
    (waiting,) = matched.unplaced
    assert (matched.placed, waiting.reason) == ([], reason)
    assert waiting.left == waiting.credit.amount
    assert str(waiting) == words


def test_every_reason_has_its_sentence_tried_above() -> None:
    (mark,) = test_what_fits_no_invoice_is_kept_with_its_reason.pytestmark  # type: ignore[attr-defined]
    assert {case[1] for case in mark.args[1]} == set(SENTENCES)


def test_again_is_nothing() -> None:
    entry = paid("125.50", INVOICE.reference)
    (before,) = told(entry)
    matched = given(INVOICE).knowing(entries=[before.entry_id]).when(entry, paid("1.00", "1232", bank="2"))
    assert matched.again == [before.entry_id]
    assert (matched.placed, len(matched.unplaced)) == ([], 1)


def test_a_file_with_the_same_statement_twice_places_once() -> None:
    text = File((paid("125.50", INVOICE.reference),)).text
    statement = text[text.index("<Stmt>") : text.index("</BkToCstmrStmt>")]
    twice = text.replace("</BkToCstmrStmt>", statement + "</BkToCstmrStmt>")
    matched = match(read(twice.encode()), [INVOICE])
    assert (len(matched.placed), len(matched.again)) == (1, 1)


BATCH = Entry("175.50", (Payment("125.50", (INVOICE.reference,)), Payment("50.00", ("1232",))), said=2)
SUM = Entry("175.50", said=2)


def test_the_payments_of_a_sum_that_waited_take_its_place() -> None:
    """The statement told the sum, the notification its payments: the money is there once."""
    (waiting,) = told(SUM)
    matched = given(INVOICE).knowing(entries=[waiting.entry_id], sums=[waiting.entry_id]).when(BATCH)
    assert matched.told_apart == [waiting.entry_id]
    assert [each.of_sum for each in matched.placed] == [waiting.entry_id]
    assert [each.of_sum for each in matched.unplaced] == [waiting.entry_id]


def test_a_sum_that_comes_after_its_payments_is_nothing_new() -> None:
    parts = told(BATCH)
    matched = (
        given(INVOICE)
        .knowing(entries=[each.entry_id for each in parts], bookings=[parts[0].booking])
        .when(SUM)
    )
    assert matched == Matched(again=[parts[0].booking])


def test_the_payments_of_a_sum_that_a_person_placed_are_nothing_new() -> None:
    (placed,) = told(SUM)
    matched = given(INVOICE).knowing(entries=[placed.entry_id]).when(BATCH)
    assert len(matched.again) == 2
    assert (matched.placed, matched.unplaced, matched.told_apart) == ([], [], [])
