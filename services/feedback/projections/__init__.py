"""From intake's messages to rows: which matters there are, who works on them, what was consulted and closed.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
"""

from services.feedback.projections.consultations import CONSULTATIONS
from services.feedback.projections.erasures import ERASURES
from services.feedback.projections.matters import MATTERS
from services.feedback.projections.networks import NETWORKS
from services.feedback.projections.reading import Projection
from services.feedback.projections.vault import VAULT

PROJECTIONS: tuple[Projection, ...] = (MATTERS, NETWORKS, CONSULTATIONS, VAULT, ERASURES)

__all__ = ["PROJECTIONS", "Projection"]
