"""An order's own words as the calculation of an invoicing run takes them (domain/invoicing)."""

from collections.abc import Sequence
from typing import cast

from services.billing.domain.invoicing import work
from services.billing.domain.language import Ceiling, DatedCeiling, DatedPrice, Price
from services.billing.domain.order.state import OrderState
from shared.kernel.money import euros


def terms_of(order: OrderState, agreements: Sequence[work.Coverage]) -> work.Terms:
    """On which terms the order's work is billed. agreements: those of the order that were signed."""
    return work.Terms(
        payers=tuple(payer.payer_id for payer in order.payers),
        starts_on=order.starts_on,
        ends_on=order.ends_on,
        prices=tuple(map(_price, order.prices)),
        shares=tuple(
            work.SharesSince(each.effective_from, dict(each.shares)) for each in order.agreed_shares
        ),
        ceilings=tuple(map(_ceiling, order.ceilings)),
        commitments=tuple(work.Commitment(each.payer_id, each.valid_until) for each in order.commitments),
        agreements=tuple(agreements),
        taxable=order.taxable_since is not None,
    )


def _price(dated: DatedPrice) -> work.PriceSince:
    price: Price = dated.price
    return work.PriceSince(
        dated.effective_from,
        work.Price(
            per=cast("work.Per", price.per),
            amount=euros(price.amount),
            no_show=cast("work.NoShowRule", price.no_show),
            late_cancellation_hours=price.late_cancellation_hours,
            km=None if price.km is None else euros(price.km),
        ),
    )


def _ceiling(dated: DatedCeiling) -> work.CeilingSince:
    ceiling: Ceiling = dated.ceiling
    amount = None if ceiling.amount is None else euros(ceiling.amount)
    return work.CeilingSince(dated.effective_from, amount, ceiling.hours)
