"""FollowUp (seuranta): whether it helps, asked and seen in goals. Here its facts make it what it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.feedback.domain.follow_up import facts
from services.feedback.domain.follow_up.goals import GoalDecisions
from services.feedback.domain.language import (
    Answer,
    Chosen,
    Decline,
    Fall,
    GoalScale,
    LevelText,
    Matter,
    Rating,
    Recipient,
    Request,
    Score,
    Unreached,
)
from shared.kernel.facts import Keeping, Stream


class FollowUp(GoalDecisions, Stream):
    """A follow-up from its start to its end.

    Decisions stand in starting.py, sending.py, answering.py and goals.py, what is known in state.py. People
    name it `follow-up/2025-00003`.
    """

    TOPIC = "feedback.follow-up"
    kind: ClassVar[str] = "follow-up"

    FollowUpStarted = facts.FollowUpStarted
    FeedbackRequested = facts.FeedbackRequested
    RecipientUnreachable = facts.RecipientUnreachable
    ReminderSent = facts.ReminderSent
    FeedbackGiven = facts.FeedbackGiven
    FeedbackMissed = facts.FeedbackMissed
    DeclineNoticed = facts.DeclineNoticed
    GoalScaleSet = facts.GoalScaleSet
    GoalRated = facts.GoalRated
    FollowUpStopped = facts.FollowUpStopped

    @classmethod
    def begin(cls, *, follow_up_id: UUID, **fields: object) -> Self:
        return cls._create(cls.FollowUpStarted, id=follow_up_id, **fields)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def stream_id(self) -> UUID:
        return self.id

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    # From here on facts assign, and nothing refuses.

    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        matter: Matter,
        instruments: tuple[Chosen, ...],
        every_weeks: int | None,
        recipients: tuple[Recipient, ...],
        on: date,
    ) -> None:
        self.number, self.region, self.kept = number, region, keeping
        self.matter, self.instruments, self.every_weeks = matter, instruments, every_weeks
        self.recipients, self.started_on = recipients, on
        self.requests: tuple[Request, ...] = ()
        self.declines: tuple[tuple[Decline, date], ...] = ()
        self.scales: Mapping[UUID, GoalScale] = {}
        self.ratings: tuple[Rating, ...] = ()
        self.stopped_on: date | None = None

    @event(FeedbackRequested)
    def _requested(
        self, wave: int, recipient_id: UUID, *, attempt: int, link_hash: str, on: date, due: date,
        remind_on: date | None,
    ) -> None:  # fmt: skip
        self._tried(
            wave, recipient_id, state="requested", attempt=attempt, link_hash=link_hash, on=on, due=due,
            remind_on=remind_on, reminded_on=None, why=None,
        )  # fmt: skip

    @event(RecipientUnreachable)
    def _unreachable(self, wave: int, recipient_id: UUID, why: Unreached, on: date) -> None:
        self._tried(
            wave, recipient_id, state="waiting", why=why, on=on, link_hash=None, due=None, remind_on=None,
        )  # fmt: skip

    @event(ReminderSent)
    def _reminded(self, wave: int, recipient_id: UUID, on: date) -> None:
        self._change(wave, recipient_id, reminded_on=on)

    @event(FeedbackGiven)
    def _given(
        self, wave: int, recipient_id: UUID, *, answers: tuple[Answer, ...], scores: tuple[Score, ...],
        on_behalf: bool, on: date,
    ) -> None:  # fmt: skip
        self._change(
            wave, recipient_id, state="answered", answers=answers, scores=scores, on_behalf=on_behalf,
            answered_on=on,
        )  # fmt: skip

    @event(FeedbackMissed)
    def _missed(self, wave: int, recipient_id: UUID, on: date) -> None:
        self._change(wave, recipient_id, state="missed", missed_on=on)

    @event(DeclineNoticed)
    def _declined(self, wave: int, recipient_id: UUID, instrument: str, why: Fall, on: date) -> None:
        self.declines = (*self.declines, (Decline(recipient_id, instrument, wave, why), on))

    @event(GoalScaleSet)
    def _scaled(self, goal_id: UUID, weight: int, scale: tuple[LevelText, ...]) -> None:
        self.scales = {**self.scales, goal_id: GoalScale(weight, scale)}

    @event(GoalRated)
    def _rated(self, goal_id: UUID, attainment: int, by_role: str, rated_on: date) -> None:
        self.ratings = (*self.ratings, Rating(goal_id, attainment, by_role, rated_on))

    @event(FollowUpStopped)
    def _stopped(self, on: date) -> None:
        self.stopped_on = on
        self.requests = tuple(
            replace(each, state="lapsed") if each.state in {"requested", "waiting"} else each
            for each in self.requests
        )

    def _tried(self, wave: int, recipient_id: UUID, *, on: date, **told: Any) -> None:
        """A request of a wave, for the first time or again. Who still waits of an older one waits in vain."""
        if self.request_to(recipient_id, wave):
            self._change(wave, recipient_id, on=on, **told)
            return
        self.requests = (
            *(
                replace(each, state="lapsed") if each.state == "waiting" and each.wave < wave else each
                for each in self.requests
            ),
            Request(wave=wave, recipient_id=recipient_id, on=on, first_on=on, **told),
        )

    def _change(self, wave: int, recipient_id: UUID, **told: Any) -> None:
        self.requests = tuple(
            replace(each, **told) if (each.wave, each.recipient_id) == (wave, recipient_id) else each
            for each in self.requests
        )
