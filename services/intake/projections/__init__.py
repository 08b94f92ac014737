"""From matching's messages to rows: who was confirmed for which referral and which case.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
"""

from services.intake.projections.matches import MATCHES
from services.intake.projections.networks import NETWORKS
from services.intake.projections.reading import Projection

PROJECTIONS: tuple[Projection, ...] = (MATCHES, NETWORKS)

__all__ = ["PROJECTIONS", "Projection"]
