"""Where a fact of feedback comes from, for whoever may open its follow-up."""

from typing import Any

from services.feedback.application import Feedback
from services.feedback.queries.asked import FollowUp
from services.feedback.queries.follow_ups import answer_follow_up
from shared.contracts.origins import Origin
from shared.kernel.asker import Asker
from shared.plumbing import origins
from shared.plumbing.origins import Opening


def answer_origin(query: Origin, asker: Asker, feedback: Feedback) -> dict[str, Any]:
    """OriginView. Unknown where it is not there, or not for this asker."""
    opening = Opening(
        lambda fact: FollowUp(follow_up_id=fact.stream),
        lambda question, whom: answer_follow_up(question, whom, feedback),
    )
    return origins.answer_origin(query, asker, feedback.recorder, feedback.policy, {"follow-up": opening})
