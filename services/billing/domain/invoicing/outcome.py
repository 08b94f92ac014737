"""What a run or a revision comes to: entries and bills, and what is held and why."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from services.billing.domain.invoicing.bills import Bill
from services.billing.domain.invoicing.entries import Entry, What

Why = Literal["no_agreement", "agreement_over", "no_shares", "vat_evidence", "commitment", "ceiling"]
Flag = Literal["no_agreement", "agreement_over", "before_agreement", "ceiling_80", "ceiling_100"]
"""Work that no agreement covers yet, or any more; that is older than a signed one (R-A1); ceilings (R-B6)."""


class Held(NamedTuple):
    """Work, or a payer's part of it, that is not billed.

    of, what, on: the line's. cents: what is held. why: "no_agreement" (none is signed), "agreement_over",
    "no_shares" (several payers, and none agreed for the day), "vat_evidence" (R-V2), "commitment" (R-B7,
    then `payer` says whose), "ceiling" (R-B6).
    """

    of: str
    what: What
    on: date
    cents: int
    why: Why
    payer: str | None = None


class CeilingUse(NamedTuple):
    """Of the ceiling in force: used and limit, in cents or in seconds. None: there is no ceiling."""

    used: int
    limit: int | None = None
    in_hours: bool = False

    @property
    def flag(self) -> Flag | None:
        """At 80 and at 100 % (R-B6)."""
        if self.limit is None or self.used * 100 < self.limit * 80:
            return None
        return "ceiling_100" if self.used >= self.limit else "ceiling_80"


class Due(NamedTuple):
    """entries: newly billed, in order; bills: to issue, credit notes first; both empty where nothing is due.

    held: what is not billed now, and why. flags: of the order as it stands after this.
    """

    entries: tuple[Entry, ...] = ()
    bills: tuple[Bill, ...] = ()
    held: tuple[Held, ...] = ()
    flags: tuple[Flag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.bills)

    def plain(self, numbers: Iterable[str]) -> dict[str, Any]:
        """What the Order remembers, the bills under these numbers: the arguments of `Account.take`."""
        return {
            "entries": [entry.plain() for entry in self.entries],
            "bills": [bill.plain(number) for bill, number in zip(self.bills, numbers, strict=True)],
        }
