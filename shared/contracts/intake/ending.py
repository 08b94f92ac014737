"""How a contact ends, and how it goes on after all."""

from typing import ClassVar

from pydantic import Field

from shared.contracts.intake.words import ReferralFact, State


class Ending(ReferralFact):
    """What the four endings say."""

    state_before: State | None = Field(None, description="Where it stood when it ended")


class ReferralDeclined(Ending):
    """The centre does not take the matter on."""

    FACT: ClassVar[str] = "intake.referral-declined"


class ReferralRedirected(Ending):
    """The matter belongs elsewhere and was sent there."""

    FACT: ClassVar[str] = "intake.referral-redirected"


class ReferralWithdrawn(Ending):
    """The one who made contact took it back."""

    FACT: ClassVar[str] = "intake.referral-withdrawn"


class ReferralClosed(Ending):
    """The work on the contact is done."""

    FACT: ClassVar[str] = "intake.referral-closed"


class ReferralReopened(Ending):
    """An ended contact goes on from where it stood (`state`); what waited, waits again."""

    FACT: ClassVar[str] = "intake.referral-reopened"
