"""A case as it stands: what its facts have told so far, and what follows from that."""

from abc import ABC, abstractmethod
from datetime import date
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.intake.domain.case.goals import StepStanding, steps_standing
from services.intake.domain.case.language import (
    ChildView,
    Contact,
    Engagement,
    Link,
    Meeting,
    Member,
    Membership,
    MonthlyReport,
    Pause,
    Revision,
    RiskAssessment,
    StepTaken,
)
from services.intake.domain.language import Glass
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class CaseState(ABC):
    """What a case's decisions look at; its facts alone change it (case.py)."""

    number: str
    region: str
    county: str
    kept: Keeping
    opened_on: date
    referral_id: UUID
    person_id: UUID
    service_line: str
    situations: tuple[str, ...]
    process_lead: str
    nature: str | None
    required_parties: tuple[str, ...]
    base_services: tuple[str, ...]
    restricted_to: tuple[str, ...]
    usual_end: date | None
    with_standing_team: bool
    network: dict[UUID, Membership]
    links: tuple[Link, ...]
    child_views: tuple[ChildView, ...]
    revisions: tuple[Revision, ...]
    steps_taken: tuple[StepTaken, ...]
    meetings: dict[UUID, Meeting]
    contacts: tuple[Contact, ...]
    engagements: tuple[Engagement, ...]
    risks: tuple[RiskAssessment, ...]
    reports: dict[str, MonthlyReport]
    pauses: tuple[Pause, ...]
    glasses: tuple[Glass, ...]
    closed_on: date | None
    outcome: str | None

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Records a decision as a fact of this case."""

    @property
    @abstractmethod
    def stream_id(self) -> UUID:
        """The case's id."""

    @property
    def keeping(self) -> Keeping:
        """R-T2: the county, register and service task its facts belong to."""
        return self.kept

    @property
    def state(self) -> str:
        """open, suspended or closed."""
        if self.closed_on:
            return "closed"
        return "suspended" if self.pauses and self.pauses[-1].until is None else "open"

    @property
    def plan(self) -> Revision | None:
        """The newest revision."""
        return self.revisions[-1] if self.revisions else None

    def steps_of(self, goal_id: UUID) -> tuple[StepStanding, ...]:
        """How the small steps of a goal of the plan in force stand; none for a goal that is not in it."""
        goals = self.plan.goals if self.plan else ()
        goal = next((goal for goal in goals if goal.goal_id == goal_id), None)
        return steps_standing(goal, self.steps_taken) if goal else ()

    def members_on(self, day: date) -> list[Member]:
        """Who was in the network on a day."""
        return [ship.member for ship in self.network.values() if ship.on(day)]

    @property
    def members(self) -> list[Member]:
        """Who is in the network still."""
        return [ship.member for ship in self.network.values() if ship.until is None]

    def must_not_be_closed(self) -> None:
        """Refuses work on a case that was closed."""
        if self.closed_on:
            raise Refused("the case is closed")

    def must_be_open_by(self, on: date) -> None:
        """Refuses a day before the case was opened."""
        if on < self.opened_on:
            raise Refused("the case was opened only on {day}", day=self.opened_on)
