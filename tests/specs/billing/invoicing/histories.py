"""Orders and what may happen to them, at random: for the property of invoicing (tests/properties).

Prices, share histories, meetings with corrections and late facts, commitments, ceilings and agreements,
with runs of any month at any time and revisions and credits in between. A step does something to the
books and holds what it did against the rules.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import event
from hypothesis import strategies as st

from services.billing.domain.invoicing.outcome import Due
from services.billing.domain.invoicing.revision import preview, uncommitted
from services.billing.domain.invoicing.run import ceiling_use
from services.billing.domain.invoicing.work import (
    CeilingSince,
    Commitment,
    Coverage,
    Price,
    PriceSince,
    SharesSince,
    Terms,
)
from tests.specs.billing.invoicing.books import Books, moment

FIRST, LAST = date(2024, 7, 1), date(2024, 10, 31)
"""The VAT rate changes in the middle."""
MONTHS = ["2024-07", "2024-08", "2024-09", "2024-10"]
NAMES = ["fsw", "edu", "psy", "cul"]

days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))
amounts = st.one_of(
    st.sampled_from(["58.37", "0.01", "100"]), st.integers(1, 20_000).map(lambda n: f"{n / 100:.2f}")
)


@st.composite
def prices(draw: st.DrawFn) -> Price:
    return Price(
        draw(st.sampled_from(["hour", "hour", "meeting", "month"])),
        Decimal(draw(amounts)),
        draw(st.sampled_from(["full", "half", "none"])),
        draw(st.sampled_from([None, 24, 48])),
        draw(st.sampled_from([None, Decimal("0.57"), Decimal("0.0033")])),
    )


@st.composite
def percents(draw: st.DrawFn, payers: tuple[str, ...]) -> dict[str, Decimal]:
    """Thirds, halves, anything; some pay nothing."""
    weights = [draw(st.integers(0, 3)) for _ in payers]
    weights[draw(st.integers(0, len(payers) - 1))] += 1
    fine = [1_000_000 * weight // sum(weights) for weight in weights]
    fine[max(range(len(fine)), key=fine.__getitem__)] += 1_000_000 - sum(fine)
    return {payer: Decimal(part) / 10_000 for payer, part in zip(payers, fine, strict=True)}


@st.composite
def orders(draw: st.DrawFn) -> Terms:
    payers = tuple(NAMES[: draw(st.sampled_from([3, 2, 4, 3, 2, 1]))])
    starts_on = draw(st.sampled_from([FIRST, FIRST, date(2024, 7, 15)]))
    taxable = draw(st.booleans())
    covered = draw(
        st.sampled_from([(FIRST, LAST), (FIRST, LAST), (date(2024, 8, 10), date(2024, 9, 5)), None])
    )
    ceiling = draw(st.sampled_from([None, None, (Decimal(200), None), (None, Decimal("4.5"))]))
    later = draw(st.lists(st.tuples(days, prices()), max_size=1))
    return Terms(
        payers,
        starts_on,
        (
            PriceSince(starts_on, draw(prices())),
            *(PriceSince(max(on, starts_on), each) for on, each in later),
        ),
        ends_on=draw(st.sampled_from([None, None, date(2024, 10, 9)])),
        shares=(SharesSince(FIRST, draw(percents(payers))),) if len(payers) > 1 else (),
        ceilings=(CeilingSince(starts_on, *ceiling),) if ceiling else (),
        commitments=tuple(
            Commitment(payer, draw(st.sampled_from([None, None, None, date(2024, 9, 20)])))
            for payer in payers
            if draw(st.integers(0, 9))
        ),
        agreements=(
            Coverage(
                "the-first", *covered, exempt=not taxable and draw(st.sampled_from([True, True, False]))
            ),
        )
        if covered
        else (),
        taxable=taxable,
    )


Step = Callable[[Books], object]


def pricing(on: date, price: Price) -> Step:
    """Another price, from a day that may lie back in time: what is billed is billed anew."""
    return lambda books: books.change(
        prices=(*books.terms.prices, PriceSince(max(on, books.terms.starts_on), price))
    )


def ending(on: date) -> Step:
    """The order ends, perhaps before work that is billed: that is taken back."""
    return lambda books: books.change(ends_on=max(on, books.terms.starts_on))


def proving(first: date, *, exempt: bool) -> Step:
    """Evidence of the exemption, or the decision that it is taxable: one of the two, once."""

    def step(books: Books) -> None:
        proved = any(each.exempt for each in books.terms.agreements)
        if exempt and not books.terms.taxable:
            books.sign(Coverage(f"from-{first}", first, LAST, exempt=True))
        elif not exempt and not proved:
            books.change(taxable=True)

    return step


def raising(on: date) -> Step:
    def step(books: Books) -> None:
        if books.terms.ceilings:
            last = books.terms.ceilings[-1]
            more = CeilingSince(on, last.amount and last.amount * 2, last.hours and last.hours * 2)
            books.change(ceilings=(*books.terms.ceilings, more))

    return step


def meeting(number: int, on: date, minutes: int, km: int) -> Step:
    """Held, or held otherwise after all: of few numbers, so that many are corrected."""
    return lambda books: books.held(f"m{number}", on.isoformat(), minutes, travel_km=km, starts_at=moment(on))


def not_held(number: int, on: date, planned: int, by: str, hours: int | None) -> Step:
    if hours is None:
        return lambda books: books.no_show(f"n{number}", on.isoformat(), planned, by=by)
    return lambda books: books.cancelled(f"n{number}", on.isoformat(), by, hours)


def revising(on: date, shares: dict[str, Decimal], *, ahead: bool) -> Step:
    """As the order does: back in time not without the commitments (R-B7)."""

    def step(books: Books) -> None:
        new = SharesSince(on, shares)
        missing = uncommitted(books.account, books.terms, new)
        if len(books.terms.payers) == 1 or (missing and not ahead):
            return
        before, told = dict(books.sums), preview(books.account, books.terms, new)
        what = books.revise(new)
        changed = {payer: books.sums[payer] - before[payer] for payer in books.terms.payers}
        assert missing or changed == {payer: each.charged - each.credited for payer, each in told.items()}
        event(f"revised: {bool(what)}")

    return step


def crediting(number: int) -> Step:
    def step(books: Books) -> None:
        invoices = [name for name, bill in books.issued.items() if bill.kind == "invoice"]
        if invoices:
            name = invoices[number % len(invoices)]
            books.credit(name)
            assert not books.account.standing_on(name)
            assert not books.credit(name)
            event("credited")

    return step


def committing(payer: str, until: date | None) -> Step:
    return lambda books: books.commit(payer, until)


def checked(books: Books, what: Due) -> None:
    """R-B6: what is over a ceiling is all that does not fit."""
    use = ceiling_use(books.account, books.terms, LAST)
    over = any(held.why == "ceiling" for held in what.held)
    if over and len(books.terms.ceilings) == 1 and not use.in_hours:
        assert use.used == use.limit
    for entry in what.entries:
        event(f"{'undone' if entry.undoes is not None else entry.line.what}, late: {entry.late}")
    for held in what.held:
        event(f"held: {held.why}")
    if any(bill.kind == "credit" for bill in what.bills):
        event("a run's bill below nothing")


def running(month: str) -> Step:
    def step(books: Books) -> None:
        what = books.run(month)
        assert not books.run(month)
        checked(books, what)

    return step


minutes = st.one_of(st.sampled_from([60, 90, 100]), st.integers(0, 200))
meetings = st.builds(meeting, st.integers(0, 9), days, minutes, st.sampled_from([0, 0, 13, 200]))
missed = st.builds(
    not_held,
    st.integers(0, 6),
    days,
    minutes,
    st.sampled_from(["client", "buyer", "worker"]),
    st.sampled_from([None, 23, 24, 30]),
)
runs = st.builds(running, st.sampled_from(MONTHS))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Terms, list[Step]]:
    """Some work, then of everything some, each step with a run now and then."""
    terms = draw(orders())
    revisions = st.builds(revising, days, percents(terms.payers), ahead=st.booleans())
    changes = st.one_of(
        st.builds(crediting, st.integers(0, 9)),
        st.builds(committing, st.sampled_from(terms.payers), st.sampled_from([None, date(2024, 10, 5)])),
        st.builds(pricing, days, prices()),
        st.builds(ending, days),
        st.builds(proving, days, exempt=st.booleans()),
        st.builds(raising, days),
    )
    before = draw(st.lists(meetings, min_size=6, max_size=12))
    after = st.lists(
        st.one_of(*[runs] * 3, *[revisions] * 3, meetings, meetings, missed, changes), min_size=8, max_size=30
    )
    return terms, [*before, running(draw(st.sampled_from(MONTHS))), *draw(after)]
