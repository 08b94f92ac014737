"""Others' messages → our commands: a closed consultation is asked about, a closed matter no more."""

from services.feedback.reactions.asking import Asking
from services.feedback.reactions.ending import Ending

__all__ = ["Asking", "Ending"]
