"""What must come of the orders of the bench, counted in another way than billing does, and whether it did."""

from collections import Counter
from fractions import Fraction

from services.billing.commands.parts import PRICE
from services.console.bench.log_of_orders import Rows
from services.console.bench.one_order import SHARES

PRICED = f"""
SELECT o.number, sum(
    round({PRICE["amount"]} * 100 * CASE what WHEN 'held' THEN minutes ELSE planned_minutes * 0.5 END / 60)
    + CASE what WHEN 'held' THEN round({PRICE["km"]} * 100 * coalesce(travel_km, 0)) ELSE 0 END)::bigint
FROM work JOIN orders AS o USING (case_id, service_line) GROUP BY o.number
"""  # noqa: S608 - prices of our own
INVOICED = "SELECT o.number, payer_id, net FROM invoices JOIN orders AS o USING (order_id)"
NUMBERS = """
SELECT seller, count(number), count(DISTINCT n), min(n), max(n) FROM invoice_numbers
FULL JOIN invoices USING (invoice_id) GROUP BY seller ORDER BY seller
"""


def disagreements(rows: Rows) -> list[str]:
    """What is not as it is counted: a payer's one invoice of each order, a seller's numbers from 1 on."""
    wanted = Counter((order, payer, cents) for (order, payer), cents in due_of(rows).items())
    had = Counter((order, payer, int(net)) for order, payer, net in rows.execute(INVOICED).fetchall())
    return [
        *(f"not invoiced: {each}" for each in (wanted - had).elements()),
        *(f"invoiced though it is not due: {each}" for each in (had - wanted).elements()),
        *wrong_numbers(rows),
    ]


def due_of(rows: Rows) -> dict[tuple[str, str], int]:
    """The cents that each payer owes for each order's work: (number of the order, payer)."""
    totals = rows.execute(PRICED).fetchall()
    return {(order, payer): part for order, total in totals for payer, part in parts_of(total).items()}


def wrong_numbers(rows: Rows) -> list[str]:
    """Of each seller whose numbers are not 1 to n, each of an invoice of its own."""
    return [
        f"numbers of {seller}: {all_of_them}, {different} different, {first} to {last}"
        for seller, all_of_them, different, first, last in rows.execute(NUMBERS).fetchall()
        if seller is None or (first, different, last) != (1, all_of_them, all_of_them)
    ]


def parts_of(total: int) -> dict[str, int]:
    """The payers' parts of an order's cents: whole ones, then a cent each to the largest remainders."""
    exact = {payer: total * Fraction(share) / 100 for payer, share in SHARES.items()}
    parts = {payer: int(part) for payer, part in exact.items()}
    left = total - sum(parts.values())
    for payer in sorted(exact, key=lambda each: parts[each] - exact[each])[:left]:
        parts[payer] += 1
    return parts
