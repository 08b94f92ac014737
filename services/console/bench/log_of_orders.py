"""Orders to measure with: one that billing carried out itself, then as many like it as are wanted.

Each has a case of its own and ten meetings of a month; sellers take turns.
"""

from itertools import islice
from typing import Any

import psycopg
from psycopg.rows import tuple_row
from psycopg.sql import Identifier

from services.billing.commands.parts import PROVIDER
from services.console.bench.copies import (
    ALL_FACTS,
    ALL_OF,
    Marks,
    copies_of_a_fact,
    copies_of_rows,
    own_id,
    own_number,
    within,
)
from services.console.bench.log_of_contacts import laid_open
from services.console.bench.one_order import Ordering
from shared.kernel.identifiers import is_business_id
from shared.plumbing.settings import Settings

MEETINGS = 10
MONTH = "2025-09"
SELLERS = 20
Rows = psycopg.Connection[Any]


def rows_of_billing(settings: Settings) -> Rows:
    """Billing's tables, seen from below."""
    return psycopg.connect(
        settings.database_of("billing"), options="-c search_path=billing", autocommit=True,
        row_factory=tuple_row,
    )  # fmt: skip


def fill(settings: Settings, orders: int, sellers: int = SELLERS) -> Ordering:
    """An installation with so many orders, the template the first of them, and ten meetings each."""
    template = Ordering(settings)
    template.places()
    laid_open(settings, "billing", template.desk._billing.sealing)  # noqa: SLF001 - below the desk
    marks = _marks(template, sellers)
    with rows_of_billing(settings) as rows:
        rows.execute("SET synchronous_commit = off")
        for fact in rows.execute(ALL_FACTS).fetchall():
            rows.execute(copies_of_a_fact(fact, marks, orders))
        for table in ("cases", "orders", "agreements"):
            own = rows.execute(ALL_OF.format(Identifier(table))).fetchone()
            rows.execute(copies_of_rows(table, within(str(own), marks), orders))
        rows.execute("SELECT setval('orders_place_seq', %s)", (orders,))
        rows.execute(WORK, {"meetings": MEETINGS})
        rows.execute("UPDATE numbers SET last = %s", (orders,))
        rows.execute("UPDATE relay SET position = (SELECT max(notification_id) FROM stored_events)")
        rows.execute("VACUUM ANALYZE")
    return template


def _marks(template: Ordering, sellers: int) -> Marks:
    ids = ", ".join(f"'{each}'" for each in business_ids(sellers))
    return [
        *map(own_id, (template.case_id, template.order_id, template.agreement_id)),
        own_number("2025-00001"),
        ('"place": 1,', "'\"place\": ' || n || ','"),
        (PROVIDER["business_id"], f"(ARRAY[{ids}])[1 + n % {sellers}]"),
    ]


def business_ids(how_many: int) -> list[str]:
    """The template's seller first, then made-up ones with their check digits."""
    made = (f"{number}-{digit}" for number in range(9_000_000, 9_999_999) for digit in range(10))
    return [PROVIDER["business_id"], *islice(filter(is_business_id, made), how_many - 1)]


WORK = """
INSERT INTO work (
    meeting_id, position, recorded_at, case_id, service_line, kind, what, starts_at, minutes, planned_minutes,
    travel_km, by)
SELECT md5('meeting ' || place || ' ' || m)::uuid, %(meetings)s * place + m,
    timestamptz '2025-09-30 12:00+03', case_id, service_line, 'regular',
    CASE m WHEN 4 THEN 'no_show' ELSE 'held' END,
    timestamptz '2025-09-01 10:00+03' + make_interval(days => 2 * m),
    CASE m WHEN 4 THEN 0 ELSE 40 + (7 * place + 11 * m) %% 80 END, 45 + (5 * place) %% 50,
    CASE WHEN m IN (2, 7) THEN 5 + place %% 40 END, CASE m WHEN 4 THEN 'client' END
FROM orders, generate_series(1, %(meetings)s) AS m
"""
"""A month's meetings of every order: one in ten nobody came to, two in ten were travelled to."""
