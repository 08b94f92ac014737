"""What of an order is billed, and on which bill each payer's part of it stands.

The Order rebuilds its account from its facts: each of them that bills told new entries and bills as plain
data, and `take` follows them. Entries are only ever added; an entry's number is its place, 0, 1, ….
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from services.billing.domain.invoicing.entries import Entry, Key


class Standing(NamedTuple):
    """A payer's part of an entry as a bill has it.

    percent: ten-thousandths of a percent. bill: the number of the invoice (or credit note) it stands on.
    """

    cents: int
    percent: int
    bill: str


class BillHead(NamedTuple):
    """Whose a bill is, and its month."""

    payer: str
    month: str


class Account:
    """The state; changed by `take` only.

    entries: all that was billed, in order. stands[n]: by payer, where the parts of entry n stand; a payer
    that is not there has no part, or is not invoiced for it (yet, or any more). bills: by number.
    live: by key, the numbers of the entries that count now: neither undone nor undoing.
    months: of the work that was billed.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.stands: list[dict[str, Standing]] = []
        self.bills: dict[str, BillHead] = {}
        self.live: dict[Key, list[int]] = {}
        self.months: set[str] = set()

    def take(self, entries: Iterable[Mapping[str, Any]], bills: Iterable[Mapping[str, Any]]) -> None:
        """Follow a fact: `entries` of `Entry.plain`, `bills` of `Bill.plain`."""
        for told in entries:
            self._add(Entry.of_plain(told))
        for bill in bills:
            self._issue(bill)

    def standing_on(self, bill: str) -> list[tuple[int, Standing]]:
        """What of a payer's parts stands on a bill: entry numbers and parts; nothing once it is credited."""
        payer = self.bills[bill].payer if bill in self.bills else ""
        found = ((number, parts.get(payer)) for number, parts in enumerate(self.stands))
        return [(number, part) for number, part in found if part and part.bill == bill]

    def plain(self) -> dict[str, Any]:
        """The whole state, for a snapshot."""
        return {
            "entries": [entry.plain() for entry in self.entries],
            "stands": [{payer: list(part) for payer, part in parts.items()} for parts in self.stands],
            "bills": {number: list(head) for number, head in self.bills.items()},
        }

    @classmethod
    def of_plain(cls, told: Mapping[str, Any]) -> "Account":
        """What `plain` made."""
        account = cls()
        for entry in told["entries"]:
            account._add(Entry.of_plain(entry))
        account.stands = [
            {payer: Standing(*part) for payer, part in parts.items()} for parts in told["stands"]
        ]
        account.bills = {number: BillHead(*head) for number, head in told["bills"].items()}
        return account

    def _add(self, entry: Entry) -> None:
        key, number = entry.line.key, len(self.entries)
        self.entries.append(entry)
        self.stands.append({})
        self.months.add(entry.line.month)
        if entry.undoes is None:
            self.live.setdefault(key, []).append(number)
        else:
            self.live[key].remove(entry.undoes)

    def _issue(self, bill: Mapping[str, Any]) -> None:
        number, payer = bill["number"], bill["payer"]
        self.bills[number] = BillHead(payer, bill["month"])
        for entry in bill.get("taken_back", ()):
            del self.stands[entry][payer]
        for entry, cents, percent in bill.get("charged", ()):
            self.stands[entry][payer] = Standing(cents, percent, number)
