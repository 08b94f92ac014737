"""How a contact ends, and how it goes on after all."""

from datetime import datetime
from typing import ClassVar

from shared.contracts.intake.words import ReferralFact


class ReferralDeclined(ReferralFact):
    """The centre does not take the matter on."""

    FACT: ClassVar[str] = "intake.referral-declined"


class ReferralRedirected(ReferralFact):
    """The matter belongs elsewhere and was sent there."""

    FACT: ClassVar[str] = "intake.referral-redirected"


class ReferralWithdrawn(ReferralFact):
    """The one who made contact took it back."""

    FACT: ClassVar[str] = "intake.referral-withdrawn"


class ReferralClosed(ReferralFact):
    """The work on the contact is done."""

    FACT: ClassVar[str] = "intake.referral-closed"


class ReferralReopened(ReferralFact):
    """An ended contact goes on from where it stood (`state`); what waited, waits again."""

    FACT: ClassVar[str] = "intake.referral-reopened"


class GlassBroken(ReferralFact):
    """Somebody who takes no part in the contact opened it in an emergency; the coordinator looks why."""

    FACT: ClassVar[str] = "intake.glass-broken"
    until: datetime
