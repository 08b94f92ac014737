"""The bank's files, whatever is in them: no payment lost, none twice, none half read.

The oracle is the story that a file is written from: what was booked, in cents, before any XML.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.billing.application.bank_files import read
from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.matching import Known, OpenInvoice, match
from shared.kernel.identifiers import reference_number
from shared.kernel.money import euros
from shared.kernel.refused import Misfit
from tests.specs.billing.payments.bank import VERSIONS, Entry, File, Payment

REFERENCES = [reference_number(str(1000 + n)) for n in range(6)]
FEW = settings(max_examples=25)
"""Of each: a file is written and read for every example."""
DAYS = ["2025-10-03", "2025-10-06", "2024-02-29"]
CENTS = st.integers(1, 100_000)


@st.composite
def entries(draw: st.DrawFn, place: int) -> Entry:
    """An entry of any kind; several in a batch, sometimes with the sum only, sometimes without its mark."""
    parts = draw(st.lists(st.tuples(CENTS, st.sampled_from(["", *REFERENCES])), min_size=1, max_size=4))
    payments = tuple(Payment(str(euros(cents)), (ref,) if ref else ()) for cents, ref in parts)
    only_sum = len(parts) > 1 and draw(st.booleans())
    return Entry(
        amount=str(euros(sum(cents for cents, _ in parts))),
        payments=() if only_sum else payments,
        said=len(parts) if len(parts) > 1 else None,
        bank=f"25100300{place:02}",
        booked=draw(st.sampled_from(DAYS)),
        direction=draw(st.sampled_from(["CRDT", "CRDT", "CRDT", "DBIT"])),
        reversal=draw(st.sampled_from([False, False, False, True])),
        status=draw(st.sampled_from(["BOOK", "BOOK", "BOOK", "PDNG"])),
    )


@st.composite
def stories(draw: st.DrawFn) -> tuple[Entry, ...]:
    return tuple(draw(entries(place)) for place in range(draw(st.integers(0, 5))))


def cents_of(euros_as_text: str | None) -> int:
    return int((euros_as_text or "0").replace(".", ""))


def expected(story: Sequence[Entry]) -> list[tuple[int, str, str, int]]:
    """Amount, reference, day and number of payments of each that a file of the story tells."""
    told = []
    for entry in story:
        if entry.status != "BOOK" or (entry.direction == "DBIT" and not entry.reversal):
            continue
        sign = 1 if entry.direction == "CRDT" else -1
        if not entry.payments:
            told.append((sign * cents_of(entry.amount), "", entry.booked, entry.said or 1))
        for payment in entry.payments:
            reference = payment.references[0] if payment.references else ""
            told.append((sign * cents_of(payment.amount), reference, entry.booked, 1))
    return told


def summed(story: Sequence[Entry]) -> dict[str, tuple[object, object]]:
    """The control sums that a bank writes."""
    by_direction = {"TtlCdtNtries": "CRDT", "TtlDbtNtries": "DBIT"}
    kinds = {name: [e for e in story if e.direction == kind] for name, kind in by_direction.items()}
    return {name: (len(of), euros(sum(cents_of(e.amount) for e in of))) for name, of in kinds.items()}


@FEW
@given(stories(), st.sampled_from(VERSIONS))
def test_all_that_came_in_is_told_to_the_cent(story: tuple[Entry, ...], version: str) -> None:
    told = read(File(story, version, sums=summed(story)).bytes)
    seen = [(each.amount, each.reference, each.paid_on.isoformat(), each.payments) for each in told]
    assert seen == expected(story)


@FEW
@given(stories())
def test_every_payment_has_an_id_of_its_own_in_every_file_that_tells_it(story: tuple[Entry, ...]) -> None:
    """Statement and notification, old and new version, in whatever order the entries stand."""
    ids = [each.entry_id for each in read(File(story).bytes)]
    assert len(set(ids)) == len(ids)
    for version in VERSIONS:
        turned = tuple(
            replace(e, number=str(n), payments=e.payments[::-1]) for n, e in enumerate(story[::-1])
        )
        again = read(File(turned, version, statement="TOINEN").bytes)
        assert {each.entry_id for each in again} == set(ids)


INVOICES = st.lists(
    st.tuples(st.integers(-5_000, 150_000), st.integers(0, 50_000), st.integers(0, 50_000)), max_size=5
)


def invoices_of(figures: list[tuple[int, int, int]]) -> list[OpenInvoice]:
    return [
        OpenInvoice(f"N-{place}", REFERENCES[place], total, paid, credited)
        for place, (total, paid, credited) in enumerate(figures)
    ]


@FEW
@given(stories(), INVOICES)
def test_money_is_on_an_invoice_or_before_a_person(
    story: tuple[Entry, ...], figures: list[tuple[int, int, int]]
) -> None:
    """No cent is lost, none is there twice, and an invoice gets nothing but by its own reference."""
    told, invoices = read(File(story).bytes), invoices_of(figures)
    matched = match(told, invoices)
    placed = {each.entry_id: each.amount for each in matched.placed}
    waiting = {each.credit.entry_id: each.left for each in matched.unplaced}
    assert not placed.keys() & waiting.keys()
    assert {**placed, **waiting} == {each.entry_id: each.amount for each in told}
    referred = {each.entry_id: each.reference for each in told}
    assert all(referred[each.entry_id] == each.reference for each in matched.placed)


@FEW
@given(stories(), INVOICES)
def test_an_invoice_stands_as_its_payments_leave_it(
    story: tuple[Entry, ...], figures: list[tuple[int, int, int]]
) -> None:
    """Part, paid or over by a sum of its own; what is over adds up to what was paid too much."""
    invoices = invoices_of(figures)
    matched = match(read(File(story).bytes), invoices)
    for (total, paid, credited), invoice in zip(figures, invoices, strict=True):
        owed = total - credited
        over, was_over = 0, max(0, paid - owed)
        for placed in (each for each in matched.placed if each.number == invoice.number):
            paid += placed.amount  # noqa: PLW2901 - what stands paid, payment by payment
            over += placed.over
            outcome = "paid" if paid == owed else "part" if paid < owed else "over"
            assert (placed.outcome, paid >= 0, owed > 0) == (outcome, True, True)
        assert was_over + over == max(0, paid - owed)


@FEW
@given(stories(), INVOICES)
def test_a_file_read_again_changes_nothing(
    story: tuple[Entry, ...], figures: list[tuple[int, int, int]]
) -> None:
    told, invoices = read(File(story).bytes), invoices_of(figures)
    again = match(told, invoices, known_after(told))
    assert (again.placed, again.unplaced, again.told_apart) == ([], [], [])
    assert Counter(again.again) == Counter(each.entry_id for each in told)


@FEW
@given(stories())
def test_the_statement_before_or_after_the_notification_comes_to_the_same(story: tuple[Entry, ...]) -> None:
    """The statement tells sums, the notification their payments: together the money is there once."""
    apart = tuple(e for e in story if e.payments)
    sums = tuple(replace(e, payments=()) if e.said else e for e in apart)
    for first, second in ((sums, apart), (apart, sums)):
        before = read(File(first).bytes)
        matched = match(read(File(second, "camt.054.001.08").bytes), [], known_after(before))
        waits = {each.entry_id: each.amount for each in before}
        for gone in matched.told_apart:
            del waits[gone]
        for unplaced in matched.unplaced:
            waits[unplaced.credit.entry_id] = unplaced.left
        assert waits == {each.entry_id: each.amount for each in read(File(apart).bytes)}


def known_after(told: Sequence[Credit]) -> Known:
    """What is known once these were read and nobody has touched them."""
    return Known(
        entries={each.entry_id for each in told},
        bookings={each.booking for each in told if each.is_part},
        sums={each.entry_id for each in told if each.payments > 1},
    )


@FEW
@given(stories().filter(bool), st.data())
def test_one_digit_of_an_amount_changed_refuses_the_file(
    story: tuple[Entry, ...], data: st.DataObject
) -> None:
    text = File(story, sums=summed(story)).text
    amounts = [at for at in range(len(text)) if text.startswith('<Amt Ccy="EUR">', at)]
    at = data.draw(st.sampled_from(amounts)) + len('<Amt Ccy="EUR">')
    changed = text[:at] + str((int(text[at]) + data.draw(st.integers(1, 9))) % 10) + text[at + 1 :]
    entry = text[:at].rpartition("<Ntry>")[2]
    if "<NtryDtls>" in entry and not tells_of_a_payment(text[text.rindex("<Ntry>", 0, at) :]):
        assert read(changed.encode()) == read(text.encode())  # inside an entry that is no payment
        return
    with pytest.raises(Misfit):
        read(changed.encode())


def tells_of_a_payment(entry: str) -> bool:
    entry = entry[: entry.index("</Ntry>")]
    return "<Sts>BOOK</Sts>" in entry and ("CRDT" in entry or "RvslInd" in entry)


@FEW
@given(stories(), st.data())
def test_a_file_with_bytes_changed_is_refused_or_read_and_nothing_else(
    story: tuple[Entry, ...], data: st.DataObject
) -> None:
    content = bytearray(File(story, data.draw(st.sampled_from(VERSIONS)), sums=summed(story)).bytes)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.integers(0, 2)):
            case 0:
                content[at] = data.draw(st.integers(0, 255))
            case 1:
                del content[at : at + data.draw(st.integers(1, 40))]
            case _:
                content[at:at] = content[: data.draw(st.integers(0, 200))]
    refused_or_read(bytes(content))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(Misfit):
        read(content)


def refused_or_read(content: bytes) -> None:
    try:
        told = read(content)
    except Misfit as refused:
        assert "Maksajanen" not in str(refused)  # noqa: PT017 - both ways are right, a bug is neither
    else:
        assert all(isinstance(each, Credit) for each in told)
