"""The decision to open a contact to somebody who takes no part in it."""

from datetime import datetime

from services.intake.domain.referral import facts
from services.intake.domain.referral.state import ReferralState


class GlassDecisions(ReferralState):
    """Breaking the glass: reading in an emergency, with a reason, for a time."""

    def break_glass(self, *, by: str, reason: str, until: datetime) -> None:
        """by: who signs in. Whose contact it is, the policies have said; an ended one is opened, too."""
        self.tell(facts.GlassBroken, by=by, reason=reason, until=until)
