"""A log of billing's public facts in memory, as a reader is given it; and orders made up by chance."""

import json
import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from shared.contracts.billing import (
    CeilingRaised,
    CostSharesAgreed,
    CostSharesRevised,
    InvoiceCredited,
    InvoiceIssued,
    InvoicingAsked,
    InvoicingDone,
    OrderEnded,
    OrderPlaced,
    WorkBilled,
)
from shared.contracts.envelope import Message, PublicFact, to_cloud_event
from tests.support.counted import HELSINKI

Event = dict[str, Any]
REGIONS = ("sisa-suomi", "uusimaa")
PAYERS = {"ls": "child_welfare", "si": "education", "tp": "health_psychosocial"}
OFFICE = "4f" * 16
"""Their organisation, as a pseudonym."""
MONTHS = ("2025-08", "2025-09", "2025-10", "2025-11")


class ToldLog:
    """A service's public facts in order, with the gaps that saves given up leave in their numbers."""

    service: ClassVar[str]
    of: ClassVar[tuple[str, ...]]
    """By which ids its facts belong together, the first that a fact has."""

    def __init__(self) -> None:
        self.log_id = uuid4()
        self.events: list[Event] = []
        self._at = datetime(2025, 8, 1, 9, tzinfo=HELSINKI)
        self._skipped = 0

    @property
    def head(self) -> int:
        return int(self.events[-1]["position"]) if self.events else 0

    def tell(self, facts: Iterable[PublicFact], region: str = REGIONS[0]) -> None:
        """Each an hour after the one before."""
        for fact in facts:
            self._at += timedelta(hours=1)
            message = Message(
                body=fact, service=self.service, region=region, subject=self._subject(fact), at=self._at,
                recorded_at=self._at, log_id=self.log_id, position=self.head + 1 + self._skipped,
                previous=self.head, sequence=1, actor_role="coordinator", correlation_id="c",
            )  # fmt: skip
            self._skipped = 0
            self.events.append(json.loads(json.dumps(to_cloud_event(message), default=str)))

    def skip(self) -> None:
        """A number that no fact ever has."""
        self._skipped += 1

    def facts_after(self, position: int, limit: int = 500) -> dict[str, Any]:
        """What a reader that asks is told."""
        more = [event for event in self.events if event["position"] > position][:limit]
        return {"log_id": str(self.log_id), "head": self.head, "facts": more}

    def _subject(self, fact: PublicFact) -> str:
        for name in self.of:
            if hasattr(fact, name):
                return f"{name.removesuffix('_id')}/{getattr(fact, name)}"
        raise AssertionError(fact)


class BillingLog(ToldLog):
    """Facts of one order, of one invoice and of one run belong together."""

    service = "billing"
    of = ("invoice_id", "order_id", "run_id")


