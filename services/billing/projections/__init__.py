"""From intake's messages to rows: which cases there are, and what was done in them.

PROJECTIONS   each applied to every message, in the transaction that moves the cursor
"""

from services.billing.projections.cases import CASES
from services.billing.projections.erasures import ERASURES
from services.billing.projections.reading import Projection
from services.billing.projections.work import WORK

PROJECTIONS: tuple[Projection, ...] = (CASES, WORK, ERASURES)

__all__ = ["PROJECTIONS", "Projection"]
