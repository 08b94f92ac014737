"""An invoice's lines as they are told: no line for itself, but the sums of each month's work by VAT rate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from services.billing.domain.invoicing.vat import vat_of
from shared.contracts.billing.words import PublicWork


def by_month(lines: Iterable[Mapping[str, Any]]) -> tuple[PublicWork, ...]:
    """The sums by rate and month. lines: as they are stored.

    The tax is that of the rate's sum on the whole invoice (R-V2). A month has what the sum's tax grows by
    with it, month after month, so that the months' taxes sum to the invoice's to the cent (as R-B3).
    """
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for line in lines:
        sums[line["vat"], str(line["on"])[:7]] += line["net"]
    made, so_far = [], defaultdict[int, int](int)
    for (rate, month), net in sorted(sums.items()):
        before, so_far[rate] = so_far[rate], so_far[rate] + net
        vat = vat_of(so_far[rate], rate) - vat_of(before, rate)
        made.append(PublicWork(month=month, rate=rate, net=net, vat=vat))
    return tuple(made)
