"""Feedback in public: version 1 of every fact of a follow-up.

A body says what other services, statistics and integrators need and nothing that could carry a name, an
address, a free text or an answer (R-P1): see words.py.
"""

from shared.contracts.envelope import PublicFact
from shared.contracts.feedback.follow_up import (
    DeclineNoticed,
    FeedbackGiven,
    FeedbackMissed,
    FeedbackRequested,
    FollowUpStarted,
    FollowUpStopped,
    GoalRated,
    GoalScaleSet,
    RecipientUnreachable,
    ReminderSent,
)
from shared.contracts.feedback.words import FollowUpFact, RequestFact

FACTS: dict[str, type[PublicFact]] = {
    fact.type(): fact
    for fact in (
        FollowUpStarted,
        FeedbackRequested,
        RecipientUnreachable,
        ReminderSent,
        FeedbackGiven,
        FeedbackMissed,
        DeclineNoticed,
        GoalScaleSet,
        GoalRated,
        FollowUpStopped,
    )
}
"""By type, in the order of the flow."""

__all__ = [
    "FACTS",
    "DeclineNoticed",
    "FeedbackGiven",
    "FeedbackMissed",
    "FeedbackRequested",
    "FollowUpFact",
    "FollowUpStarted",
    "FollowUpStopped",
    "GoalRated",
    "GoalScaleSet",
    "RecipientUnreachable",
    "ReminderSent",
    "RequestFact",
]
