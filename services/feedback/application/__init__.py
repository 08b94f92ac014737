"""Load, decide, save: feedback's commands through the domain into the store, and what it does by itself."""

from services.feedback.application.erasing import Destroying
from services.feedback.application.feedback import Asked, Feedback, Means
from services.feedback.application.sending import Sending
from services.feedback.application.waking import Waking

__all__ = ["Asked", "Destroying", "Feedback", "Means", "Sending", "Waking"]
