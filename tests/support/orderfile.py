"""Files of the joint order scenario's shape with other values, and what is known of each order on the way.

What must come out is counted from it by an oracle that asks nothing of the code under test
(tests/specs/billing/invoicing/oracle.py).
"""

import random
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.billing.domain.invoicing.work import Coverage, Price, PriceSince, SharesSince, Terms, WorkItem
from tests.specs.billing.invoicing.oracle import owed
from tests.support.orderwork import OrderWork
from tests.support.playfile import (
    COORDINATOR,
    DAY,
    FINANCE,
    HELSINKI,
    HOUR,
    WORKER,
    Line,
    after,
    months_from,
    noon,
)

MONTHS = 3
"""In which there is work; each is invoiced twice on the first of the next, the last of them later."""
SECTORS = {
    "fsw": "family_social_work", "edu": "education", "psy": "youth_psychiatry", "cwe": "child_welfare",
    "dis": "disability_services",
}  # fmt: skip
SERVICE_LINES = ("school_support", "support_person", "neuropsychiatric_coaching", "ot_consultation")
EVIDENCE = dict.fromkeys(
    ("provider_registered", "authority_decision", "individual_plan", "self_monitoring_plan"), True
)


class OrderFile(OrderWork):
    """An order of two to five payers over three months, as the seed has it.

    per: what the price is for. vat: whether the exemption is proved "at once" or "later", or it is "taxable".
    """

    def __init__(self, seed: int, per: str, vat: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.per = per
        months = [(2024, month) for month in range(6, 12)] + [(2025, month) for month in range(1, 11)]
        self.first = date(*self.chance.choice(months), 1)
        self.months = list(months_from(self.first, MONTHS))
        self.starts_on = self.first + self.chance.choice([0, 0, 9, 14]) * DAY
        self.ends_on = self.chance.choice([None, self.months[-1] + 17 * DAY])
        self.payers = tuple(self.chance.sample(sorted(SECTORS), self.chance.randint(2, 5)))
        self.late_payer = self.chance.choice(self.payers)
        self.service_line = self.chance.choice(SERVICE_LINES)
        self.vat = vat
        self.case_id, self.order_id, self.agreement_id, self.worker, self.client = (
            self.new_id() for _ in range(5)
        )
        self.timed = []
        self.prices: list[tuple[datetime, PriceSince]] = []
        self.shares: list[tuple[datetime, SharesSince]] = []
        self.committed: dict[str, datetime] = {}
        self.billable = datetime.max.replace(tzinfo=HELSINKI)
        self.work = []
        self._begin()
        self._order()
        self.meet()
        self._change()
        self._run()

    # What is known, and what must come out.

    def expected(self, month: date, at: datetime) -> dict[str, int]:
        """Cents by payer, of all that was known when a month was invoiced; who pays nothing is left out."""
        sums = owed(self._terms(at), self._known(at), f"{month:%Y-%m}") if self.billable <= at else {}
        return {
            payer: cents for payer, cents in sums.items() if cents and self.committed[payer] <= at
        }  # fmt: skip

    def _terms(self, at: datetime) -> Terms:
        last = self.months[-1] + 300 * DAY
        return Terms(
            payers=self.payers,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            prices=tuple(each for told, each in sorted(self.prices, key=_told) if told <= at),
            shares=tuple(each for told, each in sorted(self.shares, key=_told) if told <= at),
            agreements=(Coverage("a", self.starts_on, last, exempt=self.vat != "taxable"),),
            taxable=self.vat == "taxable",
        )

    def _known(self, at: datetime) -> list[WorkItem]:
        newest = {item.meeting_id: item for told, item in sorted(self.work, key=_told) if told <= at}
        return list(newest.values())

    # The file.

    def _of_order(self, at: datetime, command: str, /, *, refused: bool = False, **data: Any) -> None:
        self.say(at, FINANCE, f"billing.{command}", refused=refused, order_id=self.order_id, **data)

    def _begin(self) -> None:
        at = noon(self.first - 12 * DAY)
        self.begin_case(at, self.case_id, self.service_line)
        for member in (
            {"id": self.worker, "role": "worker", "user": WORKER["user"], "name": "Tuki Henkilö"},
            {"id": self.client, "role": "client"},
        ):
            self.of_case(at, COORDINATOR, "add_network_member", member=member)
        self.settle(at + HOUR)

    def _order(self) -> None:
        at = noon(self.first - 10 * DAY)
        price = self._a_price()
        e_invoice = {"address": "003701120389", "operator": "003721291126"}
        payers = [
            {"payer_id": each, "sector": SECTORS[each], "organisation": f"Tilaaja {each}",
             "business_id": "0112038-9", "e_invoice": e_invoice}
            for each in self.payers
        ]  # fmt: skip
        ends: Line = {"ends_on": self.ends_on.isoformat()} if self.ends_on else {}
        self._of_order(
            at, "place_order", case_id=self.case_id, service_line=self.service_line, payers=payers,
            provider={"name": "Esimerkkituottaja Oy", "business_id": "2345678-0"}, price=price,
            starts_on=self.starts_on.isoformat(), **ends,
        )  # fmt: skip
        self._priced(at, self.starts_on, price)
        for payer in self.payers:
            late = payer == self.late_payer
            self._commit(payer, noon(self.months[1] + self.chance.randrange(5, 25) * DAY) if late else at)
        odd = self._some_shares()
        most = max(odd, key=lambda payer: odd[payer])
        wrong = odd | {most: odd[most] - Decimal("0.0001")}
        self._of_order(at, "agree_cost_shares", refused=True,
                       effective_from=self.starts_on.isoformat(), shares=_written(wrong))  # fmt: skip
        self._share(at, "agree_cost_shares", self.starts_on, odd)
        self._agree(at)

    def _commit(self, payer: str, at: datetime) -> None:
        self.committed[payer] = at
        by = {"user": f"tilaaja-{payer}", "role": "buyer", "organisation": f"Tilaaja {payer}",
              "sector": SECTORS[payer], "payer_id": payer, "region": "sisa-suomi"}  # fmt: skip
        self.say(at, by, "billing.commit_to_pay", order_id=self.order_id, payer_id=payer,
                 decision_ref=f"Päätös {payer} 12", decided_on=at.date().isoformat())  # fmt: skip

    def _share(self, at: datetime, command: str, since: date, shares: dict[str, Decimal]) -> None:
        reason: Line = {"reason": "Sovittiin uudelleen."} if command == "revise_cost_shares" else {}
        self._of_order(at, command, effective_from=since.isoformat(), shares=_written(shares), **reason)
        self.shares.append((at, SharesSince(since, shares)))

    def _agree(self, at: datetime) -> None:
        """Signed at once; what the exemption asks for comes with it, later, or never (R-V2)."""
        term = {"from": self.first.isoformat(), "to": (self.months[-1] + 200 * DAY).isoformat()}
        evidence: Line = {"vat_exemption": EVIDENCE} if self.vat == "at once" else {}
        self._of_order(at, "sign_agreement", agreement_id=self.agreement_id, parties=["Tilaajat", "Tuottaja"],
                       term=term, starts_on=self.starts_on.isoformat(), rights_and_duties="Sovitusti.",
                       **evidence)  # fmt: skip
        self.billable = at if self.vat == "at once" else noon(self.months[1] + 12 * DAY)
        if self.vat == "later":
            self.say(self.billable, FINANCE, "billing.add_vat_evidence", agreement_id=self.agreement_id,
                     vat_exemption=EVIDENCE)  # fmt: skip
        if self.vat == "taxable":
            self._of_order(self.billable, "decide_taxable", reason="Rekisteröintiä ei ole.")

    def _a_price(self) -> Line:
        per, chance = self.per, self.chance
        euros = chance.randrange(30_000, 90_000) if per == "month" else chance.randrange(3_000, 9_000)
        price = {
            "per": per,
            "amount": f"{euros / 100:.2f}",
            "no_show": chance.choice(["full", "half", "none"]),
        }
        late: Line = {"late_cancellation_hours": chance.choice([24, 48])} if chance.random() < 0.8 else {}
        return price | late | ({"km": f"0.{chance.randrange(30, 70)}"} if chance.random() < 0.8 else {})

    def _priced(self, at: datetime, since: date, said: Line) -> None:
        km = Decimal(said["km"]) if "km" in said else None
        price = Price(said["per"], Decimal(said["amount"]), said["no_show"],
                      said.get("late_cancellation_hours"), km)  # fmt: skip
        self.prices.append((at, PriceSince(since, price)))

    def _some_shares(self) -> dict[str, Decimal]:
        """Odd percents with four decimals, exactly 100 together."""
        cuts = sorted(self.chance.sample(range(1, 1_000_000), len(self.payers) - 1))
        fine = [high - low for low, high in zip([0, *cuts], [*cuts, 1_000_000], strict=True)]
        return {
            payer: Decimal(part).scaleb(-4) for payer, part in zip(self.payers, fine, strict=True)
        }  # fmt: skip

    def _change(self) -> None:
        """Another price, other shares ahead, and back in time: not before the last payer has committed."""
        at = noon(self.months[1] + 2 * DAY)
        price = self._a_price()
        self._of_order(at, "change_price", price=price, reason="Indeksi.",
                       effective_from=(self.months[1] + 10 * DAY).isoformat())  # fmt: skip
        self._priced(at, self.months[1] + 10 * DAY, price)
        self._share(at, "agree_cost_shares", self.months[1] + 6 * DAY, self._some_shares())
        back = self.starts_on + DAY
        self._of_order(
            at + HOUR, "revise_cost_shares", refused=True, effective_from=back.isoformat(),
            shares=_written(self._some_shares()), reason="Liian aikaisin.",
        )  # fmt: skip
        for day in sorted(self.chance.sample(range(2, 28), self.chance.randint(1, 2))):
            since = self.starts_on + self.chance.randrange(60 - (self.starts_on - self.first).days) * DAY
            shares = self._some_shares()
            if self.chance.random() < 0.5:  # somebody pays nothing any more
                shares[self.payers[-1]] += shares[self.payers[0]]
                shares[self.payers[0]] = Decimal(0)
            self._share(noon(self.months[2] + day * DAY), "revise_cost_shares", since, shares)

    def _run(self) -> None:
        """Each month twice, and in the end once more when all is known."""
        self.runs: dict[str, tuple[date, datetime]] = {}
        last = max([after(self.months[-1]), *(at.date() + DAY for at, _ in self.timed)]) + DAY
        for month in self.months:
            at = noon(last if month == self.months[-1] else after(month)) - 3 * HOUR
            self.settle(at - HOUR)
            for _ in range(2):
                self._invoice(month, at)
            self.settle(at)
            self.ask(at, "billing.invoices", f"{month:%Y-%m}", order_id=self.order_id)
            self.runs[f"{month:%Y-%m}"] = (month, at)
        self.ask(at, "billing.order", "order", order_id=self.order_id)
        first, final = (f"{each:%Y-%m}" for each in (self.months[0] - DAY, self.months[-1]))
        self.ask(at, "reporting.costs", "costs", **{"from": first, "to": final, "by": "payer"})

    def _invoice(self, month: date, at: datetime) -> None:
        self.say(at, FINANCE, "billing.run_invoicing", month=f"{month:%Y-%m}", order_ids=[self.order_id])


def _told(each: tuple[datetime, Any]) -> datetime:
    return each[0]


def _written(shares: dict[str, Decimal]) -> dict[str, str]:
    return {payer: str(share) for payer, share in shares.items()}
