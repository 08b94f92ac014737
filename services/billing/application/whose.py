"""Whose an order is: rows written in the transaction of its facts, and what the policies are told of it.

A payer's code is unique in its order only. A user is a payer's own where all that their sign-in says of
payer, sector and organisation is that payer's, and it says the code, or sector and organisation both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from services.billing.domain.agreement import Agreement
from services.billing.domain.order import Order
from services.billing.domain.payments.payment import Payment
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import About, Policy


@dataclass(frozen=True)
class Case:
    """A case that intake opened, as far as an order needs to know it."""

    case_id: UUID
    number: str
    region: str
    county: str
    service_line: str
    controller: str | None
    register: str | None
    service_task: str | None
    restricted_to: tuple[str, ...]


def own_payers(asker: Asker, payers: list[dict[str, Any]]) -> frozenset[str]:
    """The codes of those payers whose own user asks. payers: {payer_id, sector, organisation}."""
    return frozenset(each["payer_id"] for each in payers if _is_own(asker, each))


def _is_own(asker: Asker, payer: dict[str, Any]) -> bool:
    said = {
        "payer_id": asker.payer_id,
        "sector": asker.sector,
        "organisation": asker.organisation,
    }
    if not (said["payer_id"] or (said["sector"] and said["organisation"])):
        return False
    return all(_alike(value, payer[name]) for name, value in said.items() if value)


def _alike(said: str, known: str) -> bool:
    return said.strip().casefold() == known.strip().casefold()


def closed_off(asker: Asker, restricted_to: list[str] | tuple[str, ...], key: RegionKey) -> bool:
    """Whether a case that is restricted to named people is closed off from the asker (R-C10)."""
    return bool(restricted_to) and key.user_pseudonym(asker.user) not in restricted_to


class Whose:
    """Answers whose a case's work, an order or an invoice is, and refuses what is not the asker's."""

    def __init__(self, policy: Policy, key: RegionKey) -> None:
        self._policy = policy
        self._key = key

    def case_for(self, asker: Asker, rows: Connection[DictRow], case_id: UUID) -> Case:
        """The case that work is ordered for. Unknown where there is none, or none that concerns the asker."""
        row = rows.execute("SELECT * FROM cases WHERE case_id = %s", (case_id,)).fetchone()
        if row:
            case = Case(**{**row, "restricted_to": tuple(row["restricted_to"])})
            off = closed_off(asker, case.restricted_to, self._key)
            if self._policy.allows(asker, About.of("NewOrder", region=case.region, closed_off=off)):
                return case
        raise Unknown("there is no {kind} with the id {id}", kind="case", id=str(case_id))

    def sees_all_of(self, asker: Asker, case: DictRow) -> bool:
        """Whether a case's orders are the asker's to see whoever pays and provides. case: its row."""
        off = closed_off(asker, case["restricted_to"], self._key)
        about = About.of("Order", region=case["region"], pays=False, provides=False, closed_off=off)
        return self._policy.allows(asker, about)

    def refuse_stranger(self, asker: Asker, rows: Connection[DictRow], order_id: UUID) -> DictRow:
        """The order's row. Unknown where there is none, or none that concerns the asker."""
        row = rows.execute(_ORDER, (order_id,)).fetchone()
        if row is None or not self._policy.allows(asker, self.about(asker, row)):
            raise Unknown("there is no {kind} with the id {id}", kind=Order.kind, id=str(order_id))
        return row

    def refuse_strangers_agreement(
        self, asker: Asker, rows: Connection[DictRow], agreement_id: UUID
    ) -> DictRow:
        """The row of the agreement's order. Unknown as above."""
        row = rows.execute(_ORDER_OF_AGREEMENT, (agreement_id,)).fetchone()
        if row is None or not self._policy.allows(asker, self.about(asker, row)):
            raise Unknown("there is no {kind} with the id {id}", kind=Agreement.kind, id=str(agreement_id))
        return row

    def refuse_strangers_invoice(
        self, asker: Asker, rows: Connection[DictRow], by: str, value: str
    ) -> DictRow:
        """The row of an invoice. Unknown where there is none, or none that concerns the asker.

        by: "number" or "reference".
        """
        row = rows.execute(_INVOICES[by], (value,)).fetchone()
        if row is None or not self._policy.allows(asker, self.about_invoice(asker, row)):
            raise Unknown(SENTENCES[by], **{by: value})
        return row

    def refuse_strangers_payment(self, asker: Asker, rows: Connection[DictRow], entry_id: UUID) -> DictRow:
        """The row of a payment that the bank told. Unknown where there is none, or not for this asker."""
        row = rows.execute("SELECT * FROM payments WHERE entry_id = %s", (entry_id,)).fetchone()
        if row is None or not self.allows(asker, About.of("Payment", region=row["region"])):
            raise Unknown("there is no {kind} with the id {id}", kind=Payment.kind, id=str(entry_id))
        return row

    def about(self, asker: Asker, row: DictRow) -> About:
        """What the policies are told of an order (policies/orders.cedar)."""
        return About.of(
            "Order",
            region=row["region"],
            pays=bool(own_payers(asker, row["payers"])),
            provides=bool(asker.organisation) and _alike(str(asker.organisation), row["provider"]),
            closed_off=closed_off(asker, row["restricted_to"], self._key),
        )

    def about_invoice(self, asker: Asker, row: DictRow) -> About:
        """What the policies are told of an invoice: of one payer. row: with payer_id, payers, provider."""
        return About.of(
            "Invoice",
            region=row["region"],
            pays=row["payer_id"] in own_payers(asker, row["payers"]),
            provides=bool(asker.organisation) and _alike(str(asker.organisation), row["provider"]),
        )

    def allows(self, asker: Asker, about: About) -> bool:
        """Whether the asker may, about this one."""
        return self._policy.allows(asker, about)


