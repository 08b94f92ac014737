"""Feedback's words as values: who is asked, about what, what was answered, how goals went.

Frozen and plain, so that facts can hold them. The names of the fields are those of the commands. `Text`
marks what is sealed under the matter's key: addresses, the texts of a scale, and answers with their scores,
which tell of somebody's health and are kept as text for that (a sealed field is one).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal
from uuid import UUID

from shared.kernel.sealed import Text

Role = Literal["client", "guardian", "worker", "buyer", "professional"]
Channel = Literal["email", "sms", "paper"]
AgeGroup = Literal["child", "young", "adult"]
RequestState = Literal["waiting", "requested", "answered", "missed", "lapsed"]
Unreached = Literal["no_safe_contact", "not_delivered"]
Fall = Literal["two_falls", "reliable_change"]
FlagCode = Literal["decline", "unreachable", "unanswered"]
LEVELS: Final = (-2, -1, 0, 1, 2)
"""Of a goal's scale: much less than hoped to much more."""


@dataclass(frozen=True)
class Matter:
    """What is followed up: a case or a referral."""

    case_id: UUID | None = None
    referral_id: UUID | None = None


@dataclass(frozen=True)
class Recipient:
    """Who is asked. age_group: of a client, where it is known; a child gets the easy version."""

    recipient_id: UUID
    role: Role
    channel: Channel
    address: Text | None = None
    age_group: AgeGroup | None = None


@dataclass(frozen=True)
class Chosen:
    """An instrument in the version with which this follow-up began."""

    instrument: str
    version: str


@dataclass(frozen=True)
class Answer:
    """One answered item. value: the number as text."""

    instrument: str
    item: str
    value: Text


@dataclass(frozen=True)
class Score:
    """What the answers to one instrument come to, as text."""

    instrument: str
    version: str
    score: Text

    @property
    def figure(self) -> Decimal | None:
        """The score as a number; None where it was erased."""
        try:
            return Decimal(self.score)
        except InvalidOperation:
            return None


@dataclass(frozen=True)
class Request:
    """One recipient's part of a wave.

    on: when it was sent, or found that it could not be; first_on: when its wave was; due: the last day to
    answer by the link; attempt: how often it was sent. lapsed: it ended unanswered by nobody's doing, with
    the follow-up or, where it could not be sent, with the next wave.
    """

    wave: int
    recipient_id: UUID
    state: RequestState
    on: date
    first_on: date
    due: date | None = None
    remind_on: date | None = None
    reminded_on: date | None = None
    attempt: int = 0
    link_hash: str | None = None
    why: Unreached | None = None
    answered_on: date | None = None
    missed_on: date | None = None
    on_behalf: bool = False
    answers: tuple[Answer, ...] = ()
    scores: tuple[Score, ...] = ()

    @property
    def reminded(self) -> bool:
        return self.reminded_on is not None

    @property
    def was_asked(self) -> bool:
        """Whether it counts as requested: it was sent, or it was answered without that."""
        return self.state == "answered" or (self.attempt > 0 and self.why is None)


@dataclass(frozen=True)
class Sending:
    """A request that is about to be sent: what its link is made for."""

    wave: int
    recipient: Recipient
    attempt: int


@dataclass(frozen=True)
class Wave:
    """How a wave stands. requested: really sent, or answered without that; waiting: not to be reached yet."""

    wave: int
    requested: int
    answered: int
    missed: int
    waiting: int


@dataclass(frozen=True)
class LevelText:
    """What one level of a goal's scale means."""

    level: int
    text: Text


@dataclass(frozen=True)
class GoalScale:
    """How much a goal counts, and what its levels mean."""

    weight: int = 1
    scale: tuple[LevelText, ...] = ()


@dataclass(frozen=True)
class Rating:
    """A goal's attainment on a day, in somebody's view."""

    goal_id: UUID
    attainment: int
    by_role: str
    rated_on: date


@dataclass(frozen=True)
class Decline:
    """A recipient's scores of one instrument are getting worse (R-F4)."""

    recipient_id: UUID
    instrument: str
    wave: int
    why: Fall

    def same_as(self, other: "Decline") -> bool:
        """Whether it is about the same answers: why may be worked out otherwise later."""
        return (self.recipient_id, self.instrument, self.wave) == (
            other.recipient_id, other.instrument, other.wave,
        )  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """What somebody should look at. instrument: of a decline."""

    code: FlagCode
    since: date
    recipient_id: UUID
    instrument: str | None = None
