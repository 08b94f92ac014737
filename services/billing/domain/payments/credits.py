"""A payment as the bank told it, and how it is recognised when it is told again.

Banks tell the same payment several times: a file is fetched twice, a notification (camt.054) comes before the
statement (camt.053) of the day, and where several payments were booked as one sum the statement often has
the sum only. What a payment is recognised by (`entry_id`, the same wherever it was read):

- account, booking day, amount in cents with its sign, and the bank's own reference of the entry
  (AcctSvcrRef). A part of a batch that has such a reference of its own is recognised by that in the same way.
- Without the bank's reference: the entry's number (NtryRef) together with the payers' references. Such
  numbers are often mere running numbers, and many invoices are of one amount.
- With neither: the statement's id together with the payers' references. A statement read twice is then
  recognised, a notification of the same payment is not: a person sees an overpayment, and none is lost.
- A part of a batch without a bank's reference of its own: its entry, its amount, the payer's reference and
  the other ids that the bank told with it.
- Entries that are alike in all of this in one statement are told apart by their number among the like.

The ids are hashed (UUID 5): payers choose some of them, and may have chosen a name (R-P1).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

PAYMENTS = UUID("b3f1f0a4-6c0e-5d0f-9d4b-5b0a8f2d7c31")
"""The name space of payments' ids."""
BETWEEN = "\x1f"
"""Stands between the parts of what is hashed; no XML can hold it."""


@dataclass(frozen=True)
class Credit:
    """Money that came in, or was taken back, with nothing about who paid it.

    entry_id: see above. booking: the entry on the account that it is a part of, or its own `entry_id`.
    account: IBAN. reference: normalised, "" where there is none or more than one. amount: cents, negative
    where the bank took a payment back. paid_on: the day it was booked.
    references: how many different ones the payer gave. payments: how many payments it is the sum of where
    the bank told no more than the sum. returned: a payment of the account's owner that came back.
    """

    entry_id: UUID
    booking: UUID
    account: str
    reference: str
    amount: int
    paid_on: date
    references: int = 1
    payments: int = 1
    returned: bool = False

    @property
    def is_part(self) -> bool:
        """Whether it was booked together with others."""
        return self.booking != self.entry_id


class Recognising:
    """The entries of one statement, each given the id by which it is recognised again."""

    def __init__(self, account: str, statement: str) -> None:
        self._account = account
        self._statement = statement
        self._alike: Counter[tuple[str, ...]] = Counter()

    def entry(self, on: date, amount: int, *, bank: str, number: str, references: Iterable[str] = ()) -> UUID:
        """The id of an entry. bank: the bank's reference of it; number: its NtryRef; "" where not told."""
        if bank:
            return self._named(self._account, on.isoformat(), str(amount), "bank", bank)
        mark = ("number", number) if number else ("statement", self._statement)
        return self._named(self._account, on.isoformat(), str(amount), *mark, *sorted(references))

    def part(self, entry: UUID, on: date, amount: int, *, bank: str, others: str, reference: str) -> UUID:
        """The id of one payment of an entry. others: the further ids that the bank told with it."""
        if bank:
            return self.entry(on, amount, bank=bank, number="")
        return self._named(str(entry), str(amount), reference, others)

    def _named(self, *marks: str) -> UUID:
        self._alike[marks] += 1
        return uuid5(PAYMENTS, BETWEEN.join((*marks, str(self._alike[marks]))))
