"""A person places what waits, or sets it aside."""

from dataclasses import replace

import pytest

from services.billing.application.bank_files import read
from services.billing.domain.payments.by_hand import WHYS, place_by_hand, set_aside
from services.billing.domain.payments.matching import OpenInvoice, Unplaced, match
from shared.kernel.refused import Refused
from tests.specs.billing.payments.bank import Entry, File

INVOICE = OpenInvoice("23456780-000017", "2345678000173", total=12550)


def waiting(amount: str = "200.00", *, reversal: bool = False) -> Unplaced:
    entry = Entry(amount, direction="DBIT" if reversal else "CRDT", reversal=reversal)
    (kept,) = match(read(File((entry,)).bytes), [INVOICE]).unplaced
    return kept


def test_the_whole_of_it_and_the_rest_is_shown() -> None:
    placed, left = place_by_hand(waiting(), INVOICE)
    assert (placed.number, placed.amount, placed.over, placed.outcome) == (
        INVOICE.number,
        20000,
        7450,
        "over",
    )
    assert placed.entry_id == waiting().credit.entry_id
    assert left is None


def test_a_part_on_each_of_two_invoices() -> None:
    first, left = place_by_hand(waiting(), INVOICE, 12550)
    assert left is not None
    assert (first.outcome, left.left) == ("paid", 7450)
    second, nothing = place_by_hand(left, OpenInvoice("23456780-000018", "1232", total=9000))
    assert (second.amount, second.outcome, nothing) == (7450, "part", None)


def test_what_the_bank_took_back_goes_off_an_invoice() -> None:
    placed, left = place_by_hand(waiting("20.00", reversal=True), replace(INVOICE, paid=12550))
    assert (placed.amount, placed.outcome, left) == (-2000, "part", None)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "say how much of the payment goes on the invoice"),
        (20001, "no more of the payment is placed than the 200.00 € that are left of it"),
        (-1, "no more of the payment is placed than the 200.00 € that are left of it"),
    ],
)
def test_no_other_amount_than_is_left(amount: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        place_by_hand(waiting(), INVOICE, amount)


@pytest.mark.parametrize(
    ("invoice", "words"),
    [
        (replace(INVOICE, credited=12550), "invoice 23456780-000017 was credited: nothing is paid on it"),
        (replace(INVOICE, total=-12550), "there is nothing to pay on 23456780-000017"),
    ],
)
def test_not_on_what_is_no_open_invoice(invoice: OpenInvoice, words: str) -> None:
    with pytest.raises(Refused, match=words):
        place_by_hand(waiting(), invoice)


def test_no_more_is_taken_back_than_was_paid() -> None:
    with pytest.raises(
        Refused, match=r"no more than the 19\.99 € paid on invoice 23456780-000017 is taken back"
    ):
        place_by_hand(waiting("20.00", reversal=True), replace(INVOICE, paid=1999))


@pytest.mark.parametrize("why", WHYS)
def test_set_aside_with_a_reason(why: str) -> None:
    aside = set_aside(waiting(), why)
    assert (aside.entry_id, aside.amount, aside.why) == (waiting().credit.entry_id, 20000, why)


def test_not_set_aside_for_another_reason_or_half_placed_as_told_otherwise() -> None:
    with pytest.raises(Refused, match="for one of these reasons: told_otherwise, paid_back"):
        set_aside(waiting(), "lost")
    _, left = place_by_hand(waiting(), INVOICE, 100)
    assert left is not None
    with pytest.raises(Refused, match="a part of the payment is on an invoice already"):
        set_aside(left, "told_otherwise")
    assert set_aside(left, "paid_back").amount == 19900
