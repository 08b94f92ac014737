"""accounting: what the books take of some days, balanced, each voucher called the same every time."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from tests.specs.billing.bank import (
    batch,
    invoiced,
    notification,
    paid,
    place,
    read,
    set_aside,
    statement,
    waiting_of,
)
from tests.specs.billing.office import Office, done, user_of

RECEIVABLES, BANK, UNPLACED = "1700", "1910", "2960"


def books(office: Office, first: str = "2025-10-01", last: str = "2025-10-31", **who: Any) -> dict[str, Any]:
    return done(office.store.ask("accounting", {"from": first, "to": last}, **who))


def of_invoice(office: Office, number: str) -> list[tuple[str, str, str, str, str]]:
    """The sides that name an invoice: day, account, debit, credit, what."""
    rows = [row for row in books(office)["rows"] if row["number"] == number]
    return [(row["date"], row["account"], row["debit"], row["credit"], row["what"]) for row in rows]


def sums(office: Office) -> dict[str, Decimal]:
    """By account what stands on it, debit above nothing."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in books(office)["rows"]:
        found[row["account"]] += Decimal(row["debit"]) - Decimal(row["credit"])
    return found


def test_an_invoice_and_its_payment_are_booked(office: Office) -> None:
    invoice = invoiced(office)
    read(office, statement(paid("65.00", invoice["reference"])))
    assert of_invoice(office, invoice["number"]) == [
        ("2025-10-01", RECEIVABLES, "60.00", "0.00", "invoice"),
        ("2025-10-01", "3100", "0.00", "60.00", "invoice"),
        ("2025-10-03", BANK, "65.00", "0.00", "payment"),
        ("2025-10-03", RECEIVABLES, "0.00", "60.00", "payment"),
        ("2025-10-03", UNPLACED, "0.00", "5.00", "payment"),
    ]


def test_a_row_says_whose_cost_centre_which_case_and_which_service(office: Office) -> None:
    """R-V5: and no name."""
    invoice = invoiced(office)
    row = next(row for row in books(office)["rows"] if row["number"] == invoice["number"])
    assert (row["cost_centre"], row["case_number"], row["service_line"]) == (
        "4410", invoice["case_number"], "school_support",
    )  # fmt: skip
    assert row["text"] == f"Invoice {invoice['number']}"


def test_a_credit_note_is_booked_the_other_way_round(office: Office) -> None:
    invoice = invoiced(office)
    credit = {"number": invoice["number"], "reason": "Väärä osoite."}
    done(office.store.send("credit_invoice", credit, clock="2025-10-05T09:00:00+03:00"))
    note = office.invoices(invoice["order_id"])[-1]
    assert of_invoice(office, note["number"]) == [
        ("2025-10-05", RECEIVABLES, "0.00", "60.00", "credit"),
        ("2025-10-05", "3100", "60.00", "0.00", "credit"),
    ]


def test_what_waited_is_moved_when_a_person_places_it(office: Office) -> None:
    read(office, statement(paid("60.00", "3010")))
    invoice = invoiced(office)
    done(place(office, waiting_of(office, "3010"), invoice["number"]))
    assert of_invoice(office, invoice["number"])[2:] == [
        ("2025-10-20", UNPLACED, "60.00", "0.00", "placed"),
        ("2025-10-20", RECEIVABLES, "0.00", "60.00", "placed"),
    ]


@pytest.mark.parametrize(("why", "left"), [("paid_back", "0.00"), ("no_payment_of_ours", "8.00")])
def test_what_is_set_aside_leaves_the_bank_or_stays_in_the_books(office: Office, why: str, left: str) -> None:
    before = sums(office)[UNPLACED]
    read(office, statement(paid("8.00", "3023")))
    done(set_aside(office, waiting_of(office, "3023"), why))
    assert before - sums(office)[UNPLACED] == Decimal(left)


def test_a_sum_and_its_payments_are_on_the_bank_once(office: Office) -> None:
    before, invoice = sums(office), invoiced(office)
    told = [("60.00", invoice["reference"]), ("4.00", "3036")]
    read(office, statement(batch("KIRJA1", *told, told=False)))
    read(office, notification(batch("KIRJA1", *told)))
    after = sums(office)
    assert after[BANK] - before[BANK] == Decimal("64.00")
    assert before[UNPLACED] - after[UNPLACED] == Decimal("4.00")


def test_a_payment_that_a_person_wrote_down_is_booked_too(office: Office) -> None:
    invoice = invoiced(office)
    data = {"reference": invoice["reference"], "amount": "20.00", "paid_on": "2025-10-10"}
    for _ in range(2):
        done(office.store.send("record_payment", data, clock="2025-10-20T09:00:00+03:00"))
    rows = [
        row
        for row in books(office)["rows"]
        if row["number"] == invoice["number"] and row["what"] == "payment"
    ]
    assert {row["voucher"] for row in rows} == {f"{invoice['number']}/P1", f"{invoice['number']}/P2"}


def test_it_balances_voucher_by_voucher_and_is_the_same_again(office: Office) -> None:
    told, again = books(office), books(office)
    assert told == again
    assert told["debit"] == told["credit"]
    by_voucher: dict[str, Decimal] = defaultdict(Decimal)
    for row in told["rows"]:
        by_voucher[row["voucher"]] += Decimal(row["debit"]) - Decimal(row["credit"])
    assert by_voucher
    assert set(by_voucher.values()) == {Decimal()}


def test_days_add_up_to_their_month(office: Office) -> None:
    """Nothing is in two exports, and nothing in none."""
    invoiced(office)
    whole = books(office)["rows"]
    halves = books(office, last="2025-10-02")["rows"] + books(office, "2025-10-03")["rows"]
    assert halves == whole


@pytest.mark.parametrize(
    ("first", "last"), [("2025-10-31", "2025-10-01"), ("2024-01-01", "2025-12-31"), ("alku", "loppu")]
)
def test_days_that_are_none_are_a_misfit(office: Office, first: str, last: str) -> None:
    assert office.store.ask("accounting", {"from": first, "to": last})["status"] == 422


def test_it_is_the_centres_own(office: Office) -> None:
    """R-B5: no payer's, no provider's; another region's finance sees nothing of this one's."""
    asked = {"from": "2025-10-01", "to": "2025-10-31"}
    assert office.store.ask("accounting", asked, **user_of("ls", "finance"))["status"] == 403
    assert office.store.ask("accounting", asked, role="provider")["status"] == 403
    invoiced(office)
    numbers = {row["number"] for row in books(office, region="lansi-suomi")["rows"]}
    assert numbers == set()
