"""What is known of an order: its parts, prices and ceilings by their days, who committed, what was billed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

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
from shared.kernel.facts import Keeping
from shared.kernel.money import WHOLE

Dated = TypeVar("Dated", DatedShares, DatedPrice, DatedCeiling)


class OrderState:
    """An order as it stands."""

    number: str
    region: str
    kept: Keeping
    county: str
    case_id: UUID
    case_number: str
    service_line: str
    provider: Provider
    payers: tuple[Payer, ...]
    prices: tuple[DatedPrice, ...]
    ceilings: tuple[DatedCeiling, ...]
    agreed_shares: tuple[DatedShares, ...]
    """As they were agreed and revised, in that order."""
    commitments: tuple[Commitment, ...]
    starts_on: date
    ends_on: date | None
    placed_on: date
    taxable_since: date | None
    account: Account

    @property
    def keeping(self) -> Keeping:
        return self.kept

    @property
    def state(self) -> str:
        """Placed or ended; whether an end lies ahead, `ends_on` says."""
        return "placed" if self.ends_on is None else "ended"

    @property
    def shares(self) -> tuple[DatedShares, ...]:
        """All that hold or held; a single payer has 100 without saying (R-B1)."""
        if self.agreed_shares or len(self.payers) > 1:
            return self.agreed_shares
        return (DatedShares(self.starts_on, {self.payers[0].payer_id: Decimal(WHOLE)}),)

    def price_on(self, day: date) -> Price:
        """The price in force on a day; before the order's start its first."""
        found = _newest(self.prices, day)
        return (found or self.prices[0]).price

    def ceiling_on(self, day: date) -> Ceiling | None:
        """Up to what is billed on a day; None where there is no ceiling."""
        found = _newest(self.ceilings, day)
        return found.ceiling if found else None

    def committed_by(self, payer_id: str) -> bool:
        """Whether a payer committed at all."""
        return any(each.payer_id == payer_id for each in self.commitments)

    def payer(self, payer_id: str) -> Payer:
        """The payer of a code. StopIteration for one that is not in the order."""
        return next(each for each in self.payers if each.payer_id == payer_id)


def _newest(dated: Iterable[Dated], day: date) -> Dated | None:
    """What holds since the latest day; of two that hold since the same day what was said last."""
    holding = sorted(
        (each for each in dated if each.effective_from <= day), key=lambda each: each.effective_from
    )
    return holding[-1] if holding else None
