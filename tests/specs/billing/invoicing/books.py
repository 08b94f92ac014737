"""An order's books for the specs: work is recorded, runs are made, bills get numbers and are remembered."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.bills import Bill, BillLine
from services.billing.domain.invoicing.outcome import Due
from services.billing.domain.invoicing.revision import revised
from services.billing.domain.invoicing.run import credited, due
from services.billing.domain.invoicing.work import (
    CeilingSince,
    Commitment,
    Coverage,
    Price,
    PriceSince,
    SharesSince,
    Terms,
    WorkItem,
)
from shared.kernel.calendar import HELSINKI
from shared.kernel.money import euros

START, LAST = date(2025, 9, 1), date(2026, 5, 31)
SIGNED = Coverage("agreement-1", START, LAST, exempt=True)
BY_HOUR = Price("hour", Decimal("58.37"), "half", late_cancellation_hours=24)
THIRDS = {"fsw": "33.3334", "edu": "33.3333", "psy": "33.3333"}


def day(text: str) -> date:
    """Of 2025 where no year is said: "09-15"."""
    return date.fromisoformat(text if text.count("-") > 1 else f"2025-{text}")


def moment(on: date, hour: int = 10) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=HELSINKI)


def shares(since: str, **percents: str) -> SharesSince:
    return SharesSince(day(since), {payer: Decimal(percent) for payer, percent in percents.items()})


def hourly(*payers: str, **more: Any) -> Terms:
    """An order from September on at 58.37 an hour, signed, exempt and committed to by all."""
    return Terms(
        **{
            "payers": payers,
            "starts_on": START,
            "prices": (PriceSince(START, BY_HOUR),),
            "agreements": (SIGNED,),
            "commitments": tuple(Commitment(payer) for payer in payers),
            **more,
        },
    )


@dataclass
class Books:
    """terms: replaced as the order changes. issued: by number, the bills in the order of their issue."""

    terms: Terms
    account: Account = field(default_factory=Account)
    work: dict[str, WorkItem] = field(default_factory=dict)
    issued: dict[str, Bill] = field(default_factory=dict)
    recorded: int = 0

    def told(self, meeting: str, on: str, **what: Any) -> Self:
        """The newest fact about a meeting."""
        self.recorded += 1
        item = {"outcome": "held", "planned_minutes": 60, "recorded": self.recorded, **what}
        starts_at = what.pop("starts_at", None) or moment(day(on))
        item.pop("starts_at", None)
        self.work[meeting] = WorkItem(meeting, starts_at=starts_at, **item)
        return self

    def held(self, meeting: str, on: str, minutes: int = 60, **what: Any) -> Self:
        return self.told(meeting, on, minutes=minutes, **what)

    def no_show(self, meeting: str, on: str, planned: int = 60, **what: Any) -> Self:
        return self.told(meeting, on, outcome="no_show", planned_minutes=planned, **what)

    def cancelled(self, meeting: str, on: str, by: str, hours_before: float) -> Self:
        at = moment(day(on)).astimezone(UTC) - timedelta(hours=hours_before)
        return self.told(meeting, on, outcome="cancelled", by=by, cancelled_at=at)

    def run(self, month: str) -> Due:
        return self._save(due(self.account, self.terms, self.work.values(), month))

    def revise(self, new: SharesSince) -> Due:
        what = self._save(revised(self.account, self.terms, new))
        self.terms = replace(self.terms, shares=(*self.terms.shares, new))
        return what

    def credit(self, number: str) -> Due:
        return self._save(credited(self.account, number))

    def change(self, **what: Any) -> Self:
        """Other terms from now on."""
        self.terms = replace(self.terms, **what)
        return self

    def sign(self, *more: Coverage) -> Self:
        return self.change(agreements=(*self.terms.agreements, *more))

    def commit(self, payer: str, until: date | None = None) -> Self:
        return self.change(commitments=(*self.terms.commitments, Commitment(payer, until)))

    def raise_ceiling(self, since: str, amount: str | None = None, hours: str | None = None) -> Self:
        return self.change(ceilings=(*self.terms.ceilings, ceiling(since, amount, hours)))

    @property
    def net(self) -> dict[str, str]:
        """By payer, all that was invoiced without what was credited."""
        return {payer: str(euros(cents)) for payer, cents in self.sums.items()}

    @property
    def sums(self) -> dict[str, int]:
        """The same in cents."""
        sums = dict.fromkeys(self.terms.payers, 0)
        for bill in self.issued.values():
            sums[bill.payer] += bill.net
        return sums

    def _save(self, what: Due) -> Due:
        numbers = [f"{len(self.issued) + n}" for n, _ in enumerate(what.bills, 1)]
        self.account.take(**what.plain(numbers))
        self.issued.update(zip(numbers, what.bills, strict=True))
        return what


def ceiling(since: str, amount: str | None = None, hours: str | None = None) -> CeilingSince:
    return CeilingSince(day(since), amount and Decimal(amount), hours and Decimal(hours))  # type: ignore[arg-type]


def says(line: BillLine) -> tuple[str, str, str]:
    """What it is, of what day, the payer's part: ("held", "2025-09-02", "19.46")."""
    return line.entry.line.what, line.entry.line.on.isoformat(), str(euros(line.cents))


def lines(what: Due, payer: str) -> list[tuple[str, str, str]]:
    """A payer's lines on all bills that were issued."""
    return [says(line) for bill in what.bills if bill.payer == payer for line in bill.lines]


def billed(what: Due) -> list[str]:
    """The new entries' whole amounts."""
    return [str(euros(entry.cents)) for entry in what.entries]


def waiting(what: Due) -> list[tuple[str, str, str | None]]:
    """Why, how much, whose."""
    return [(held.why, str(euros(held.cents)), held.payer) for held in what.held]