def row_of_order(order: Order) -> Callable[[Cursor[DictRow]], None]:
    """Writes the order's row."""
    values: dict[str, Any] = {
        "order_id": order.id,
        "number": order.number,
        "region": order.region,
        "county": order.county,
        "case_id": order.case_id,
        "service_line": order.service_line,
        "provider": order.provider.name,
        "payers": Jsonb(
            [
                {name: getattr(payer, name) for name in ("payer_id", "sector", "organisation")}
                for payer in order.payers
            ]
        ),
        "starts_on": order.starts_on,
        "ends_on": order.ends_on,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_ORDER, values)

    return write


def row_of_agreement(agreement: Agreement) -> Callable[[Cursor[DictRow]], None]:
    """Writes the agreement's row."""
    last: date = agreement.term.last
    values: dict[str, Any] = {
        "agreement_id": agreement.id,
        "number": agreement.number,
        "order_id": agreement.order_id,
        "state": agreement.state,
        "starts_on": agreement.starts_on,
        "term_last": last,
        "ends_on": agreement.ends_on,
        "exempt": agreement.vat_exemption.whole,
        "signed_on": agreement.signed_on,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_AGREEMENT, values)

    return write


_COLUMNS = "o.*, coalesce(c.restricted_to, '{}') AS restricted_to"
_ORDER = f"SELECT {_COLUMNS} FROM orders o LEFT JOIN cases c USING (case_id) WHERE o.order_id = %s"  # noqa: S608
_ORDER_OF_AGREEMENT = f"""
SELECT {_COLUMNS} FROM agreements a JOIN orders o USING (order_id) LEFT JOIN cases c USING (case_id)
WHERE a.agreement_id = %s
"""  # noqa: S608 - columns
SENTENCES = {
    "number": "there is no invoice {number}",
    "reference": "no invoice has the reference {reference}",
}
_INVOICES = {
    by: f"SELECT i.*, o.payers, o.provider FROM invoices i JOIN orders o USING (order_id) WHERE i.{by} = %s"  # noqa: S608
    for by in SENTENCES
}
_WRITE_ORDER = """
INSERT INTO orders (
    order_id, number, region, county, case_id, service_line, provider, payers, starts_on, ends_on)
VALUES (
    %(order_id)s, %(number)s, %(region)s, %(county)s, %(case_id)s, %(service_line)s, %(provider)s,
    %(payers)s, %(starts_on)s, %(ends_on)s)
ON CONFLICT (order_id) DO UPDATE SET ends_on = excluded.ends_on
"""
_WRITE_AGREEMENT = """
INSERT INTO agreements (
    agreement_id, number, order_id, state, starts_on, term_last, ends_on, exempt, signed_on)
VALUES (
    %(agreement_id)s, %(number)s, %(order_id)s, %(state)s, %(starts_on)s, %(term_last)s, %(ends_on)s,
    %(exempt)s, %(signed_on)s)
ON CONFLICT (agreement_id) DO UPDATE SET
    state = excluded.state, ends_on = excluded.ends_on, exempt = excluded.exempt
"""
