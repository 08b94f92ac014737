"""The decision to open a case to somebody who takes no part in it."""

from datetime import datetime

from services.intake.domain.case import facts
from services.intake.domain.case.state import CaseState
from shared.kernel.refused import Refused

FAMILY = frozenset({"client", "guardian", "close_person"})


class GlassDecisions(CaseState):
    """Breaking the glass: reading in an emergency, with a reason, for a time."""

    def break_glass(self, *, by: str, reason: str, until: datetime) -> None:
        """by: who signs in. Refused where they are in the network as one of the family, now or ever."""
        if any(ship.member.user == by and ship.member.role in FAMILY for ship in self.network.values()):
            raise Refused("nobody opens a matter of their own family")
        self.tell(facts.CaseGlassBroken, by=by, reason=reason, until=until)
