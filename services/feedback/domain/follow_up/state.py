"""What is known of a follow-up, and what follows from it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.feedback.domain.follow_up.flags import flags_of
from services.feedback.domain.language import (
    Chosen,
    Decline,
    Flag,
    GoalScale,
    Matter,
    Rating,
    Recipient,
    Request,
    Sending,
    Wave,
)
from services.feedback.domain.waves import day_of, newest_by
from shared.kernel.facts import Keeping
from shared.kernel.t_scores import t_score


class FollowUpState(ABC):
    """A follow-up as it stands; facts alone change it (follow_up.py)."""

    number: str
    region: str
    kept: Keeping
    matter: Matter
    instruments: tuple[Chosen, ...]
    every_weeks: int | None
    recipients: tuple[Recipient, ...]
    started_on: date
    requests: tuple[Request, ...]
    """In the order of the waves, in each of the recipients."""
    declines: tuple[tuple[Decline, date], ...]
    """Those that were noticed, and when."""
    scales: Mapping[UUID, GoalScale]
    ratings: tuple[Rating, ...]
    """In the order in which they were recorded."""
    stopped_on: date | None

    @property
    @abstractmethod
    def stream_id(self) -> UUID:
        """The follow-up's id."""

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Records a decision as a fact of this follow-up."""

    @property
    def keeping(self) -> Keeping:
        """R-T2: the register of the matter that it follows."""
        return self.kept

    @property
    def state(self) -> str:
        """Running or stopped; ended where it asked once, and everybody answered or missed it."""
        if self.stopped_on is not None:
            return "stopped"
        over = self.requests and all(each.state in {"answered", "missed"} for each in self.requests)
        return "ended" if over and self.every_weeks is None else "running"

    @property
    def waves(self) -> tuple[Wave, ...]:
        """Each wave that was sent or tried, with its counts (R-F2)."""
        return tuple(self._wave(number) for number in sorted({each.wave for each in self.requests}))

    @property
    def newest_wave(self) -> int:
        """The last one that was sent or tried; 0 before the first."""
        return max((each.wave for each in self.requests), default=0)

    @property
    def next_wave(self) -> tuple[int, date] | None:
        """The wave that goes next by itself, and its day; None where none does."""
        coming = self.newest_wave + 1
        day = None if self.stopped_on else day_of(coming, self.started_on, self.every_weeks)
        return None if day is None else (coming, day)

    def due_wave(self, on: date) -> int | None:
        """The wave to be sent by itself on a day: the newest whose day has come, if it was not sent yet."""
        newest = 0 if self.stopped_on else newest_by(on, self.started_on, self.every_weeks)
        return newest if newest > self.newest_wave else None

    @property
    def open_requests(self) -> tuple[Request, ...]:
        """Sent, and neither answered nor missed."""
        return tuple(each for each in self.requests if each.state == "requested")

    @property
    def waiting(self) -> tuple[Sending, ...]:
        """What of the newest wave waits for a way to reach somebody (R-F7)."""
        return tuple(
            Sending(each.wave, self.recipient(each.recipient_id), each.attempt + 1)
            for each in self.requests
            if each.state == "waiting"
        )

    def reminders_due(self, on: date) -> tuple[Request, ...]:
        """Who is to be reminded on a day: once, and not after the last day."""
        return tuple(
            each
            for each in self.open_requests
            if each.remind_on and each.due and not each.reminded and each.remind_on <= on <= each.due
        )

    def overdue(self, on: date) -> tuple[Request, ...]:
        """What was not answered by its last day."""
        return tuple(each for each in self.open_requests if each.due and each.due < on)

    def recipient(self, recipient_id: UUID) -> Recipient:
        """KeyError for somebody who is not asked here."""
        for each in self.recipients:
            if each.recipient_id == recipient_id:
                return each
        raise KeyError(recipient_id)

    def request_to(self, recipient_id: UUID, wave: int) -> Request | None:
        return next(
            (each for each in self.requests if (each.recipient_id, each.wave) == (recipient_id, wave)), None
        )

    def request_of_link(self, link_hash: str) -> Request | None:
        """The request that a link was made for, whatever became of it; None for a link that opens nothing."""
        return next((each for each in self.requests if each.link_hash == link_hash), None)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What somebody should look at; nothing once it is stopped."""
        return () if self.stopped_on else tuple(flags_of(self.requests, self.declines))

    @property
    def newest_ratings(self) -> Mapping[UUID, Rating]:
        """Of each goal the rating that counts: by its day, of one day the one recorded last."""
        return self._ratings_by(date.max)

    @property
    def t_score(self) -> str | None:
        """Goal attainment now (R-F3): "59.13"; None where no goal is rated."""
        return self._t_score_by(date.max)

    @property
    def t_scores(self) -> tuple[tuple[date, str], ...]:
        """Goal attainment as it was on each day on which a goal was rated."""
        days = sorted({each.rated_on for each in self.ratings})
        return tuple((day, score) for day in days if (score := self._t_score_by(day)))

    def _ratings_by(self, day: date) -> dict[UUID, Rating]:
        # Sorting is stable: of one day the one recorded last stays.
        in_order = sorted(self.ratings, key=lambda each: each.rated_on)
        return {each.goal_id: each for each in in_order if each.rated_on <= day}

    def _t_score_by(self, day: date) -> str | None:
        newest = self._ratings_by(day)
        return t_score(
            (self.scales.get(goal, GoalScale()).weight, each.attainment) for goal, each in newest.items()
        )

    def _wave(self, number: int) -> Wave:
        of_wave = [each for each in self.requests if each.wave == number]
        states = [each.state for each in of_wave]
        return Wave(
            wave=number,
            requested=sum(each.was_asked for each in of_wave),
            answered=states.count("answered"),
            missed=states.count("missed"),
            waiting=states.count("waiting"),
        )
