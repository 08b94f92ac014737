"""What a run is told: the work done in a case, and the terms on which an order has it paid.

Pure value objects. Money is whole cents, billed time whole seconds (a half of 45 minutes is 1350), a
share is a percent with up to four decimals, a month is written "2025-09". Days are Finnish ones.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from shared.kernel.calendar import local_date

Per = Literal["hour", "meeting", "month"]
NoShowRule = Literal["full", "half", "none"]
Outcome = Literal["held", "no_show", "cancelled"]


class WorkItem(NamedTuple):
    """One meeting as the newest fact about it tells.

    outcome: what became of it. starts_at: with its zone; of a held one when it began.
    minutes: of a held one; planned_minutes: as it was scheduled.
    by: who did not come, or who cancelled: "client", "worker", "buyer", "provider".
    recorded: grows with every fact, so that of one day's work what was recorded first comes first.
    """

    meeting_id: str
    outcome: Outcome
    starts_at: datetime
    planned_minutes: int
    minutes: int = 0
    travel_km: int = 0
    by: str | None = None
    cancelled_at: datetime | None = None
    recorded: int = 0

    @property
    def on(self) -> date:
        """The day in Finland."""
        return local_date(self.starts_at)


@dataclass(frozen=True)
class Price:
    """amount: euros per hour, meeting or month. km: euros for a kilometre, None where travel is in the price.

    no_show: what of the scheduled minutes is paid for a no-show and a late cancellation; late is what was
    cancelled less than so many hours before the start (None: no cancellation is).
    """

    per: Per
    amount: Decimal
    no_show: NoShowRule
    late_cancellation_hours: int | None = None
    km: Decimal | None = None

    @cached_property
    def hundredths_of_cents(self) -> int:
        """The amount in whole 0.0001 euros."""
        return int(self.amount.scaleb(4))

    @cached_property
    def km_hundredths_of_cents(self) -> int:
        return int((self.km or Decimal(0)).scaleb(4))


@dataclass(frozen=True)
class PriceSince:
    """A price that holds from a day on, until another does."""

    effective_from: date
    price: Price


@dataclass(frozen=True)
class SharesSince:
    """Who pays how many percent from a day on; a payer that is not named pays nothing."""

    effective_from: date
    shares: dict[str, Decimal]


@dataclass(frozen=True)
class CeilingSince:
    """The most that work up to any day from this one on may come to: euros or hours, one of the two."""

    effective_from: date
    amount: Decimal | None = None
    hours: Decimal | None = None


@dataclass(frozen=True)
class Commitment:
    """A payer's decision to pay for work up to a day; without one, for all of it."""

    payer: str
    valid_until: date | None = None


@dataclass(frozen=True)
class Coverage:
    """A signed agreement of the order. last: where it was ended, `ends_on`, else the term's last day.

    exempt: all four pieces of evidence for the VAT exemption are there.
    """

    agreement_id: str
    starts_on: date
    last: date
    exempt: bool = False


@dataclass(frozen=True)
class Terms:
    """An order as a run needs it. payers: in the order in which they are listed: ties go to the first.

    prices, shares, ceilings: as they were told; of two from the same day the later told one holds.
    A single payer pays all without shares (R-B1). taxable: finance decided so (R-V2).
    """

    payers: tuple[str, ...]
    starts_on: date
    prices: tuple[PriceSince, ...]
    ends_on: date | None = None
    shares: tuple[SharesSince, ...] = ()
    ceilings: tuple[CeilingSince, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    agreements: tuple[Coverage, ...] = ()
    taxable: bool = False
