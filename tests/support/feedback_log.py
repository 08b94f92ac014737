"""A log of feedback's public facts in memory, as a reader is given it; and follow-ups made up by chance."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from shared.contracts.envelope import PublicFact
from shared.contracts.feedback import (
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
from tests.support.billing_log import REGIONS, ToldLog

DAY = date(2025, 9, 1)
ROLES = ("client", "guardian", "worker")


class FeedbackLog(ToldLog):
    """Facts of one follow-up belong together."""

    service = "feedback"
    of = ("follow_up_id",)


class FollowedUp:
    """A follow-up from its start on, as feedback could tell it.

    seed: the same seed gives the same facts. goals: ids of goals that plans have, some of which are rated.
    """

    def __init__(self, seed: int, steps: int = 6, goals: Sequence[UUID] = (), **matter: UUID) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.region = self.chance.choice(REGIONS)
        self.id = self._id()
        self.recipients = [f"recipient{number:07}" for number in range(self.chance.randint(1, 3))]
        self.goals = [*goals, self._id()]
        self.matter: dict[str, Any] = matter or {self.chance.choice(("referral_id", "case_id")): self._id()}
        self.day = DAY
        self.wave = 0
        self.facts: list[PublicFact] = [self._started()]
        for _ in range(steps):
            self.day += timedelta(days=self.chance.randint(1, 40))
            self.chance.choice((self._asks, self._asks, self._weighs, self._rates, self._rates))()
        if self.chance.random() < 0.2:
            self.facts.append(self._of(FollowUpStopped, "stopped", on=self.day))

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _of(self, kind: type[PublicFact], state: str = "running", **said: Any) -> PublicFact:
        return kind.model_validate({"follow_up_id": self.id, "state": state, **said})

    def _started(self) -> PublicFact:
        return self._of(
            FollowUpStarted, number="2025-00001", every_weeks=4, on=DAY, **self.matter,
            instruments=[{"instrument": "wellbeing", "version": "1"}],
            recipients=[
                {"recipient": each, "role": self.chance.choice(ROLES), "channel": "email"}
                for each in self.recipients
            ],
        )  # fmt: skip

    def _asks(self) -> None:
        """A wave: some are reached, some answer, some by others, some miss it, some get worse."""
        self.wave += 1
        for each in self.recipients:
            part: dict[str, Any] = {"wave": self.wave, "recipient": each}
            due = self.day + timedelta(days=14)
            if self.chance.random() < 0.3:
                why = self.chance.choice(("no_safe_contact", "not_delivered"))
                self.facts.append(self._of(RecipientUnreachable, **part, why=why, on=self.day))
                if self.chance.random() < 0.5:
                    continue
            asked: dict[str, Any] = {"attempt": 1, "on": self.day, "due": due, "rules_version": "1"}
            self.facts.append(self._of(FeedbackRequested, **part, **asked))
            self._ends(part, due)

    def _ends(self, part: dict[str, Any], due: date) -> None:
        given: dict[str, Any] = {"on_behalf": False, "instruments": ("wellbeing",), "on": self.day}
        match self.chance.choice(("open", "reminded", "given", "missed", "missed and given", "worse")):
            case "reminded":
                self.facts.append(self._of(ReminderSent, **part, on=self.day))
            case "given":
                self.facts.append(self._of(FeedbackGiven, **part, **given))
            case "missed":
                self.facts.append(self._of(FeedbackMissed, **part, due=due, on=due + timedelta(days=1)))
            case "missed and given":
                self.facts.append(self._of(FeedbackMissed, **part, due=due, on=due + timedelta(days=1)))
                self.facts.append(self._of(FeedbackGiven, **part, **given | {"on_behalf": True}))
            case "worse":
                self.facts.append(self._of(FeedbackGiven, **part, **given))
                worse: dict[str, Any] = {"instrument": "wellbeing", "why": "two_falls", "on": self.day}
                self.facts.append(self._of(DeclineNoticed, **part, **worse, notify=("worker", "coordinator")))

    def _weighs(self) -> None:
        goal, weight = self.chance.choice(self.goals), self.chance.randint(1, 3)
        self.facts.append(self._of(GoalScaleSet, goal_id=goal, weight=weight, on=self.day))

    def _rates(self) -> None:
        """Sometimes of a day that lies behind another rating."""
        rated_on = self.day - timedelta(days=self.chance.choice((0, 0, 60)))
        goal, attainment = self.chance.choice(self.goals), self.chance.randint(-2, 2)
        said: dict[str, Any] = {"goal_id": goal, "attainment": attainment}
        self.facts.append(self._of(GoalRated, **said, by_role="worker", rated_on=rated_on))
