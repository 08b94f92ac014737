"""From streams and rows to answers.

QUERIES   the questions by name      VIEWS   their answers' shapes by name

The edge imports this much and no more; what answers each question is in `answers`.
"""

from services.intake.queries.asked import (
    QUERIES,
    Person,
    Referral,
    Referrals,
    Screen,
    SimilarContacts,
    StepLink,
)
from services.intake.queries.views import VIEWS

__all__ = [
    "QUERIES", "VIEWS", "Person", "Referral", "Referrals", "Screen", "SimilarContacts", "StepLink",
]  # fmt: skip
