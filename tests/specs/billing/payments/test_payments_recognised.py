"""The same payment is the same wherever it is told, and two that look alike are two."""

from uuid import UUID

from services.billing.application.bank_files import read
from tests.specs.billing.payments.bank import Entry, File, Payment

STATEMENT, NOTIFICATION = "camt.053.001.02", "camt.054.001.08"
PAID = Payment("12.50", ("1234561",), end_to_end="LASKU-17")


def ids(*entries: Entry, version: str = STATEMENT, statement: str = "TILIOTE-1") -> list[UUID]:
    return [each.entry_id for each in read(File(entries, version, statement=statement).bytes)]


def both(entry: Entry) -> tuple[list[UUID], list[UUID]]:
    """The ids that a statement and a notification give."""
    return ids(entry), ids(entry, version=NOTIFICATION, statement="TAPAHTUMA-9")


def test_the_same_file_read_twice() -> None:
    for entry in (Entry("12.50", (PAID,)), Entry("12.50", bank="", number="1"), Entry("12.50", bank="")):
        assert ids(entry, entry) == ids(entry, entry)


def test_told_by_a_statement_and_by_a_notification() -> None:
    """Also where one of them has fewer details, or the notification another number of its own."""
    entry = Entry("12.50", (PAID,))
    once, again = both(entry)
    assert once == again
    assert once == ids(Entry("12.50", number="7"))
    assert once == ids(Entry("12.50", (Payment("12.50", bank="OMA"),), said=1))


def test_parts_of_a_batch_told_by_both_in_another_order() -> None:
    parts = (PAID, Payment("12.50", ("1232",)), Payment("5.00", bank="B2"))
    once, _ = both(Entry("30.00", parts, said=3))
    turned = ids(Entry("30.00", parts[::-1], said=3), version=NOTIFICATION)
    assert set(once) == set(turned)
    assert len(set(once)) == 3


def test_parts_of_one_amount_are_known_by_their_references() -> None:
    """In another order they keep their ids, and not only the ids of the batch together."""
    parts = (Payment("12.50", ("1234561",)), Payment("12.50", ("1232",)))
    first, second = ids(Entry("25.00", parts, said=2))
    assert ids(Entry("25.00", parts[::-1], said=2), version=NOTIFICATION) == [second, first]


def test_a_part_with_a_banks_reference_of_its_own_is_known_alone_too() -> None:
    batch = Entry("17.50", (Payment("5.00", bank="B1"), Payment("12.50", bank="B2")), said=2)
    assert ids(batch) == ids(Entry("5.00", bank="B1"), Entry("12.50", bank="B2"))


def test_alike_in_all_but_one_are_two() -> None:
    alike = [
        Entry("12.50"),
        Entry("12.51"),
        Entry("12.50", bank="2510030002"),
        Entry("12.50", booked="2025-10-04"),
        Entry("12.50", direction="DBIT", reversal=True),
    ]
    assert len({each for entry in alike for each in ids(entry)}) == len(alike)
    other_account = read(File((Entry("12.50"),), account="FI4250001510000023").bytes)
    assert [each.entry_id for each in other_account] != ids(Entry("12.50"))


def test_alike_in_everything_within_a_statement_are_two() -> None:
    assert len(set(ids(Entry("12.50"), Entry("12.50")))) == 2
    assert len(set(ids(Entry("25.00", (PAID, PAID), said=2)))) == 2
    assert ids(Entry("12.50"), Entry("12.50"))[0] == ids(Entry("12.50"))[0]


def test_a_running_number_alone_is_no_mark() -> None:
    """Two payers of one amount on one day, each first in a notification: neither is the other."""
    first = Entry("12.50", (PAID,), bank="", number="1")
    second = Entry("12.50", (Payment("12.50", ("1232",)),), bank="", number="1")
    assert ids(first, version=NOTIFICATION) != ids(second, version=NOTIFICATION)


def test_without_any_mark_of_the_bank_two_statements_tell_two_payments() -> None:
    """Rather seen twice, by a person, than lost."""
    entry = Entry("12.50", (PAID,), bank="")
    assert ids(entry) != ids(entry, statement="TILIOTE-2")