class Paid:
    """An order from its placing on, as billing could tell it. seed: the same seed gives the same facts."""

    def __init__(self, seed: int, steps: int = 6) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.region = self.chance.choice(REGIONS)
        self.order_id, self.case_id = self._id(), self._id()
        self.county = self.chance.choice(("08", "09", "16"))
        self.line = self.chance.choice(("neuropsychiatric_coaching", "school_support"))
        self.payers = self.chance.sample(list(PAYERS), self.chance.randint(1, len(PAYERS)))
        self.facts: list[PublicFact] = [self._placed(), self._shares(CostSharesAgreed)]
        self._issued: list[InvoiceIssued] = []
        self._counted = 0
        for _ in range(steps):
            self.chance.choice((self._bill, self._bill, self._credit, self._revise, self._change))()

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _of_order(self, kind: type[PublicFact], **said: Any) -> PublicFact:
        return kind.model_validate({"order_id": self.order_id, "state": "placed", **said})

    def _placed(self) -> PublicFact:
        ceiling = {"amount": self.chance.randrange(10**6)} if self.chance.random() < 0.5 else None
        ends_on = self.chance.choice((None, date(2026, 5, 31), date(2025, 12, 15)))
        return self._of_order(
            OrderPlaced, number="2025-00001", county=self.county, case_id=self.case_id,
            case_number="2025-00001", service_line=self.line, per="hour", ceiling=ceiling, ends_on=ends_on,
            payers=[
                {"payer_id": payer, "sector": PAYERS[payer], "organisation": OFFICE} for payer in self.payers
            ],
            starts_on=date(2025, 8, 1), on=date(2025, 7, 1),
        )  # fmt: skip

    def _shares(self, kind: type[PublicFact]) -> PublicFact:
        shares = dict.fromkeys(self.payers, "0.0000") | {self.chance.choice(self.payers): "100.0000"}
        return self._of_order(kind, effective_from=date(2025, 8, 1), shares=shares)

    def _revise(self) -> None:
        self.facts.append(self._shares(CostSharesRevised))

    def _change(self) -> None:
        if self.chance.random() < 0.5:
            ceiling = {"hours": f"{self.chance.randrange(1, 200)}.00"}
            self.facts.append(self._of_order(CeilingRaised, ceiling=ceiling, effective_from="2025-10-01"))
        else:
            self.facts.append(self._of_order(OrderEnded, ends_on=date(2025, 12, 31)))

    def _bill(self) -> None:
        """A run of a month that bills work of it, and late work of the months before."""
        month, run = self.chance.choice(MONTHS), {"run_id": self._id(), "on": date(2025, 12, 1)}
        orders = (self.order_id,) if self.chance.random() < 0.5 else ()
        asked = run | {"month": month, "state": "waiting", "order_ids": orders}
        self.facts.append(InvoicingAsked.model_validate(asked))
        for payer in self.payers:
            months = self.chance.sample(MONTHS, self.chance.randint(1, 3))
            self._issue(payer, month, [self._work(each) for each in months])
        seconds = self.chance.randrange(36_000)
        self.facts.append(self._of_order(
            WorkBilled, month=month, invoices=(), seconds=seconds, on=date(2025, 12, 1)
        ))  # fmt: skip
        done = run | {"month": month, "state": "done", "orders": 1, "bills": len(self.payers)}
        self.facts.append(InvoicingDone.model_validate(done))

    def _work(self, month: str) -> Event:
        rate, net = self.chance.choice((0, 2400, 2550)), self.chance.randrange(-5000, 100_000)
        return {"month": month, "rate": rate, "net": net, "vat": net * rate // 10_000}

    def _credit(self) -> None:
        """A whole invoice is taken back by a credit note."""
        if not self._issued:
            return
        credited = self._issued.pop(self.chance.randrange(len(self._issued)))
        back = [each.model_dump() | {"net": -each.net, "vat": -each.vat} for each in credited.work]
        self._issue(credited.payer_id, credited.month, back, corrects=credited.number)
        said = {"invoice_id": credited.invoice_id, "state": "credited", "amount": credited.total}
        self.facts.append(InvoiceCredited.model_validate(
            said | {"by": self._number(), "whole": True, "on": date(2025, 12, 2)}
        ))  # fmt: skip

    def _issue(self, payer: str, month: str, work: list[Event], corrects: str | None = None) -> None:
        self._counted += 1
        net, vat = sum(part["net"] for part in work), sum(part["vat"] for part in work)
        issued = InvoiceIssued.model_validate({
            "invoice_id": self._id(), "state": "issued", "number": self._number(), "corrects": corrects,
            "kind": "credit" if corrects else "invoice", "order_id": self.order_id, "case_id": self.case_id,
            "county": self.county, "service_line": self.line, "payer_id": payer, "sector": PAYERS[payer],
            "payer_organisation": OFFICE, "month": month, "issued_on": date(2025, 12, 1),
            "net": net, "vat": vat, "total": net + vat, "work": work,
        })  # fmt: skip
        self.facts.append(issued)
        if not corrects:
            self._issued.append(issued)

    def _number(self) -> str:
        return f"23456780-{self._counted:06}"
