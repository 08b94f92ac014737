"""The decisions about goals: how much each counts, how far it was reached; and the end of it all."""

from datetime import date
from uuid import UUID

from services.feedback.domain.follow_up import facts
from services.feedback.domain.follow_up.answering import AnsweringDecisions
from services.feedback.domain.language import LEVELS, LevelText
from shared.kernel.refused import Refused


class GoalDecisions(AnsweringDecisions):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    def set_goal_scale(self, *, goal_id: UUID, weight: int, scale: tuple[LevelText, ...], on: date) -> None:
        """How much a goal counts beside the others, and what its levels mean. It need not stand in a plan.

        weight: 1 or more. Refused for a level named twice or beyond -2 to +2, and once it is stopped.
        """
        self.must_not_be_stopped()
        if weight < 1:
            raise Refused("a goal's weight is at least 1")
        levels = [each.level for each in scale]
        if len(set(levels)) < len(levels) or not set(levels) <= set(LEVELS):
            raise Refused("a scale has each level from -2 to +2 at most once")
        self.tell(facts.GoalScaleSet, goal_id=goal_id, weight=weight, scale=scale, on=on)

    def rate_goal(self, *, goal_id: UUID, attainment: int, by_role: str, rated_on: date, on: date) -> None:
        """How far a goal was reached on a day (R-F3). A goal without a scale counts once.

        attainment: -2 to +2, 0 as hoped. Refused for a day to come, and for one after the follow-up was
        stopped; what was seen before that may be written down later.
        """
        if attainment not in LEVELS:
            raise Refused("a goal's attainment is from -2 to +2")
        if rated_on > on:
            raise Refused("a goal is rated on a day that has come, not on {day}", day=rated_on)
        if self.stopped_on is not None and rated_on > self.stopped_on:
            raise Refused("the follow-up was stopped on {day}: rate goals to that day", day=self.stopped_on)
        self.tell(facts.GoalRated, goal_id=goal_id, attainment=attainment, by_role=by_role, rated_on=rated_on)

    def stop_follow_up(self, *, reason: str, on: date) -> None:
        """Nothing is asked any more; open requests lapse, and count as asked but not as missed."""
        if self.stopped_on is not None:
            raise Refused("the follow-up was stopped already")
        self.tell(facts.FollowUpStopped, reason=reason, on=on)
