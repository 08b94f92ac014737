"""What can have happened to a follow-up. A fact's TOPIC is its name for ever."""

from datetime import date
from uuid import UUID

from services.feedback.domain.language import Answer, Chosen, LevelText, Matter, Recipient, Score
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text


class FollowUpStarted(Stream.Created):
    """It is asked from now on whether it helps. every_weeks None: once."""

    TOPIC = "feedback.follow-up-started"
    number: str
    region: str
    keeping: Keeping
    matter: Matter
    instruments: tuple[Chosen, ...]
    every_weeks: int | None
    recipients: tuple[Recipient, ...]
    on: date


class FeedbackRequested(Stream.Event):
    """A recipient was asked, with a link of its own; due: its last day. The link itself is nowhere kept.

    remind_on: None where nobody is reminded by a message. rules_version: what the days were counted by.
    """

    TOPIC = "feedback.feedback-requested"
    wave: int
    recipient_id: UUID
    attempt: int
    link_hash: str
    on: date
    due: date
    remind_on: date | None
    rules_version: str


class RecipientUnreachable(Stream.Event):
    """A recipient's part of a wave waits: there is no safe way to reach them (R-F7)."""

    TOPIC = "feedback.recipient-unreachable"
    wave: int
    recipient_id: UUID
    why: str
    on: date


class ReminderSent(Stream.Event):
    """A recipient was asked once more, with the same link."""

    TOPIC = "feedback.reminder-sent"
    wave: int
    recipient_id: UUID
    on: date


class FeedbackGiven(Stream.Event):
    """A recipient answered. on_behalf: somebody wrote it down for them; by: who."""

    TOPIC = "feedback.feedback-given"
    wave: int
    recipient_id: UUID
    answers: tuple[Answer, ...]
    scores: tuple[Score, ...]
    on_behalf: bool
    by: Text | None
    on: date


class FeedbackMissed(Stream.Event):
    """The last day passed without an answer (R-F2)."""

    TOPIC = "feedback.feedback-missed"
    wave: int
    recipient_id: UUID
    due: date
    on: date


class DeclineNoticed(Stream.Event):
    """A recipient's answers are getting worse: those in `notify` should look at it (R-F4)."""

    TOPIC = "feedback.decline-noticed"
    wave: int
    recipient_id: UUID
    instrument: str
    why: str
    notify: tuple[str, ...]
    on: date


class GoalScaleSet(Stream.Event):
    """How much a goal counts, and what its levels mean; the newest counts."""

    TOPIC = "feedback.goal-scale-set"
    goal_id: UUID
    weight: int
    scale: tuple[LevelText, ...]
    on: date


class GoalRated(Stream.Event):
    """How far a goal was reached on a day, in somebody's view."""

    TOPIC = "feedback.goal-rated"
    goal_id: UUID
    attainment: int
    by_role: str
    rated_on: date


class FollowUpStopped(Stream.Event):
    """Nothing is asked any more; what was open has lapsed."""

    TOPIC = "feedback.follow-up-stopped"
    reason: Text
    on: date
