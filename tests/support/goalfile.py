"""Files of the goals scenario's shape with other values, and what must come out by a plain count.

The count knows the file and asks nothing of the code under test. T-scores are counted in whole numbers, by
the square root of a fraction; waves by walking through the days on which the file is played.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import isqrt
from typing import Any

from tests.support.playfile import COORDINATOR, HOUR, Line, PlayFile, noon

LINK_DAYS = 14
Rated = tuple[date, int, int]
"""The day, the place in the file, the attainment."""


@dataclass
class Followed:
    """A follow-up as the count keeps it. sent: wave → recipient → the day; done: who answered or missed."""

    started_on: date
    every_weeks: int
    recipients: list[str]
    weights: dict[str, int] = field(default_factory=dict)
    ratings: dict[str, list[Rated]] = field(default_factory=dict)
    sent: dict[int, date] = field(default_factory=dict)
    answered: set[tuple[int, str]] = field(default_factory=set)
    missed: set[tuple[int, str]] = field(default_factory=set)

    def day_passes(self, day: date) -> None:
        """What is due by itself by this day: what was not answered, and the newest wave of the calendar."""
        for wave, on in self.sent.items():
            late = {(wave, each) for each in self.recipients} if on + timedelta(LINK_DAYS) < day else set()
            self.missed |= late - self.answered
        newest = 1 + (day - self.started_on).days // (7 * self.every_weeks)
        if newest > max(self.sent, default=0):
            self.sent[newest] = day

    def expected(self) -> Line:
        """Of its answer: goal attainment, and each wave's counts."""
        newest = {goal: max(each)[2] for goal, each in self.ratings.items()}
        waves = [
            {
                "wave": wave, "requested": len(self.recipients),
                "answered": sum(each[0] == wave for each in self.answered),
                "missed": sum(each[0] == wave for each in self.missed),
            }
            for wave in sorted(self.sent)
        ]  # fmt: skip
        return {"t_score": t_score(newest, self.weights) if newest else None, "waves": waves}


def t_score(attained: Mapping[str, int], weights: Mapping[str, int]) -> str:
    """R-F3 in whole numbers: hundredths of 50 + 10·Σwx / √(0.7·Σw² + 0.3·(Σw)²), a half up."""
    weight = {goal: weights.get(goal, 1) for goal in attained}
    whole = sum(weight[goal] * value for goal, value in attained.items())
    under = 7 * sum(each**2 for each in weight.values()) + 3 * sum(weight.values()) ** 2
    squared = Fraction(10 * 1000**2 * whole**2, under)  # of the hundredths above or below 5000
    twice = isqrt(int(4 * squared))
    a_half = twice % 2 == 1 and twice**2 == 4 * squared
    away = (twice + 1) // 2 if whole > 0 or not a_half else twice // 2
    hundredths = 5000 + (away if whole > 0 else -away)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


class GoalFile(PlayFile):
    """Follow-ups of a case with goals, asked about again and again through half a year."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.timed = []
        self.first = date(2025, self.chance.randint(1, 6), self.chance.randint(1, 28))
        self.case = self.new_id()
        self.begin_case(noon(self.first), self.case, "neuropsychiatric_coaching")
        self.settle(noon(self.first) + HOUR)
        self.followed: dict[str, Followed] = {}
        for _ in range(5):
            self._start()
        self._pass(self.first, 3 * HOUR)
        day = self.first
        for _ in range(8):
            day += timedelta(days=self.chance.randint(3, 24))
            self._day(day)
        self.settle(noon(day) + 4 * HOUR)
        self.expected = {}
        for place, (follow_up_id, followed) in enumerate(self.followed.items()):
            self._ask(noon(day) + 5 * HOUR, f"goals {place}", follow_up_id)
            self.expected[f"goals {place}"] = followed.expected()

    def _start(self) -> None:
        follow_up_id, weeks = self.new_id(), self.chance.choice((2, 3, 4, 6, 8))
        recipients = [self.new_id() for _ in range(self.chance.randint(1, 3))]
        self.followed[follow_up_id] = Followed(self.first, weeks, recipients)
        self.say(
            noon(self.first) + 2 * HOUR, COORDINATOR, "feedback.start_follow_up", follow_up_id=follow_up_id,
            case_id=self.case, instruments=["wellbeing"], every_weeks=weeks,
            recipients=[
                {"recipient_id": each, "role": self.chance.choice(("worker", "buyer")), "channel": "email",
                 "address": f"{each[:8]}@esimerkki.example"}
                for each in recipients
            ],
        )  # fmt: skip

    def _day(self, day: date) -> None:
        """The clock comes to this day; then somebody rates, weighs and writes answers down."""
        self._pass(day, -HOUR)
        for follow_up_id, followed in self.followed.items():
            for _ in range(self.chance.randint(0, 3)):
                self._rate(day, follow_up_id, followed)
            if self.chance.random() < 0.5:
                self._record(day, follow_up_id, followed)

    def _rate(self, day: date, follow_up_id: str, followed: Followed) -> None:
        goals = sorted(followed.ratings)
        goal = self.chance.choice(goals) if goals and self.chance.random() < 0.6 else self.new_id()
        if goal not in followed.ratings and self.chance.random() < 0.6:
            weight = self.chance.randint(1, 5)
            followed.weights[goal] = weight
            self._about(day, "set_goal_scale", follow_up_id, goal_id=goal, weight=weight)
        attained = self.chance.randint(-2, 2)
        rated_on = day - timedelta(days=self.chance.choice((0, 0, 1, 5, 20)))
        followed.ratings.setdefault(goal, []).append((rated_on, len(self.timed), attained))
        self._about(
            day, "rate_goal", follow_up_id, goal_id=goal, attainment=attained, by_role="worker",
            rated_on=rated_on.isoformat(),
        )  # fmt: skip

    def _record(self, day: date, follow_up_id: str, followed: Followed) -> None:
        wave, who = max(followed.sent), self.chance.choice(followed.recipients)
        refused = (wave, who) in followed.answered
        if not refused:
            followed.answered.add((wave, who))
            followed.missed.discard((wave, who))
        answers = {name: self.chance.randint(1, 5) for name in ("mood", "sleep", "safe", "people", "day")}
        self._about(
            day, "record_on_behalf", follow_up_id, refused=refused, wave=wave, recipient_id=who,
            answers=answers, by="Tukihenkilö",
        )  # fmt: skip

    def _about(
        self, day: date, command: str, follow_up_id: str, /, *, refused: bool = False, **data: Any
    ) -> None:
        at = noon(day) + len(self.timed) * timedelta(seconds=1)
        told = {"follow_up_id": follow_up_id, **data}
        self.say(at, COORDINATOR, f"feedback.{command}", refused=refused, **told)

    def _pass(self, day: date, hour: timedelta) -> None:
        """A question brings the clock, and what is due by then is waited for."""
        asked = next(iter(self.followed))
        self._ask(noon(day) + hour, "looked", asked)
        self.settle(noon(day) + hour + timedelta(minutes=1))
        for each in self.followed.values():
            each.day_passes(day)

    def _ask(self, at: Any, save_as: str, follow_up_id: str) -> None:
        asked = {"query": "feedback.follow_up", "data": {"follow_up_id": follow_up_id}, "save_as": save_as}
        self.timed.append((at, {"at": at.isoformat(), "by": COORDINATOR, **asked}))
