"""The decisions that bill an order's work, and make right what was billed. Bills get their numbers here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from services.billing.domain.invoicing.outcome import Due
from services.billing.domain.invoicing.revision import revised, uncommitted
from services.billing.domain.invoicing.run import credited, due
from services.billing.domain.invoicing.work import Coverage, SharesSince, WorkItem
from services.billing.domain.language import Shares
from services.billing.domain.order import facts
from services.billing.domain.order.placing import OrderDecisions
from services.billing.domain.order.terms import terms_of
from shared.kernel.refused import Refused

Numbers = Iterator[str]
"""The next invoice numbers of the order's provider, one a bill."""


class BillingDecisions(OrderDecisions):
    """Each gives what is to be issued with it: the bills, in the order of the numbers that they took."""

    def bill_work(
        self,
        *,
        month: str,
        work: Iterable[WorkItem],
        agreements: Sequence[Coverage],
        numbers: Numbers,
        on: date,
    ) -> tuple[Due, tuple[str, ...]]:
        """The run of a month (R-V1). What was billed before is not billed again: then nothing is told.

        work: all that is the order's (R-B1), at least up to the month's end.
        """
        found = due(self.account, terms_of(self, agreements), work, month)
        given = _numbers_for(found, numbers)
        if found:
            self.tell(facts.WorkBilled, month=month, on=on, **_told(found, given))
        return found, given

    def revise_cost_shares(
        self,
        *,
        effective_from: date,
        shares: Shares,
        reason: str,
        agreements: Sequence[Coverage],
        numbers: Numbers,
        on: date,
    ) -> tuple[Due, tuple[str, ...]]:
        """Other parts from a day on, maybe in the past: what was invoiced is made right at once (R-B4).

        Refused where none were agreed yet, and, back in time, without the commitment of every payer who is
        to pay (R-B7).
        """
        whole = self.whole_shares(effective_from, shares)
        if not self.shares:
            raise Refused("no shares were agreed yet: agree them first")
        terms, new = terms_of(self, agreements), SharesSince(effective_from, whole)
        if effective_from < on and (waiting := uncommitted(self.account, terms, new)):
            raise Refused(
                "shares change back in time only when every payer has committed: {waiting} has not",
                waiting=list(waiting),
            )
        found = revised(self.account, terms, new)
        given = _numbers_for(found, numbers)
        self.tell(
            facts.CostSharesRevised,
            effective_from=effective_from, shares=whole, reason=reason, **_told(found, given),
        )  # fmt: skip
        return found, given

    def credit_invoice(
        self, *, number: str, reason: str, numbers: Numbers, on: date
    ) -> tuple[Due, tuple[str, ...]]:
        """Takes back what stands on an invoice; the next run bills it anew. Refused where nothing does."""
        found = credited(self.account, number)
        if not found:
            raise Refused("invoice {number} was credited already", number=number)
        given = _numbers_for(found, numbers)
        self.tell(facts.CreditNoteIssued, corrects=number, reason=reason, on=on, **_told(found, given))
        return found, given


def _numbers_for(found: Due, numbers: Numbers) -> tuple[str, ...]:
    return tuple(next(numbers) for _ in found.bills)


def _told(found: Due, numbers: Sequence[str]) -> dict[str, object]:
    return {name: tuple(told) for name, told in found.plain(numbers).items()}
