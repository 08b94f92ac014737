"""Invoice numbers without a gap (R-V4): rows that commit with the invoices' facts, or not at all.

Whoever numbers does it in turn (turns.py). Two who number for one seller all the same collide, and one
decides anew: a number is never left out, and there is none without its invoice.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.billing.domain.invoice import invoice_id
from services.billing.domain.invoice.issuing import number_of, reference_of
from shared.kernel.identifiers import digits_of


class Numbering:
    """Gives the next numbers of sellers, as of the rows that it is made on; `write` keeps them."""

    def __init__(self, rows: Connection[DictRow]) -> None:
        self._rows = rows
        self._last: dict[str, int] = {}
        self._given: list[tuple[str, int, UUID]] = []
        self.references: dict[str, str] = {}
        """number → its reference number"""

    def of(self, business_id: str) -> Iterator[str]:
        """The next numbers of a seller, as many as are asked for."""
        while True:
            yield self._next(business_id)

    def _next(self, business_id: str) -> str:
        seller = digits_of(business_id)
        if seller not in self._last:
            row = self._rows.execute(_LAST, (seller,)).fetchone()
            self._last[seller] = int(row["last"]) if row else 0
        self._last[seller] += 1
        n = self._last[seller]
        number = number_of(business_id, n)
        self._given.append((seller, n, invoice_id(number)))
        self.references[number] = reference_of(business_id, n)
        return number

    def row(self) -> Callable[[Cursor[DictRow]], None]:
        """Writes the numbers that were given."""

        def write(rows: Cursor[DictRow]) -> None:
            if self._given:
                rows.execute(_GIVE, tuple(map(list, zip(*self._given, strict=True))))

        return write


_LAST = "SELECT coalesce(max(n), 0) AS last FROM invoice_numbers WHERE seller = %s"
_GIVE = """
INSERT INTO invoice_numbers (seller, n, invoice_id) SELECT * FROM unnest(%s::text[], %s::bigint[], %s::uuid[])
"""
