"""From streams and rows to answers.

QUERIES   the questions by name      VIEWS   their answers' shapes by name
ANSWERS   what answers each: (query, asker, reading) → the answer as JSON; it may refuse
READS     role → the queries it may ask
"""

from collections.abc import Callable
from typing import Any

from services.intake.queries.asked import QUERIES, READS, Person, Referral, Referrals, Screen, StepLink
from services.intake.queries.listing import answer_referrals
from services.intake.queries.one import answer_referral
from services.intake.queries.others import answer_person, answer_screen, answer_step_link
from services.intake.queries.reading import Reading
from services.intake.queries.views import VIEWS

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "referral": answer_referral,
    "referrals": answer_referrals,
    "person": answer_person,
    "screen": answer_screen,
    "step_link": answer_step_link,
}

__all__ = [
    "ANSWERS",
    "QUERIES",
    "READS",
    "VIEWS",
    "Person",
    "Reading",
    "Referral",
    "Referrals",
    "Screen",
    "StepLink",
]
