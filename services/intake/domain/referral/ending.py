"""Decisions that end a referral, and the one that lets it go on."""

from eventsourcing.domain import AggregateEvent

from services.intake.domain import rules
from services.intake.domain.referral import facts
from services.intake.domain.referral.state import ReferralState
from shared.kernel.refused import Refused


class EndingDecisions(ReferralState):
    """R-I9: decline, redirect and withdraw from any open state; close after something was done."""

    def decline_referral(self, *, reason: str, to: str | None = None) -> None:
        self._end(facts.ReferralDeclined, reason, to)

    def redirect_referral(self, *, reason: str, to: str | None = None) -> None:
        self._end(facts.ReferralRedirected, reason, to)

    def withdraw_referral(self, *, reason: str, to: str | None = None) -> None:
        self._end(facts.ReferralWithdrawn, reason, to)

    def close_referral(self, *, reason: str, to: str | None = None) -> None:
        """R-I9: after advice, a plan or an evaluation."""
        self.must_be_open()
        if refusal := rules.refusal_to_close(
            advised=bool(self.advice), planned=bool(self.plan), evaluated=bool(self.evaluation)
        ):
            raise Refused(refusal)
        self._end(facts.ReferralClosed, reason, to)

    def reopen_referral(self, *, reason: str, to: str | None = None) -> None:
        """R-I9: from any end, back to the state before."""
        if not self.ended:
            raise Refused("the contact is open: only one that has ended is reopened")
        self.tell(facts.ReferralReopened, reason=reason, to=to)

    def _end(self, fact: type[AggregateEvent], reason: str, to: str | None) -> None:
        self.must_be_open()
        self.tell(fact, reason=reason, to=to)
