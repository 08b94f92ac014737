"""read_bank_file: payments go to the invoices of their references, once, whatever the bank tells twice."""

import pytest

from tests.specs.billing.bank import (
    batch,
    invoiced,
    notification,
    paid,
    payments,
    read,
    sent,
    set_aside,
    stands,
    statement,
    waiting_of,
)
from tests.specs.billing.office import Office, done, refused, user_of
from tests.specs.billing.payments.bank import PAYERS_NAME, Entry


def test_a_payment_goes_to_the_invoice_of_its_reference(office: Office) -> None:
    """R-V3."""
    invoice = invoiced(office)
    assert read(office, statement(paid("60.00", invoice["reference"]))) == (1, 0, 0)
    assert stands(office, invoice) == ("paid", "60.00")
    (payment,) = payments(office, number=invoice["number"])
    assert (payment["state"], payment["left"], payment["paid_on"]) == ("placed", "0.00", "2025-10-03")
    assert payment["placed"][0]["invoice"] == invoice["number"]


def test_parts_add_up_and_what_is_too_much_is_told(office: Office) -> None:
    invoice = invoiced(office)
    read(office, statement(paid("25.00", invoice["reference"])))
    assert stands(office, invoice) == ("issued", "25.00")
    read(office, statement(paid("40.00", invoice["reference"])))
    assert stands(office, invoice) == ("paid", "65.00")
    over = [each["placed"][0]["over"] for each in payments(office, number=invoice["number"])]
    assert over == ["5.00", "0.00"]


def test_what_fits_no_invoice_waits_for_a_person(office: Office) -> None:
    assert read(office, statement(paid("12.00", "1234561"), paid("13.00"))) == (0, 2, 0)
    payment = waiting_of(office, "1234561")
    assert (payment["reason"], payment["left"], payment["since"]) == (
        "unknown_reference",
        "12.00",
        "2025-10-20",
    )
    assert payment["text"] == "no invoice has the reference 1234561"


def test_what_comes_for_a_credited_invoice_waits(office: Office) -> None:
    invoice = invoiced(office)
    done(office.store.send("credit_invoice", {"number": invoice["number"], "reason": "Väärä osoite."}))
    assert read(office, statement(paid("60.00", invoice["reference"]))) == (0, 1, 0)
    assert waiting_of(office, invoice["reference"])["reason"] == "credited"
    assert stands(office, invoice) == ("credited", "0.00")


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    invoice = invoiced(office)
    file = statement(paid("60.00", invoice["reference"]), paid("1.00", "1234561"))
    assert read(office, file) == (1, 1, 0)
    assert read(office, file) == (0, 0, 2)
    assert stands(office, invoice) == ("paid", "60.00")


def test_a_notification_after_its_statement_changes_nothing(office: Office) -> None:
    invoice = invoiced(office)
    entry = paid("60.00", invoice["reference"])
    assert read(office, statement(entry)) == (1, 0, 0)
    assert read(office, notification(entry)) == (0, 0, 1)
    assert stands(office, invoice) == ("paid", "60.00")


def test_a_sum_waits_until_its_payments_are_told(office: Office) -> None:
    one, other = invoiced(office), invoiced(office)
    told = [("60.00", one["reference"]), ("60.00", other["reference"])]
    assert read(office, statement(batch("ERA1", *told, told=False))) == (0, 1, 0)
    (total,) = [each for each in payments(office, waiting=True) if each["amount"] == "120.00"]
    assert total["reason"] == "only_a_sum"
    assert read(office, notification(batch("ERA1", *told))) == (2, 0, 0)
    assert (stands(office, one), stands(office, other)) == (("paid", "60.00"), ("paid", "60.00"))
    assert total["entry_id"] not in [each["entry_id"] for each in payments(office, waiting=True)]
    assert read(office, statement(batch("ERA1", *told, told=False))) == (0, 0, 1)


