"""A follow-up in public: who was asked when, whether they answered, how far goals were reached."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.feedback.words import (
    AgeGroup,
    Channel,
    Code,
    Edition,
    FollowUpFact,
    Number,
    Part,
    Pseudonym,
    RaterRole,
    RequestFact,
    Role,
)


class PublicInstrument(Part):
    """An instrument in the version that the follow-up keeps to."""

    instrument: Code
    version: Edition


class PublicRecipient(Part):
    """Somebody who is asked, without being anybody."""

    recipient: Pseudonym
    role: Role
    channel: Channel
    age_group: AgeGroup | None = None


class FollowUpStarted(FollowUpFact):
    """It is asked from now on whether it helps."""

    FACT: ClassVar[str] = "feedback.follow-up-started"
    number: Number
    referral_id: UUID | None = None
    case_id: UUID | None = None
    instruments: tuple[PublicInstrument, ...]
    every_weeks: int | None = Field(None, ge=1, description="None: once")
    recipients: tuple[PublicRecipient, ...]
    on: date


class FeedbackRequested(RequestFact):
    """A recipient was asked, with a link of their own."""

    FACT: ClassVar[str] = "feedback.feedback-requested"
    attempt: int = Field(ge=1, description="How often this request was sent by then")
    on: date
    due: date = Field(description="The last day to answer by the link")
    rules_version: Edition


class RecipientUnreachable(RequestFact):
    """A recipient's part of a wave waits: there is no safe way to reach them (R-F7)."""

    FACT: ClassVar[str] = "feedback.recipient-unreachable"
    why: Literal["no_safe_contact", "not_delivered"]
    on: date


class ReminderSent(RequestFact):
    """A recipient was asked once more."""

    FACT: ClassVar[str] = "feedback.reminder-sent"
    on: date


class FeedbackGiven(RequestFact):
    """A recipient answered; what, is not told here."""

    FACT: ClassVar[str] = "feedback.feedback-given"
    on_behalf: bool = Field(description="Whether somebody wrote it down for them")
    instruments: tuple[Code, ...] = Field(description="Those that were answered well enough for a score")
    on: date


class FeedbackMissed(RequestFact):
    """The last day passed without an answer (R-F2)."""

    FACT: ClassVar[str] = "feedback.feedback-missed"
    due: date
    on: date


class DeclineNoticed(RequestFact):
    """A recipient's answers are getting worse: those in `notify` should look at it (R-F4)."""

    FACT: ClassVar[str] = "feedback.decline-noticed"
    instrument: Code
    why: Literal["two_falls", "reliable_change"]
    notify: tuple[Literal["worker", "coordinator"], ...]
    on: date


class GoalScaleSet(FollowUpFact):
    """How much a goal counts; the newest counts. What its levels mean is told to nobody here."""

    FACT: ClassVar[str] = "feedback.goal-scale-set"
    goal_id: UUID
    weight: int = Field(ge=1)
    on: date


class GoalRated(FollowUpFact):
    """How far a goal was reached on a day, in somebody's view. Of a goal the newest day counts (R-F3)."""

    FACT: ClassVar[str] = "feedback.goal-rated"
    goal_id: UUID
    attainment: int = Field(ge=-2, le=2, description="0: as hoped")
    by_role: RaterRole
    rated_on: date


class FollowUpStopped(FollowUpFact):
    """Nothing is asked any more; what was open has lapsed."""

    FACT: ClassVar[str] = "feedback.follow-up-stopped"
    on: date
