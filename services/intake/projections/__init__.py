"""From matching's messages to rows: who was confirmed for which referral.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
"""

from services.intake.projections.matches import MATCHES
from services.intake.projections.reading import Projection

PROJECTIONS: tuple[Projection, ...] = (MATCHES,)

__all__ = ["PROJECTIONS", "Projection"]
