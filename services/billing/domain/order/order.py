"""Order (tilaus, yhteistilaus): work of a case that one or more payers pay for. Here its facts make it."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.billing.domain.invoicing.account import Account
from services.billing.domain.language import (
    Ceiling,
    Commitment,
    DatedCeiling,
    DatedPrice,
    DatedShares,
    Payer,
    Price,
    Provider,
)
from services.billing.domain.order import facts
from services.billing.domain.order.billing import BillingDecisions
from services.billing.domain.order.facts import Told
from shared.kernel.facts import Keeping, Stream


class Order(BillingDecisions, Stream):
    """An order from its placing to its end, and what was billed of it.

    Decisions have the names of the commands and stand in placing.py and billing.py; what is known stands
    in state.py, and what was billed in its account (domain/invoicing).
    """

    TOPIC = "billing.order"
    kind: ClassVar[str] = "order"

    OrderPlaced = facts.OrderPlaced
    PayerCommitted = facts.PayerCommitted
    CostSharesAgreed = facts.CostSharesAgreed
    CostSharesRevised = facts.CostSharesRevised
    CeilingRaised = facts.CeilingRaised
    PriceChanged = facts.PriceChanged
    OrderEnded = facts.OrderEnded
    TaxableDecided = facts.TaxableDecided
    WorkBilled = facts.WorkBilled
    CreditNoteIssued = facts.CreditNoteIssued

    @classmethod
    def begin(cls, *, order_id: UUID, **fields: object) -> Self:
        return cls._create(cls.OrderPlaced, id=order_id, **fields)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    # From here on facts assign, and nothing refuses.

    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        county: str,
        case_id: UUID,
        case_number: str,
        service_line: str,
        provider: Provider,
        payers: tuple[Payer, ...],
        price: Price,
        ceiling: Ceiling | None,
        starts_on: date,
        ends_on: date | None,
        on: date,
    ) -> None:
        self.number, self.region, self.kept, self.county = number, region, keeping, county
        self.case_id, self.case_number, self.service_line = case_id, case_number, service_line
        self.provider, self.payers = provider, payers
        self.starts_on, self.ends_on, self.placed_on = starts_on, ends_on, on
        self.prices: tuple[DatedPrice, ...] = (DatedPrice(starts_on, price),)
        self.ceilings: tuple[DatedCeiling, ...] = (DatedCeiling(starts_on, ceiling),) if ceiling else ()
        self.agreed_shares: tuple[DatedShares, ...] = ()
        self.commitments: tuple[Commitment, ...] = ()
        self.taxable_since: date | None = None
        self.account = Account()

    @event(PayerCommitted)
    def _committed(
        self, payer_id: str, decision_ref: str, decided_on: date, valid_until: date | None
    ) -> None:
        new = Commitment(payer_id, decision_ref, decided_on, valid_until)
        self.commitments = (*self.commitments, new)

    @event(CostSharesAgreed)
    def _shares_agreed(self, effective_from: date, shares: dict[str, Decimal]) -> None:
        self.agreed_shares = (*self.agreed_shares, DatedShares(effective_from, shares))

    @event(CostSharesRevised)
    def _shares_revised(
        self, effective_from: date, shares: dict[str, Decimal], entries: Told, bills: Told
    ) -> None:
        self.agreed_shares = (*self.agreed_shares, DatedShares(effective_from, shares))
        self.account.take(entries, bills)

    @event(CeilingRaised)
    def _ceiling_raised(self, ceiling: Ceiling, effective_from: date) -> None:
        self.ceilings = (*self.ceilings, DatedCeiling(effective_from, ceiling))

    @event(PriceChanged)
    def _price_changed(self, price: Price, effective_from: date) -> None:
        self.prices = (*self.prices, DatedPrice(effective_from, price))

    @event(OrderEnded)
    def _ended(self, ends_on: date) -> None:
        self.ends_on = ends_on

    @event(TaxableDecided)
    def _taxable(self, on: date) -> None:
        self.taxable_since = on

    @event(WorkBilled)
    def _billed(self, entries: Told, bills: Told) -> None:
        self.account.take(entries, bills)

    @event(CreditNoteIssued)
    def _credited(self, entries: Told, bills: Told) -> None:
        self.account.take(entries, bills)
