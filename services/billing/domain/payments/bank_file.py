"""A file of the bank: taken in as a whole or refused as a whole, and read once."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from services.billing.domain.payments import facts
from shared.kernel.facts import Stream


class BankFile(Stream):
    """States: waiting (its payments are being put where they belong), done."""

    TOPIC = "billing.bank-file"
    kind: ClassVar[str] = "bank-file"
    BankFileReceived = facts.BankFileReceived
    BankFileRead = facts.BankFileRead

    @classmethod
    def read_bank_file(cls, *, id: UUID, region: str, payments: int, on: date) -> Self:  # noqa: A002
        """It holds, in all its parts. id: what the store calls it."""
        return cls._create(cls.BankFileReceived, id=id, region=region, payments=payments, on=on)

    def finish(self, *, placed: int, waiting: int, again: int, on: date) -> None:
        """The last of its payments is where it belongs. A bug where it was before, or one is missing."""
        if self.state == "done" or placed + waiting + again != self.payments:
            msg = f"bank file {self.id} is {self.state}, with {placed}, {waiting}, {again} of {self.payments}"
            raise RuntimeError(msg)
        self.trigger_event(
            self.BankFileRead,
            payments=self.payments, placed=placed, waiting=waiting, again=again, on=on,
        )  # fmt: skip

    @event(BankFileReceived)
    def __init__(self, *, region: str, payments: int, on: date) -> None:
        self.region, self.payments, self.received_on = region, payments, on
        self.state = "waiting"

    @event(BankFileRead)
    def _read(self) -> None:
        self.state = "done"
