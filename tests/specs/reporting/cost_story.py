"""Orders and invoices as reporting is told of them: coaching that child welfare and a school pay together."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from shared.contracts.billing import (
    CostSharesAgreed,
    CostSharesRevised,
    InvoiceIssued,
    InvoicingAsked,
    InvoicingDone,
    OrderPlaced,
    WorkBilled,
)
from shared.kernel.asker import Asker
from tests.specs.reporting.case_story import case
from tests.specs.reporting.story import LOGS, Story, coordinator

SECTORS = {"ls-08": "child_welfare", "si-08": "education"}
"""The payers, as orders list them."""
HERE, ELSEWHERE = "4f" * 16, "c0" * 16
"""Organisations, as pseudonyms."""
BILLING = LOGS["billing"]


def order(n: int = 1) -> UUID:
    return uuid5(BILLING, f"order {n}")


def ordered(n: int = 1, ends_on: str | None = "2026-05-31", **changes: Any) -> OrderPlaced:
    said: dict[str, Any] = {
        "order_id": order(n), "state": "placed", "number": f"2025-{n:05}", "county": "08",
        "case_id": case(n), "case_number": f"2025-{n:05}", "service_line": "neuropsychiatric_coaching",
        "payers": [
            {"payer_id": payer, "sector": sector, "organisation": HERE} for payer, sector in SECTORS.items()
        ],
        "per": "hour", "starts_on": "2025-09-01", "ends_on": ends_on, "on": "2025-08-25",
    }  # fmt: skip
    return OrderPlaced.model_validate(said | changes)


def shared(
    n: int = 1, since: str = "2025-09-01", *, revised: bool = False, **shares: str
) -> CostSharesAgreed | CostSharesRevised:
    """shares: of `ls` and `si`; half each where nothing is said."""
    told = {"ls-08": shares.get("ls", "50.0000"), "si-08": shares.get("si", "50.0000")}
    kind = CostSharesRevised if revised else CostSharesAgreed
    return kind.model_validate(
        {"order_id": order(n), "state": "placed", "effective_from": since, "shares": told}
    )


def charged(
    number: int, net: int, payer: str = "ls-08", month: str = "2025-09", *, rate: int = 0, n: int = 1,
    **changes: Any,
) -> InvoiceIssued:  # fmt: skip
    """The number-th invoice; a credit note where net is below nothing. work: where it is not of one month."""
    vat = net * rate // 10_000
    work = [{"month": month, "rate": rate, "net": net, "vat": vat}]
    said: dict[str, Any] = {
        "invoice_id": uuid5(BILLING, f"invoice {number}"), "state": "issued",
        "number": f"23456780-{number:06}", "kind": "credit" if net < 0 else "invoice",
        "order_id": order(n), "case_id": case(n), "county": "08",
        "service_line": "neuropsychiatric_coaching", "payer_id": payer, "sector": SECTORS[payer],
        "payer_organisation": HERE, "month": month, "issued_on": date(2025, 10, 1),
        "net": net, "vat": vat, "total": net + vat, "work": work,
    }  # fmt: skip
    return InvoiceIssued.model_validate(said | changes)


def billed(month: str, n: int = 1, seconds: int = 0) -> WorkBilled:
    said = {"order_id": order(n), "state": "placed", "month": month, "invoices": (), "on": "2025-10-01"}
    return WorkBilled.model_validate(said | {"seconds": seconds})


def run(story: Story, month: str, day: str, *orders: UUID) -> Story:
    """A month was invoiced; of all orders where none are named."""
    same = {"run_id": uuid5(BILLING, f"run {month} {day}"), "month": month, "on": day}
    story.tell(InvoicingAsked.model_validate(same | {"state": "waiting", "order_ids": orders}), day)
    done = same | {"state": "done", "orders": 1, "bills": 2}
    return story.tell(InvoicingDone.model_validate(done), day)


def finance(day: str = "2025-11-10", **changes: Any) -> Asker:
    return coordinator(day, **({"user": "talous-1", "role": "finance"} | changes))


def payer(payer_id: str = "ls-08", day: str = "2025-11-10", **changes: Any) -> Asker:
    return finance(day, **({"user": "maksaja-1", "payer_id": payer_id} | changes))


def costs(story: Story, by: str = "sector", asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    period = {"from": "2025-08", "to": "2025-12"}
    return story.ask("costs", asker or finance(), by=by, **(period | data))


def nets(answer: dict[str, Any]) -> dict[str, str]:
    return {row["key"]: row["net"] for row in answer["rows"]}


def autumn(story: Story) -> Story:
    """An order, and September and October invoiced to both payers, 100 € of each."""
    story.tell(ordered(), "2025-08-25").tell(shared(), "2025-08-25")
    for number, month, day in ((1, "2025-09", "2025-10-01"), (3, "2025-10", "2025-11-03")):
        for place, who in enumerate(SECTORS):
            story.tell(charged(number + place, 10_000, who, month), day)
        story.tell(billed(month), day)
        run(story, month, day)
    return story
