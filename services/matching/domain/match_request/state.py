"""What is known of a match request, and what follows from it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.matching.domain.language import (
    Matter,
    Need,
    Offer,
    ProposedTeam,
    Ranked,
    RuledOut,
    Scope,
)
from shared.kernel.facts import Keeping


class MatchRequestState(ABC):
    """A request as it stands; facts alone change it (match_request.py)."""

    number: str
    region: str
    kept: Keeping
    matter: Matter
    need: Need
    scope: Scope
    """How far is searched by now."""
    virtual: bool
    opened_on: date
    proposed: bool
    ranked: tuple[Ranked, ...]
    ruled_out: tuple[RuledOut, ...]
    team: ProposedTeam | None
    uncovered: tuple[str, ...]
    team_needs: int | None
    rules_version: str | None
    offers: tuple[Offer, ...]
    """The newest to each, in the order in which they were first asked."""
    confirmed: tuple[UUID, ...]
    ended_on: date | None

    @property
    @abstractmethod
    def stream_id(self) -> UUID:
        """The request's id."""

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Records a decision as a fact of this request."""

    @property
    def keeping(self) -> Keeping:
        """R-T2: the register of the matter that it is for."""
        return self.kept

    @property
    def state(self) -> str:
        """Open, proposed, offered, confirmed or ended: the furthest, until it is taken back."""
        if self.confirmed:
            return "confirmed"
        if self.ended_on is not None:
            return "ended"
        if any(each.state != "declined" for each in self.offers):
            return "offered"
        return "proposed" if self.proposed else "open"

    @property
    def said_no(self) -> Mapping[UUID, str]:
        """Who declined this request, and why. Who is parked for workload may be asked again after that."""
        return {
            each.professional_id: each.reason or "other"
            for each in self.offers
            if each.state == "declined" and each.reason != "workload"
        }

    @property
    def proposed_ids(self) -> tuple[UUID, ...]:
        return tuple(each.professional_id for each in self.ranked)

    def offer_to(self, professional_id: UUID) -> Offer | None:
        return next((each for each in self.offers if each.professional_id == professional_id), None)
