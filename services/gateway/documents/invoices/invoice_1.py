"""The first layout of invoices and credit notes: what stands where on paper (R-V4). For ever: ADR 0010."""

from collections.abc import Iterator

from services.gateway.documents.blocks import Block, Document, Heading, Table, Terms, Words
from services.gateway.documents.invoices.barcode import barcode
from services.gateway.documents.invoices.bill import Address, Bill, Line
from services.gateway.documents.invoices.said import (
    exemption,
    money,
    named,
    percent,
    plain,
    quantity,
    rates,
    what,
    words_of,
)
from services.gateway.documents.wording import Wording
from shared.kernel.identifiers import vat_id_of

LAYOUT = "invoice-1"
LONGEST = 200
IN_FOURS, IN_FIVES, IN_SIXES = 4, 5, 6
Pair = tuple[str, str]


def invoice(bill: Bill) -> Document:
    """The bill as a document, in its buyer's language."""
    w = words_of(bill)
    return Document(
        layout=LAYOUT,
        language=bill.buyer.language,
        title=w.say(bill.kind, number=bill.number),
        subtitle=named(bill.seller.name, bill.seller.business_id, LONGEST),
        blocks=tuple(blocks(bill, w)),
        page_of=w.sentences["page_of"],
        undrawn=w.sentences["undrawn"],
    )


def blocks(bill: Bill, w: Wording) -> Iterator[Block]:
    """The parts of the paper in the order they are read."""
    yield Heading(1, w.say("bill" if bill.kind == "invoice" else "credit_note"))
    yield Terms(tuple(about(bill, w)))
    yield Heading(1, w.say("seller"))
    yield Terms(tuple(seller(bill, w)))
    yield Heading(1, w.say("buyer"))
    yield Terms(tuple(buyer(bill, w)))
    yield Heading(1, w.say("lines"))
    head = tuple(w.say(name) for name in ("work", "quantity", "amount", "share", "vat", "net"))
    yield Table(head, tuple(row(line, w) for line in bill.lines), numbers=(1, 2, 3, 4, 5))
    yield Heading(1, w.say("rates"))
    yield vat(bill, w)
    if any(each.category == "E" for each in bill.vat_totals):
        yield Words((exemption(w),))
    yield Heading(1, w.say("sums"))
    yield Terms(tuple(sums(bill, w)))
    yield Heading(1, w.say("payment"))
    yield payment(bill, w)


def about(bill: Bill, w: Wording) -> Iterator[Pair]:
    """Which bill it is, for what, and until when it is to be paid."""
    yield w.say("number"), bill.number
    yield w.say("issued_on"), w.day(bill.issued_on)
    if bill.kind == "invoice" and bill.due_on:
        yield w.say("due_on"), w.day(bill.due_on)
    yield w.say("total" if bill.kind == "invoice" else "total_credit"), money(bill.total, w)
    if bill.credited_number:
        on = bill.credited_on
        told = (
            w.say("credited_of", number=bill.credited_number, day=w.day(on)) if on else bill.credited_number
        )
        yield w.say("credited" if bill.kind == "credit" else "corrected"), told
    yield w.say("case"), bill.case_number
    yield w.say("service"), w.word("service_lines", bill.service_line)
    yield w.say("month"), w.month(bill.month)


def seller(bill: Bill, w: Wording) -> Iterator[Pair]:
    """Who sells."""
    party = bill.seller
    yield w.say("name"), named(party.name, party.business_id, LONGEST)
    yield from posted(party.address, w)
    yield w.say("business_id"), party.business_id
    yield w.say("vat_id"), vat_id_of(party.business_id)


def buyer(bill: Bill, w: Wording) -> Iterator[Pair]:
    """Who pays, and the buyer's own codes."""
    party = bill.buyer
    yield w.say("name"), named(party.organisation, party.business_id, LONGEST)
    yield from posted(party.postal, w)
    yield w.say("business_id"), party.business_id
    yield w.say("e_invoice"), party.e_invoice.address
    yield w.say("operator"), party.e_invoice.operator
    if party.reference:
        yield w.say("buyers_reference"), party.reference
    if party.cost_centre:
        yield w.say("cost_centre"), party.cost_centre


def posted(address: Address | None, w: Wording) -> Iterator[Pair]:
    """A postal address, where there is one."""
    if address:
        street, town = plain(address.street, LONGEST), plain(address.town, LONGEST)
        yield w.say("address"), f"{street}, {address.postcode} {town}"


def row(line: Line, w: Wording) -> tuple[str, ...]:
    """A line: the whole work, and the payer's part of it."""
    did = what(line, w)
    return (
        f"{did}\n{w.say('late')}" if line.late else did,
        quantity(line, w),
        money(line.amount, w),
        percent(line.share_percent, w),
        percent(line.vat_percent, w) if line.category == "S" else w.say("exempt_rate"),
        money(line.net, w),
    )


def vat(bill: Bill, w: Wording) -> Table:
    """What each rate comes to."""
    head = tuple(w.say(name) for name in ("rate", "base", "tax"))
    told = (
        (
            percent(each.percent, w) if each.category == "S" else w.say("exempt_rate"),
            money(each.net, w),
            money(each.vat, w),
        )
        for each in rates(bill)
    )
    return Table(head, tuple(told), numbers=(1, 2))


def sums(bill: Bill, w: Wording) -> Iterator[Pair]:
    """What it all comes to."""
    yield w.say("net_total"), money(bill.net, w)
    yield w.say("vat_total"), money(bill.vat, w)
    yield w.say("total" if bill.kind == "invoice" else "total_credit"), money(bill.total, w)


def payment(bill: Bill, w: Wording) -> Block:
    """To which account and with which reference; what a bank reads from the barcode, as its digits."""
    if bill.kind == "credit":
        return Words((w.say("nothing_due"),))
    if bill.seller.iban is None:
        return Words((w.say("no_account"),))
    told = [(w.say("iban"), in_groups(bill.seller.iban, IN_FOURS))]
    if bill.seller.bic:
        told.append((w.say("bic"), bill.seller.bic))
    told.append((w.say("reference"), in_groups(bill.reference[::-1], IN_FIVES)[::-1]))
    told.append((w.say("rf"), in_groups(bill.rf, IN_FOURS)))
    if digits := barcode(bill):
        told.append((w.say("barcode"), in_groups(digits, IN_SIXES)))
    return Terms(tuple(told))


def in_groups(signs: str, size: int) -> str:
    """A long number with spaces, to be read aloud."""
    return " ".join(signs[at : at + size] for at in range(0, len(signs), size))