def test_the_sum_after_its_payments_is_known(office: Office) -> None:
    invoice = invoiced(office)
    told = [("60.00", invoice["reference"]), ("7.00", "1234561")]
    assert read(office, notification(batch("ERA2", *told))) == (1, 1, 0)
    assert read(office, statement(batch("ERA2", *told, told=False))) == (0, 0, 1)


def test_a_sum_that_a_person_dealt_with_is_not_told_apart(office: Office) -> None:
    invoice = invoiced(office)
    told = [("60.00", invoice["reference"]), ("60.00", "1234561")]
    read(office, statement(batch("ERA3", *told, told=False)))
    (total,) = [each for each in payments(office, waiting=True) if each["amount"] == "120.00"]
    done(set_aside(office, total, "no_payment_of_ours"))
    assert read(office, notification(batch("ERA3", *told))) == (0, 0, 2)


def test_what_the_bank_takes_back_is_taken_off(office: Office) -> None:
    invoice = invoiced(office)
    read(office, statement(paid("60.00", invoice["reference"])))
    read(office, statement(paid("60.00", invoice["reference"], direction="DBIT", reversal=True)))
    assert stands(office, invoice) == ("issued", "0.00")


def test_a_file_that_breaks_half_way_changes_nothing(office: Office) -> None:
    invoice = invoiced(office)
    file = statement(paid("60.00", invoice["reference"]), Entry("1.00", booked=""))
    reply = sent(office, file.bytes)
    assert reply["status"] == 422
    assert "has no day" in refused(reply)
    whole = statement(paid("60.00", invoice["reference"])).bytes
    assert sent(office, whole[:-40])["status"] == 422
    assert stands(office, invoice) == ("issued", "0.00")
    assert payments(office, number=invoice["number"]) == []


@pytest.mark.parametrize("content", ["kukkuu!", "", "PERvY3VtZW50Lz4"])
def test_what_is_no_base64_is_a_misfit(office: Office, content: str) -> None:
    data = {"file_id": "2b1c7c1a-5e4f-4a73-8a70-0c9d3a0b6a12", "content": content}
    assert office.store.send("read_bank_file", data)["status"] == 422


def test_a_files_id_is_one_files(office: Office) -> None:
    file_id = "2b1c7c1a-5e4f-4a73-8a70-0c9d3a0b6a13"
    done(sent(office, statement(paid("1.00", "1234561")).bytes, file_id))
    assert "taken already" in refused(sent(office, statement(paid("2.00", "1234561")).bytes, file_id))


def test_nothing_of_who_paid_is_kept(office: Office) -> None:
    """R-P1."""
    read(office, statement(paid("60.00", invoiced(office)["reference"]), paid("3.00")))
    with office.store.desk._billing.database.rows() as rows:  # noqa: SLF001 - what lies in the tables
        facts = rows.execute("SELECT convert_from(state, 'utf8') AS said FROM stored_events").fetchall()
        known = rows.execute("SELECT p::text AS said FROM payments p").fetchall()
    assert facts
    assert known
    assert not [row for row in [*facts, *known] if PAYERS_NAME in row["said"]]


@pytest.mark.parametrize("who", [user_of("ls", "finance"), user_of("ls"), {"role": "coordinator"}])
def test_only_the_centres_finance_reads_the_banks_files(office: Office, who: dict[str, str]) -> None:
    assert sent(office, statement(paid("1.00", "1234561")).bytes, **who)["status"] == 403
    assert office.store.ask("payments", {}, **who)["status"] == 403


def test_another_regions_finance_sees_none_of_it(office: Office) -> None:
    invoice = invoiced(office)
    read(office, statement(paid("60.00", invoice["reference"])))
    far = {"region": "pohjois-suomi"}
    assert done(office.store.ask("payments", {"number": invoice["number"]}, **far))["payments"] == []
    assert read_by_far(office, invoice["reference"]) == (0, 1)


def read_by_far(office: Office, reference: str) -> tuple[int, int]:
    """Another region's file names an invoice that is not theirs."""
    told = done(sent(office, statement(paid("60.00", reference)).bytes, region="pohjois-suomi"))
    return told["placed"], told["waiting"]
