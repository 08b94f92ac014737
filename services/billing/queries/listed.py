"""Lists of orders, from rows: the region's for the centre, else the asker's own as payer or provider."""

from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow

from services.billing.application import Billing
from services.billing.domain.order import Order
from services.billing.queries import asked
from services.billing.queries.views.listed import CaseRow, OrderRow, OrdersView
from shared.kernel.asker import Asker


def answer_orders(query: asked.Orders, asker: Asker, billing: Billing) -> dict[str, Any]:
    """OrdersView: those that the policies let the asker see, the newest first."""
    values = {
        "region": asker.region,
        "case_id": query.case_id,
        "case_numbers": _said(query.case_number),
        "own": [asker.payer_id, asker.sector, asker.organisation],
        "cursor": (query.cursor or "").rpartition("/")[2] or None,
        "limit": query.limit + 1,
    }
    with billing.database.rows() as rows:
        seen = _seen(rows, asker, billing, values)
        case = _case(rows, asker, billing, values)
    page, more = seen[: query.limit], len(seen) > query.limit
    return OrdersView(
        orders=[OrderRow.model_validate(_row(row)) for row in page],
        case=case,
        next=page[-1]["number"] if more else None,
    ).said()


def _seen(rows: Connection[DictRow], asker: Asker, billing: Billing, values: dict[str, Any]) -> list[DictRow]:
    """One more than a page of those that the asker may see: what they may not see is in no cursor either."""
    seen: list[DictRow] = []
    page = _PAGE.format(whose=WHOSE[_who(asker)])
    while True:
        found = rows.execute(page, values).fetchall()
        seen += [row for row in found if billing.whose.allows(asker, billing.whose.about(asker, row))]
        if len(seen) >= values["limit"] or len(found) < values["limit"]:
            return seen
        values = {**values, "cursor": found[-1]["number"]}


def _who(asker: Asker) -> str:
    if asker.role == "provider":
        return "provider"
    return "payer" if _pays(asker) else "centre"


def _pays(asker: Asker) -> bool:
    return asker.role == "buyer" or (asker.role == "finance" and asker.payer_id is not None)


def _said(number: str | None) -> list[str] | None:
    """A case's number in either way in which it is said: 2025-00001, case/2025-00001."""
    short = (number or "").strip().rpartition("/")[2]
    return [short, f"case/{short}"] if short else None


def _case(
    rows: Connection[DictRow], asker: Asker, billing: Billing, values: dict[str, Any]
) -> CaseRow | None:
    """The case that was asked for; None where there is none, or none of those whose orders the asker sees."""
    if not (values["case_id"] or values["case_numbers"]):
        return None
    row = rows.execute(_CASE, values).fetchone()
    return CaseRow.model_validate(row) if row and billing.whose.sees_all_of(asker, row) else None


def _row(row: DictRow) -> dict[str, Any]:
    return {
        **row,
        "number": f"{Order.kind}/{row['number']}",
        "state": "placed" if row["ends_on"] is None else "ended",
    }


WHOSE = {
    "centre": "TRUE",
    "payer": """EXISTS (
        SELECT 1 FROM jsonb_to_recordset(o.payers) p (payer_id text, sector text, organisation text)
        WHERE coalesce(lower(p.payer_id) = lower((%(own)s::text[])[1]), TRUE)
            AND coalesce(lower(p.sector) = lower((%(own)s::text[])[2]), TRUE)
            AND coalesce(lower(trim(p.organisation)) = lower(trim((%(own)s::text[])[3])), TRUE))""",
    "provider": "lower(trim(o.provider)) = lower(trim((%(own)s::text[])[3]))",
}
"""Who asks → the orders they may see at most: policies/orders.cedar says it of each row again."""
_PAGE = """
SELECT o.*, coalesce(c.number, '') AS case_number, coalesce(c.restricted_to, '{{}}') AS restricted_to,
    coalesce((
        SELECT jsonb_agg(to_jsonb(a) ORDER BY a.signed_on, a.number) FROM agreements a
        WHERE a.order_id = o.order_id
    ), '[]') AS agreements
FROM orders o LEFT JOIN cases c USING (case_id)
WHERE o.region = %(region)s AND {whose}
    AND (%(case_id)s::uuid IS NULL OR o.case_id = %(case_id)s)
    AND (%(case_numbers)s::text[] IS NULL OR c.number = ANY (%(case_numbers)s))
    AND (%(cursor)s::text IS NULL OR o.place < (SELECT place FROM orders WHERE number = %(cursor)s))
ORDER BY o.place DESC LIMIT %(limit)s
"""
_CASE = """
SELECT * FROM cases WHERE region = %(region)s
    AND (%(case_id)s::uuid IS NULL OR case_id = %(case_id)s)
    AND (%(case_numbers)s::text[] IS NULL OR number = ANY (%(case_numbers)s))
"""
