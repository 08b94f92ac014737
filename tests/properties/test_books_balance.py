"""The books balance, whatever was invoiced, credited and paid; told again by a ledger of its own.

The oracle keeps no rows: it sums what is owed, earned and in the bank straight from the story, and reads the
file with a reader written apart, sign by sign.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.billing.domain.accounting.chart import chart_for
from services.billing.domain.accounting.journal import journal
from services.billing.domain.accounting.vouchers import Bill, Dimension, Payment, Sale, TakenOut, Voucher
from services.gateway.documents.accounting_file import COLUMNS
from tests.specs.billing.accounting.test_accounting_file import file_of

RATES = (None, Decimal("24.00"), Decimal("25.50"))
FIRST = date(2024, 1, 1)
ACCOUNTS = chart_for(FIRST).accounts
TEXTS = st.text(st.sampled_from("ab;\"',=+-@\r\n\t €ä＝"), max_size=6)
DIMENSIONS = st.builds(Dimension, TEXTS, TEXTS, st.sampled_from(["support_person", "", "school_support"]))
DAYS = st.integers(0, 700).map(lambda days: FIRST + timedelta(days=days))


@dataclass
class Story:
    """What happened, and beside it what the accounts have to stand at after it (debits less credits)."""

    vouchers: list[Voucher] = field(default_factory=list)
    stands: Counter[str] = field(default_factory=Counter)


@st.composite
def bills(draw: st.DrawFn, number: str) -> Bill:
    """An invoice or a credit note, its lines of any rates and their VAT rounded on each rate's sum."""
    lines = st.tuples(st.integers(-500_000, 900_000), st.sampled_from(RATES), DIMENSIONS)
    sales = tuple(Sale(*line) for line in draw(st.lists(lines, max_size=6)))
    taxable = {sale.vat_rate for sale in sales if sale.vat_rate is not None}
    vat = {
        rate: round(sum(sale.net for sale in sales if sale.vat_rate == rate) * rate / 100) for rate in taxable
    }
    total = sum(sale.net for sale in sales) + sum(vat.values())
    return Bill(number, draw(DAYS), sales, total, vat, credited=draw(st.sampled_from(["", "N-0"])))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Invoices, and money for them and for none: under, over, taken back, waiting, placed, paid back."""
    story = Story()
    owed: Counter[str] = Counter()
    for place in range(draw(st.integers(0, 5))):
        bill = draw(bills(f"N-{place}"))
        story.vouchers.append(bill)
        owed[bill.number] += bill.total
        story.stands["receivables"] += bill.total
        for sale in bill.sales:
            story.stands["revenue_exempt" if sale.vat_rate is None else "revenue_taxable"] -= sale.net
        story.stands["vat_payable"] -= sum(bill.vat.values())
    for place in range(draw(st.integers(0, 6))):
        _pay(draw, story, owed, f"P-{place}")
    return story


def _pay(draw: st.DrawFn, story: Story, owed: Counter[str], voucher: str) -> None:
    amount = draw(st.integers(-10_000, 900_000))
    number = draw(st.sampled_from(["", *owed]))
    waited = draw(st.booleans())
    dimension = draw(DIMENSIONS)
    if waited or not number:
        story.vouchers.append(Payment(voucher, draw(DAYS), amount))
        story.stands["bank"] += amount
        story.stands["unplaced_payments"] -= amount
    if not number:
        if draw(st.booleans()):
            story.vouchers.append(TakenOut(f"{voucher}/out", draw(DAYS), amount))
            story.stands["bank"] -= amount
            story.stands["unplaced_payments"] += amount
        return
    over = draw(st.integers(0, amount)) if amount > 0 else 0
    story.vouchers.append(Payment(f"{voucher}/on", draw(DAYS), amount, number, over, waited, dimension))
    story.stands["unplaced_payments" if waited else "bank"] += amount
    story.stands["receivables"] -= amount - over
    story.stands["unplaced_payments"] -= over


@settings(max_examples=50)
@given(stories())
def test_every_voucher_balances_and_so_do_all(story: Story) -> None:
    rows = journal(story.vouchers, chart_for)
    by_voucher: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        assert min(row.debit, row.credit) == 0 < max(row.debit, row.credit)
        by_voucher[row.voucher] += row.debit - row.credit
    assert set(by_voucher.values()) <= {0}
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)


@settings(max_examples=50)
@given(stories())
def test_every_account_stands_where_the_story_leaves_it(story: Story) -> None:
    stands: Counter[str] = Counter()
    for row in journal(story.vouchers, chart_for):
        stands[row.account] += row.debit - row.credit
    assert {ACCOUNTS[name]: cents for name, cents in story.stands.items() if cents} == {
        account: cents for account, cents in stands.items() if cents
    }


@settings(max_examples=50)
@given(stories())
def test_the_file_says_what_the_rows_say_and_begins_no_formula(story: Story) -> None:
    rows = journal(story.vouchers, chart_for)
    head, *lines = read_apart(file_of(rows).decode("utf-8"))
    assert tuple(head) == COLUMNS
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        cells = dict(zip(COLUMNS, line, strict=True))
        assert (in_cents(cells["debit"]), in_cents(cells["credit"])) == (row.debit, row.credit)
        assert (cells["date"], cells["account"]) == (row.on.isoformat(), row.account)
        assert cells["cost_centre"].removeprefix("'") == row.dimension.cost_centre.removeprefix("'")
        assert not any(cell.strip()[:1] and cell.strip()[0] in "=+-@＝" for cell in line)


def in_cents(written: str) -> int:
    """12,50 → 1250; nothing → 0."""
    whole, _, cents = written.partition(",")
    assert len(cents) == (2 if written else 0)
    return int(whole + cents) if written else 0


def read_apart(text: str) -> Iterator[list[str]]:
    """RFC 4180 by hand, with semicolons: sign by sign, quoted or not."""
    assert text[0] == "\ufeff"
    cell, line, quoted, signs = "", [], False, iter(text[1:] + "\0")
    sign = next(signs)
    while sign != "\0":
        after = next(signs)
        if quoted and sign == '"' and after == '"':
            cell, after = cell + '"', next(signs)
        elif sign == '"':
            quoted = not quoted
        elif quoted or sign not in ";\r":
            cell += sign
        else:
            line.append(cell)
            cell = ""
            if sign == "\r":
                assert after == "\n"
                yield line
                line, after = [], next(signs)
        sign = after
    assert (cell, line, quoted) == ("", [], False)
