"""From streams and rows to answers.

QUERIES   the questions by name      VIEWS   their answers' shapes by name

The edge imports this much and no more; what answers each question is in `answers`.
"""

from services.feedback.queries.asked import QUERIES
from services.feedback.queries.views import VIEWS

__all__ = ["QUERIES", "VIEWS"]
