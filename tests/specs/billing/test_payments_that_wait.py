"""place_payment and set_payment_aside: a person decides about what no reference placed."""

from decimal import Decimal
from itertools import count

import pytest

from shared.kernel.identifiers import reference_number
from tests.specs.billing.bank import (
    OCTOBER,
    invoiced,
    paid,
    payments,
    place,
    read,
    set_aside,
    stands,
    statement,
    waiting_of,
)
from tests.specs.billing.office import Office, done, refused, user_of

UNKNOWN = (reference_number(str(n)) for n in count(100))
"""References that no invoice has, one a spec."""


def waits(office: Office, amount: str) -> dict[str, str]:
    """A payment that waits."""
    read(office, statement(paid(amount, reference := next(UNKNOWN))))
    return waiting_of(office, reference)


def test_it_goes_on_the_invoice_that_a_person_names(office: Office) -> None:
    payment, invoice = waits(office, "60.00"), invoiced(office)
    assert done(place(office, payment, invoice["number"]))["state"] == "placed"
    assert stands(office, invoice) == ("paid", "60.00")
    (told,) = payments(office, number=invoice["number"])
    assert (told["state"], told["left"], told["placed"][0]["by_hand"]) == ("placed", "0.00", True)


def test_one_payment_may_pay_several_invoices(office: Office) -> None:
    payment, one, other = waits(office, "100.00"), invoiced(office), invoiced(office)
    assert done(place(office, payment, one["number"], "60.00"))["state"] == "waiting"
    assert waiting_of(office, payment["reference"])["left"] == "40.00"
    assert done(place(office, payment, other["number"]))["state"] == "placed"
    assert (stands(office, one), stands(office, other)) == (("paid", "60.00"), ("issued", "40.00"))


def test_no_more_is_placed_than_is_left(office: Office) -> None:
    payment, invoice = waits(office, "60.00"), invoiced(office)
    assert "no more of the payment is placed" in refused(place(office, payment, invoice["number"], "60.01"))
    assert stands(office, invoice) == ("issued", "0.00")


def test_it_is_placed_once(office: Office) -> None:
    payment, invoice = waits(office, "60.00"), invoiced(office)
    done(place(office, payment, invoice["number"]))
    assert "waits no longer" in refused(place(office, payment, invoice["number"]))
    assert "waits no longer" in refused(set_aside(office, payment, "paid_back"))
    assert stands(office, invoice) == ("paid", "60.00")


def test_nothing_goes_on_a_credited_invoice(office: Office) -> None:
    payment, invoice = waits(office, "60.00"), invoiced(office)
    done(office.store.send("credit_invoice", {"number": invoice["number"], "reason": "Väärä osoite."}))
    assert "was credited" in refused(place(office, payment, invoice["number"]))
    assert waiting_of(office, payment["reference"])["left"] == "60.00"


def test_an_invoice_that_a_payment_went_to_is_not_credited_as_a_whole(office: Office) -> None:
    """And nothing is half done: it stands as it stood, and no credit note was issued."""
    payment, invoice = waits(office, "10.00"), invoiced(office)
    done(place(office, payment, invoice["number"]))
    credit = {"number": invoice["number"], "reason": "Väärä osoite."}
    assert "was paid" in refused(office.store.send("credit_invoice", credit))
    assert [each["kind"] for each in office.invoices(invoice["order_id"])] == ["invoice"]
    assert stands(office, invoice) == ("issued", "10.00")


@pytest.mark.parametrize("why", ["told_otherwise", "paid_back", "no_payment_of_ours"])
def test_it_is_set_aside_with_a_reason(office: Office, why: str) -> None:
    payment = waits(office, "5.00")
    assert done(set_aside(office, payment, why))["state"] == "set_aside"
    (told,) = [each for each in payments(office, waiting=False) if each["number"] == payment["number"]]
    assert (told["why"], told["left"]) == (why, "0.00")


def test_what_is_placed_in_part_was_not_told_otherwise(office: Office) -> None:
    payment, invoice = waits(office, "100.00"), invoiced(office)
    done(place(office, payment, invoice["number"], "60.00"))
    assert "cannot have been told otherwise" in refused(set_aside(office, payment, "told_otherwise"))


def test_a_reason_that_is_none_is_a_misfit(office: Office) -> None:
    assert set_aside(office, {"entry_id": "6f3f9a1c-2f0e-5b7b-9a4e-8c1d2e3f4a5b"}, "unclear")["status"] == 422


def test_a_payment_that_is_not_there_and_another_regions_are_unknown(office: Office) -> None:
    payment, invoice = waits(office, "60.00"), invoiced(office)
    assert (
        place(office, {"entry_id": "6f3f9a1c-2f0e-5b7b-9a4e-8c1d2e3f4a5b"}, invoice["number"])["status"]
        == 404
    )
    data = {"entry_id": payment["entry_id"], "why": "paid_back"}
    far = office.store.send("set_payment_aside", data, region="pohjois-suomi", clock=OCTOBER)
    assert far["status"] == 404


def test_a_payer_places_nothing(office: Office) -> None:
    payment = waits(office, "60.00")
    data = {"entry_id": payment["entry_id"], "why": "paid_back"}
    assert office.store.send("set_payment_aside", data, **user_of("ls", "finance"))["status"] == 403


def test_a_payment_that_a_person_wrote_down_names_its_invoice_or_is_refused(office: Office) -> None:
    """What no bank's file told has nowhere to wait: whoever writes it down looks for its reference first."""
    data = {"reference": "1122", "amount": "5.00", "paid_on": "2025-10-10"}
    assert "no invoice has the reference 1122" in refused(office.store.send("record_payment", data))
    assert not [each for each in payments(office, limit=1000) if each["reference"] == "1122"]


def test_every_cent_of_a_payment_is_somewhere(office: Office) -> None:
    payment, one, other = waits(office, "150.00"), invoiced(office), invoiced(office)
    done(place(office, payment, one["number"], "70.00"))
    done(place(office, payment, other["number"], "60.00"))
    told = waiting_of(office, payment["reference"])
    placed = sum(Decimal(each["amount"]) for each in told["placed"])
    assert placed + Decimal(told["left"]) == Decimal("150.00")
    assert sum(Decimal(each["over"]) for each in told["placed"]) == Decimal("10.00")
