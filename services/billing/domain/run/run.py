"""A run of invoicing: asked for once, done once, however often the service stops meanwhile."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from shared.kernel.facts import Stream


class InvoicingAsked(Stream.Created):
    """Somebody asked that a month's work be invoiced: of some orders, or of all."""

    TOPIC = "billing.invoicing-asked"
    region: str
    month: str
    order_ids: tuple[UUID, ...]
    on: date


class InvoicingDone(Stream.Event):
    """All of it was invoiced. orders: how many were looked at; bills: how many were issued."""

    TOPIC = "billing.invoicing-done"
    month: str
    orders: int
    bills: int
    on: date


class InvoicingRun(Stream):
    """A job: it is answered at once, done exactly once, and asked after by its id."""

    TOPIC = "billing.run"
    kind: ClassVar[str] = "run"
    InvoicingAsked = InvoicingAsked
    InvoicingDone = InvoicingDone

    @classmethod
    def run_invoicing(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        region: str,
        month: str,
        on: date,
        order_ids: tuple[UUID, ...] = (),
    ) -> Self:
        return cls._create(cls.InvoicingAsked, id=id, region=region, month=month, order_ids=order_ids, on=on)

    def finish(self, *, orders: int, bills: int, on: date) -> None:
        """The last order was looked at. A bug where it was finished before."""
        if self.state == "done":
            msg = f"run {self.id} was done already"
            raise RuntimeError(msg)
        self.trigger_event(self.InvoicingDone, month=self.month, orders=orders, bills=bills, on=on)

    @event(InvoicingAsked)
    def __init__(self, *, region: str, month: str, order_ids: tuple[UUID, ...], on: date) -> None:
        self.region, self.month, self.order_ids, self.asked_on = region, month, order_ids, on
        self.state = "waiting"

    @event(InvoicingDone)
    def _done(self) -> None:
        self.state = "done"
