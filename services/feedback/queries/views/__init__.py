"""The shapes of feedback's answers."""

from pydantic import BaseModel

from services.feedback.queries.views.follow_ups import FollowUpsView, FollowUpView
from services.feedback.queries.views.sheets import AnswerSheetView, InstrumentsView
from shared.contracts.origins import OriginView

VIEWS: dict[str, type[BaseModel]] = {
    "follow_up": FollowUpView,
    "follow_ups": FollowUpsView,
    "instruments": InstrumentsView,
    "answer_sheet": AnswerSheetView,
    "origin": OriginView,
}
"""By the query's name."""

__all__ = ["VIEWS", "AnswerSheetView", "FollowUpView", "FollowUpsView", "InstrumentsView"]
