"""A bank's statement or notification, read: what came in, taken apart, with no word about who paid."""

import re
from datetime import date

import pytest

from services.billing.application.bank_files import read
from services.billing.domain.payments.credits import Credit
from tests.specs.billing.payments.bank import ACCOUNT, VERSIONS, Entry, File, Payment

OCTOBER_3 = date(2025, 10, 3)
PAID = Payment("125.50", ("1234561",), bank="2510030001A")


def told(*entries: Entry, version: str = "camt.053.001.02") -> tuple[Credit, ...]:
    return read(File(entries, version).bytes)


def amounts(*entries: Entry, version: str = "camt.053.001.02") -> list[int]:
    return [each.amount for each in told(*entries, version=version)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_payment_with_its_reference(version: str) -> None:
    """The two messages that Finnish banks send, each in the old and in the new version."""
    (credit,) = told(Entry("125.50", (PAID,)), version=version)
    assert (credit.reference, credit.amount, credit.paid_on) == ("1234561", 12550, OCTOBER_3)
    assert (credit.account, credit.payments, credit.returned) == (ACCOUNT, 1, False)
    assert not credit.is_part


@pytest.mark.parametrize("version", VERSIONS)
def test_a_batch_is_taken_apart(version: str) -> None:
    batch = Entry(
        "300.00", (Payment("100.00", ("1234561",), bank="A1"), Payment("200.00", ("RF111232",))), said=2
    )
    first, second = told(batch, version=version)
    assert (first.amount, first.reference) == (10000, "1234561")
    assert (second.amount, second.reference) == (20000, "1232")
    assert first.booking == second.booking
    assert first.is_part
    assert second.is_part


@pytest.mark.parametrize("parts", [(), (Payment(None),), (Payment("300.00"),)])
def test_a_batch_of_which_only_the_sum_is_told_says_of_how_many(parts: tuple[Payment, ...]) -> None:
    """Statements often leave the payments to the notification; some repeat the sum in their place."""
    (credit,) = told(Entry("300.00", parts, said=3))
    assert (credit.amount, credit.payments, credit.reference) == (30000, 3, "")


def test_an_entry_without_details_is_a_payment_without_a_reference() -> None:
    (credit,) = told(Entry("80.00"))
    assert (credit.amount, credit.payments, credit.reference) == (8000, 1, "")


def test_only_what_came_in_and_is_booked() -> None:
    assert amounts(
        Entry("10.00"),
        Entry("20.00", direction="DBIT"),
        Entry("40.00", status="PDNG"),
        Entry("60.00", status="INFO"),
        Entry("80.00"),
    ) == [1000, 8000]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_payment_taken_back_is_negative(version: str) -> None:
    """ISO 20022, ReversalIndicator: a debit that reverses was a credit."""
    (credit,) = told(Entry("125.50", (PAID,), direction="DBIT", reversal=True), version=version)
    assert (credit.amount, credit.reference, credit.returned) == (-12550, "1234561", False)


def test_money_of_our_own_that_came_back_is_no_customers_payment() -> None:
    """ISO 20022, ReversalIndicator: a credit that reverses was a debit."""
    (credit,) = told(Entry("60.00", reversal=True))
    assert (credit.amount, credit.returned) == (6000, True)


def test_a_part_may_go_the_other_way() -> None:
    batch = Entry("70.00", (Payment("100.00"), Payment("30.00", direction="DBIT")), said=2)
    assert amounts(batch, version="camt.053.001.08") == [10000, -3000]


def test_a_payment_from_abroad_counts_as_it_was_booked() -> None:
    """Alone in its entry, a payment may have been sent in another currency."""
    assert amounts(Entry("2120.00", (Payment("3200.00", currency="USD"),))) == [212000]


def test_two_references_in_one_payment_are_for_a_person() -> None:
    (credit,) = told(Entry("50.00", (Payment("50.00", ("1234561", "1232")),)))
    assert (credit.reference, credit.references) == ("", 2)


def test_one_reference_in_two_forms_is_one() -> None:
    (credit,) = told(Entry("50.00", (Payment("50.00", ("0000 0123 4561", "RF341234561")),)))
    assert (credit.reference, credit.references) == ("1234561", 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-10-03", OCTOBER_3),
        ("2025-10-03+03:00", OCTOBER_3),
        ("2025-10-03T09:00:00", OCTOBER_3),
        ("2025-10-03T21:30:00Z", date(2025, 10, 4)),
    ],
)
def test_the_day_it_was_booked_in_finland(written: str, day: date) -> None:
    (credit,) = told(Entry("1.00", booked=written))
    assert credit.paid_on == day


def test_the_value_day_where_the_bank_leaves_the_other_out() -> None:
    text = File((Entry("1.00"),)).text.replace("BookgDt>", "ValDt>")
    (credit,) = read(text.encode())
    assert credit.paid_on == OCTOBER_3


def test_several_accounts_and_none_with_entries() -> None:
    assert told() == ()
    other = File((Entry("2.00"),), account="FI4250001510000023", version="camt.053.001.08").text
    both = other.replace("</BkToCstmrStmt>", _statement_of(File((Entry("1.00"),)).text) + "</BkToCstmrStmt>")
    assert [(each.account, each.amount) for each in read(both.encode())] == [
        ("FI4250001510000023", 200),
        (ACCOUNT, 100),
    ]


def test_control_sums_that_hold() -> None:
    entries = (Entry("10.00"), Entry("5.50"), Entry("3.00", direction="DBIT"))
    sums: dict[str, tuple[object, object]] = {
        "TtlNtries": (3, "18.50"), "TtlCdtNtries": (2, "15.5"), "TtlDbtNtries": (1, "3.00")
    }  # fmt: skip
    assert len(read(File(entries, sums=sums).bytes)) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_of_the_payer_is_kept(version: str) -> None:
    """R-P1: no name, no message, no id that the payer chose, however they got into the file."""
    payment = Payment(
        "9.00", ("1234561", "MAKSAJANEN", "RF34 MAKSAJANEN"), end_to_end="Maksajanen-Keksitty-1"
    )
    entry = Entry("18.00", (payment, Payment("9.00", ("Maksajanen",), bank="Keksitty")), said=2)
    assert "eksit" not in repr(told(entry, version=version)).lower()
    assert "maksaj" not in repr(told(entry, version=version)).lower()


def test_the_byte_order_mark_and_other_encodings_of_banks() -> None:
    text = File((Entry("1.00"),)).text
    assert len(read(b"\xef\xbb\xbf" + text.encode())) == 1
    assert len(read(text.replace("UTF-8", "ISO-8859-15").encode("iso-8859-15"))) == 1
    assert len(read(text.replace("UTF-8", "UTF-16").encode("utf-16"))) == 1


def test_a_file_written_with_a_prefix_and_with_others_elements_in_it() -> None:
    text = File((Entry("1.00", (Payment("1.00", ("1232",)),)),)).text
    prefixed = re.sub(r"<(/?)(?=[A-Z])", r"<\1n:", text).replace("xmlns=", "xmlns:n=")
    foreign = prefixed.replace("<n:Ntry>", '<n:Ntry><x:Amt xmlns:x="urn:x" Ccy="SEK">7</x:Amt>')
    assert [(each.amount, each.reference) for each in read(foreign.encode())] == [(100, "1232")]


def _statement_of(text: str) -> str:
    return text[text.index("<Stmt>") : text.index("</Stmt>")] + "</Stmt>"
