"""A payment that the bank told: on an invoice, or before a person until one has decided about it."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.billing.domain.payments import by_hand, facts
from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.matching import OpenInvoice, Placed, Unplaced
from shared.kernel.facts import Stream
from shared.kernel.refused import Refused


class Payment(Stream):
    """States: waiting (for a person), placed, set_aside, told_apart (a sum whose payments came).

    Its id is what it is recognised by (credits.py): a payment that is told twice is one stream, begun once.
    """

    TOPIC = "billing.payment"
    kind: ClassVar[str] = "payment"
    PaymentReceived = facts.PaymentReceived
    PaymentPlaced = facts.PaymentPlaced
    PaymentSetAside = facts.PaymentSetAside
    SumToldApart = facts.SumToldApart

    @classmethod
    def receive(
        cls, credit: Credit, *, number: str, region: str, of_file: UUID, on: date,
        waits: Unplaced | None = None, of_sum: UUID | None = None,
    ) -> Self:  # fmt: skip
        """As the bank told it. waits: where no invoice takes it by its reference."""
        return cls._create(
            cls.PaymentReceived,
            id=credit.entry_id, number=number, region=region, of_file=of_file, booking=credit.booking,
            account=credit.account, reference=credit.reference, amount=credit.amount,
            paid_on=credit.paid_on, references=credit.references, payments=credit.payments,
            returned=credit.returned, of_sum=of_sum, reason=waits.reason if waits else None,
            about=waits.number or None if waits else None, on=on,
        )  # fmt: skip

    def note_placed(self, placed: Placed, *, on: date) -> None:
        """Its reference named an invoice that takes it."""
        self._tell_placed(placed, by_hand=False, on=on)

    def place_by_hand(self, invoice: OpenInvoice, *, amount: int | None = None, on: date) -> Placed:
        """A person says which invoice it pays, whole or in part. Refused as by_hand.place_by_hand says."""
        placed, _ = by_hand.place_by_hand(self._waiting(), invoice, amount)
        self._tell_placed(placed, by_hand=True, on=on)
        return placed

    def set_aside(self, *, why: str, on: date) -> None:
        """A person says that it belongs to no invoice. Refused as by_hand.set_aside says."""
        aside = by_hand.set_aside(self._waiting(), why)
        self.tell(facts.PaymentSetAside, amount=aside.amount, why=aside.why, on=on)

    def note_told_apart(self, *, on: date) -> None:
        """The payments that it is the sum of were told."""
        self.tell(facts.SumToldApart, amount=self.left, on=on)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    def _waiting(self) -> Unplaced:
        if self.state != "waiting":
            raise Refused("the payment waits no longer: it is on an invoice or was set aside")
        return Unplaced(self.credit, self.left, self.reason or "", self.about or "", self.of_sum)

    def _tell_placed(self, placed: Placed, *, by_hand: bool, on: date) -> None:
        self.tell(
            facts.PaymentPlaced,
            invoice=placed.number, amount=placed.amount, over=placed.over, by_hand=by_hand, on=on,
        )  # fmt: skip

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    @property
    def credit(self) -> Credit:
        """What the bank told."""
        return Credit(
            self.id, self.booking, self.account, self.reference, self.amount, self.paid_on, self.references,
            self.payments, self.returned,
        )  # fmt: skip

    @property
    def is_whole_sum(self) -> bool:
        """Whether it is a sum that waits as it was told: its payments may still come."""
        return self.payments > 1 and self.state == "waiting" and self.left == self.amount

    # From here on facts assign, and nothing refuses.

    @event(PaymentReceived)
    def __init__(
        self,
        *,
        number: str,
        region: str,
        of_file: UUID,
        booking: UUID,
        account: str,
        reference: str,
        amount: int,
        paid_on: date,
        references: int,
        payments: int,
        returned: bool,
        of_sum: UUID | None,
        reason: str | None,
        about: str | None,
        on: date,
    ) -> None:
        self.number, self.region, self.of_file, self.booking = number, region, of_file, booking
        self.account, self.reference, self.amount, self.paid_on = account, reference, amount, paid_on
        self.references, self.payments, self.returned = references, payments, returned
        self.of_sum, self.reason, self.about, self.received_on = of_sum, reason, about, on
        self.left = amount
        self.why: str | None = None
        self.state = "waiting" if reason else "placed"

    @event(PaymentPlaced)
    def _placed(self, amount: int) -> None:
        self.left -= amount
        self.about = None
        self.state = "waiting" if self.left else "placed"

    @event(PaymentSetAside)
    def _set_aside(self, why: str) -> None:
        self.left, self.why, self.state = 0, why, "set_aside"

    @event(SumToldApart)
    def _told_apart(self) -> None:
        self.left, self.state = 0, "told_apart"
