"""What follow-ups count: who was asked, in the month of the asking, and a T-score for each year."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.reporting.projections.year.entries import Count, Counted, Place, Whose
from services.reporting.projections.year.matters import Stands, Turn, Which
from shared.contracts import feedback
from shared.contracts.envelope import Message
from shared.kernel.t_scores import t_score


def _whose(_which: Which, stands: Stands) -> Whose:
    ids = {name: UUID(stands[name]) for name in ("referral_id", "case_id") if stands.get(name)}
    return Whose(stands["region"], **ids)


def _started(message: Message[Any], _stood: Stands | None) -> Stands:
    fact: feedback.FollowUpStarted = message.body
    return {
        "region": message.region,
        "referral_id": fact.referral_id and str(fact.referral_id),
        "case_id": fact.case_id and str(fact.case_id),
        "roles": {each.recipient: each.role for each in fact.recipients},
    }


def _counts_nothing(_stands: Stands) -> Counted:
    return {}


FOLLOW_UP = Turn(_started, _counts_nothing, _whose)


def follow_up_of(follow_up_id: UUID) -> Which:
    """The follow-up's place among the matters: what its start says."""
    return Which("follow_up", follow_up_id)


def begun(known: Stands, **stands: Any) -> Stands:
    """What a part of a follow-up begins with: whose it is."""
    return {name: known[name] for name in ("region", "referral_id", "case_id")} | stands


def _request_after(message: Message[Any], stood: Stands | None) -> Stands:
    """stood: at first as `begun` has it."""
    fact, stands = message.body, dict(stood or {})
    match fact:
        case feedback.FeedbackRequested():
            stands |= {"state": "requested", "month": f"{fact.on:%Y-%m}"}
        case feedback.RecipientUnreachable():
            stands |= {"state": "waiting"}
        case feedback.FeedbackGiven():
            asked = stands["month"] if stands["state"] in {"requested", "missed"} else f"{fact.on:%Y-%m}"
            stands |= {"state": "answered", "month": asked}
        case feedback.FeedbackMissed():
            stands |= {"state": "missed"}
    return stands


def _request_counted(stands: Stands) -> Counted:
    """Who was reached, or answered for, was asked (R-F2); who waits was not."""
    if stands["state"] in {"none", "waiting"}:
        return {}
    places = (("feedback_by_month", stands["month"]), ("feedback_by_role", stands["role"]))
    told = {"requested", stands["state"]}
    year = int(stands["month"][:4])
    return {
        Place(year, figure, f"{key} {each}", stands["part"]): Count()
        for figure, key in places
        for each in told
    }


REQUEST = Turn(_request_after, _request_counted, _whose)


def request_of(fact: feedback.RequestFact) -> Which:
    """The place among the matters of a recipient's part of a wave."""
    return Which("request", fact.follow_up_id, f"{fact.wave} {fact.recipient}")


def _goals_after(message: Message[Any], stood: Stands | None) -> Stands:
    fact, stands = message.body, dict(stood or {})
    goal = str(fact.goal_id)
    if isinstance(fact, feedback.GoalScaleSet):
        return stands | {"weights": {**stands["weights"], goal: fact.weight}}
    year, on = str(fact.rated_on.year), fact.rated_on.isoformat()
    of_year: dict[str, Any] = stands["rated"].get(year, {})
    if goal in of_year and on < of_year[goal][0]:
        return stands
    rated = {**stands["rated"], year: {**of_year, goal: [on, fact.attainment]}}
    return stands | {"rated": rated}


def _goals_counted(stands: Stands) -> Counted:
    """The T-score of each year's newest ratings, in hundredths (R-F3)."""
    return dict(_scores(stands))


def _scores(stands: Stands) -> Iterator[tuple[Place, Count]]:
    for year, of_year in stands["rated"].items():
        rated = ((stands["weights"].get(goal, 1), level) for goal, (_, level) in of_year.items())
        if (score := t_score(rated)) is not None:
            yield Place(int(year), "t_score", "", stands["part"]), Count(1, int(Decimal(score) * 100))


GOALS = Turn(_goals_after, _goals_counted, _whose)


def goals_of(follow_up_id: UUID) -> Which:
    """The place among the matters of a follow-up's goals, all together."""
    return Which("goals", follow_up_id)
