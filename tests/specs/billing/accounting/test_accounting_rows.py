"""Invoices, credit notes and payments in the books, in double entry."""

from dataclasses import replace
from datetime import date

import pytest

from services.billing.domain.accounting.chart import Chart, chart_for
from services.billing.domain.accounting.journal import journal
from services.billing.domain.accounting.vouchers import NOWHERE, Payment, Sale, TakenOut
from tests.specs.billing.accounting.books import COACHING, CREDIT, EXEMPT, INVOICE, SUPPORT, booked

PAID = Payment("P-1", date(2025, 11, 3), 13010, INVOICE.number, dimension=COACHING)
WAITS = Payment("P-2", date(2025, 11, 4), 5000)


def test_an_invoice_owes_its_total_and_earns_its_lines_and_vat() -> None:
    """R-V2: what is exempt and what is taxable stand apart, each with its code."""
    books = booked(INVOICE)
    assert books.sides(INVOICE.number) == [
        ("receivables", 13010, 0),
        ("revenue_exempt", 0, 10500),
        ("revenue_taxable", 0, 2000),
        ("vat_payable", 0, 510),
    ]
    assert [row.vat_code for row in books.rows] == ["", "VAPAA", "M25.5", "M25.5"]
    assert {row.dimension for row in books.rows} == {COACHING}


def test_a_credit_note_is_its_invoice_the_other_way() -> None:
    books = booked(INVOICE, CREDIT)
    assert books.sides(CREDIT.number) == [
        (account, credit, debit) for account, debit, credit in books.sides(INVOICE.number)
    ]
    assert books.standing() == {}
    assert {row.credited for row in books.rows if row.voucher == CREDIT.number} == {INVOICE.number}


def test_lines_of_two_service_lines_stand_apart_and_their_total_belongs_to_neither() -> None:
    mixed = replace(INVOICE, sales=(*INVOICE.sales, Sale(300, EXEMPT, SUPPORT)), total=13310)
    rows = booked(mixed).rows
    assert [(row.dimension, row.credit) for row in rows if row.vat_code == "VAPAA"] == [
        (COACHING, 10500),
        (SUPPORT, 300),
    ]
    assert rows[0].dimension == NOWHERE


def test_a_payment_of_what_is_due() -> None:
    books = booked(INVOICE, PAID)
    assert books.sides("P-1") == [("bank", 13010, 0), ("receivables", 0, 13010)]
    assert "receivables" not in books.standing()


def test_what_is_paid_over_is_owed_back() -> None:
    books = booked(INVOICE, replace(PAID, amount=15000, over=1990))
    assert books.sides("P-1") == [
        ("bank", 15000, 0),
        ("receivables", 0, 13010),
        ("unplaced_payments", 0, 1990),
    ]


def test_what_the_bank_takes_back_goes_the_way_it_came() -> None:
    taken_back = replace(PAID, voucher="P-3", amount=-15000, over=-1990)
    books = booked(INVOICE, replace(PAID, amount=15000, over=1990), taken_back)
    assert books.standing() == booked(INVOICE).standing()
    assert [row.what for row in books.rows if row.voucher == "P-3"] == ["taken_back"] * 3


def test_a_payment_that_waits_and_then_finds_its_invoice_is_in_the_bank_once() -> None:
    placed = Payment("P-2/1", date(2025, 11, 9), 5000, INVOICE.number, waited=True)
    assert booked(WAITS).sides("P-2") == [("bank", 5000, 0), ("unplaced_payments", 0, 5000)]
    books = booked(INVOICE, WAITS, placed)
    assert books.sides("P-2/1") == [("unplaced_payments", 5000, 0), ("receivables", 0, 5000)]
    assert books.standing()["bank"] == 5000
    assert books.standing()["receivables"] == 13010 - 5000
    assert "unplaced_payments" not in books.standing()


def test_a_payment_that_waits_and_is_paid_back_leaves_nothing() -> None:
    assert booked(WAITS, TakenOut("P-2/1", date(2025, 11, 9), 5000)).standing() == {}


def test_rows_stand_in_order_of_day_and_voucher() -> None:
    vouchers = [row.voucher for row in booked(PAID, CREDIT, WAITS, INVOICE).rows]
    assert list(dict.fromkeys(vouchers)) == [INVOICE.number, "P-1", "P-2", CREDIT.number]


def test_nothing_has_no_rows() -> None:
    assert booked(replace(INVOICE, sales=(), vat={}, total=0), replace(PAID, amount=0)).rows == []


@pytest.mark.parametrize("total", [13009, 13011, -13010])
def test_an_invoice_that_does_not_add_up_never_reaches_the_books(total: int) -> None:
    with pytest.raises(ValueError, match="voucher 23456780-000017 does not balance"):
        booked(PAID, replace(INVOICE, total=total))


def test_each_voucher_is_booked_by_the_chart_of_its_own_day() -> None:
    def chart_on(day: date) -> Chart:
        seeded = chart_for(day)
        return Chart({**seeded.accounts, "receivables": f"17{day.month}"}, seeded.vat_codes)

    rows = journal([INVOICE, PAID], chart_on)
    assert [row.account for row in rows if row.account.startswith("17")] == ["1710", "1711"]
