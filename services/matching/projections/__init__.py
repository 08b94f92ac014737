"""From intake's messages to rows: which referrals and cases there are, and whom they are about,
and what expertise was asked for.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
"""

from services.matching.projections.erasures import ERASURES
from services.matching.projections.expertise import EXPERTISE
from services.matching.projections.matters import MATTERS
from services.matching.projections.reading import Projection

PROJECTIONS: tuple[Projection, ...] = (MATTERS, EXPERTISE, ERASURES)

__all__ = ["PROJECTIONS", "Projection"]
