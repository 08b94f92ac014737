"""The decisions on an order: who pays what part, at what price, up to what, until when."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.billing.domain.language import Ceiling, Payer, Price, Provider, Shares
from services.billing.domain.order import facts
from services.billing.domain.order.state import OrderState
from shared.kernel.facts import Keeping
from shared.kernel.money import FINEST, WHOLE
from shared.kernel.refused import Refused


class OrderDecisions(OrderState):
    """What is decided on an order. Each has the name of its command; it may refuse, and assigns nothing."""

    @classmethod
    @abstractmethod
    def begin(cls, *, order_id: UUID, **fields: object) -> Self:
        """Opens the stream with OrderPlaced."""

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Triggers a fact."""

    @classmethod
    def place_order(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        county: str,
        keeping: Keeping,
        case_id: UUID,
        case_number: str,
        service_line: str,
        provider: Provider,
        payers: tuple[Payer, ...],
        price: Price,
        starts_on: date,
        on: date,
        ceiling: Ceiling | None = None,
        ends_on: date | None = None,
    ) -> Self:
        """Work of a case is ordered. Refused where it ends before it starts, or two payers share a code."""
        if ends_on is not None and ends_on < starts_on:
            raise Refused("the order ends before it starts")
        if len({payer.payer_id for payer in payers}) < len(payers):
            raise Refused("each payer has a code of its own in the order")
        return cls.begin(
            order_id=id, number=number, region=region, keeping=keeping, county=county, case_id=case_id,
            case_number=case_number, service_line=service_line, provider=provider, payers=payers, price=price,
            ceiling=ceiling, starts_on=starts_on, ends_on=ends_on, on=on,
        )  # fmt: skip

    def commit_to_pay(
        self,
        *,
        payer_id: str,
        decision_ref: str,
        decided_on: date,
        on: date,
        valid_until: date | None = None,
    ) -> None:
        """A payer's own decision (R-B7). Refused for one that is not in the order, or made in the future."""
        self.must_be_payers([payer_id])
        if decided_on > on:
            raise Refused("a time in the future is refused: {field}", field="decided_on")
        if valid_until is not None and valid_until < decided_on:
            raise Refused("the decision ends before it was made")
        self.tell(
            facts.PayerCommitted,
            payer_id=payer_id, decision_ref=decision_ref, decided_on=decided_on, valid_until=valid_until,
        )  # fmt: skip

    def agree_cost_shares(self, *, effective_from: date, shares: Shares) -> None:
        """Who pays what part from a day on (R-B1).

        Refused where they do not sum to exactly 100, and where parts are agreed from that day or a later one
        already: then they are revised, with a reason.
        """
        whole = self.whole_shares(effective_from, shares)
        if any(each.effective_from >= effective_from for each in self.agreed_shares):
            raise Refused("shares are agreed from that day on: revise them, with a reason")
        self.tell(facts.CostSharesAgreed, effective_from=effective_from, shares=whole)

    def raise_ceiling(self, *, ceiling: Ceiling, effective_from: date, reason: str) -> None:
        """More may be billed from a day on (R-B6). Refused where it is not more, or counts something else."""
        before = self.ceiling_on(effective_from)
        if before is None:
            raise Refused("the order has no ceiling to raise")
        if (before.amount is None) != (ceiling.amount is None):
            raise Refused("a ceiling stays what it is: an amount, or hours")
        limit, was = (each.amount or each.hours or 0 for each in (ceiling, before))
        if limit <= was:
            raise Refused("the new ceiling is not higher than the one before")
        self.tell(facts.CeilingRaised, ceiling=ceiling, effective_from=effective_from, reason=reason)

    def change_price(self, *, price: Price, effective_from: date, reason: str) -> None:
        """Another price from a day on. Refused where that day lies outside the order, or nothing changes."""
        self._must_be_within(effective_from)
        if price == self.price_on(effective_from):
            raise Refused("that is the price already")
        if (price.per == "month") != (self.price_on(effective_from).per == "month"):
            raise Refused("a price per month and one by the work do not follow each other: place a new order")
        self.tell(facts.PriceChanged, price=price, effective_from=effective_from, reason=reason)

    def end_order(self, *, ends_on: date, reason: str) -> None:
        """The order's last day. Refused before its start, and after an end that was set before."""
        if ends_on < self.starts_on:
            raise Refused("the order ends before it starts")
        if self.ends_on is not None and ends_on >= self.ends_on:
            raise Refused("the order ends on {day} already", day=self.ends_on)
        self.tell(facts.OrderEnded, ends_on=ends_on, reason=reason)

    def decide_taxable(self, *, reason: str, on: date) -> None:
        """For want of evidence the order's work is taxed (R-V2). Refused a second time."""
        if self.taxable_since is not None:
            raise Refused("it was decided already that the work is taxed")
        self.tell(facts.TaxableDecided, reason=reason, on=on)

    def must_be_payers(self, named: Iterable[str]) -> None:
        """Refuses a payer that is not in the order."""
        known = [payer.payer_id for payer in self.payers]
        for payer_id in named:
            if payer_id not in known:
                raise Refused(
                    "the order has no payer {payer}: its payers are {known}", payer=payer_id, known=known
                )

    def whole_shares(self, effective_from: date, shares: Shares) -> dict[str, Decimal]:
        """In the order's own order, each payer with a part, be it 0. Refused where it is not 100 together."""
        self.must_be_payers(shares)
        self._must_be_within(effective_from)
        total = sum(shares.values(), Decimal())
        if total != WHOLE:
            raise Refused("shares sum to exactly 100, not to {total}", total=total)
        none = Decimal()
        return {payer.payer_id: shares.get(payer.payer_id, none).quantize(FINEST) for payer in self.payers}

    def _must_be_within(self, day: date) -> None:
        if day < self.starts_on:
            raise Refused("the order starts only on {day}", day=self.starts_on)
        if self.ends_on is not None and day > self.ends_on:
            raise Refused("the order ends on {day} already", day=self.ends_on)
