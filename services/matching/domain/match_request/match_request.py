"""MatchRequest: somebody is sought for a matter. Here its facts make it what it is."""

from dataclasses import replace
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.matching.domain.language import (
    Matter,
    Need,
    Offer,
    ProposedTeam,
    Ranked,
    RuledOut,
    Scope,
)
from services.matching.domain.match_request import facts
from services.matching.domain.match_request.deciding import DecidingDecisions
from shared.kernel.facts import Keeping, Stream


class MatchRequest(DecidingDecisions, Stream):
    """A request from its opening to a confirmed match and its end.

    Decisions stand in seeking.py and deciding.py, what is known in state.py; who is proposed is worked out
    by pure functions (domain/proposing). People name it `match/2025-00003`.
    """

    TOPIC = "matching.match-request"
    kind: ClassVar[str] = "match"

    MatchRequested = facts.MatchRequested
    CandidatesProposed = facts.CandidatesProposed
    SearchWidened = facts.SearchWidened
    MatchOffered = facts.MatchOffered
    OfferAccepted = facts.OfferAccepted
    OfferDeclined = facts.OfferDeclined
    MatchConfirmed = facts.MatchConfirmed
    MatchEnded = facts.MatchEnded

    @classmethod
    def begin(cls, *, match_request_id: UUID, **fields: object) -> Self:
        return cls._create(cls.MatchRequested, id=match_request_id, **fields)

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
        need: Need,
        scope: Scope,
        on: date,
    ) -> None:
        self.number, self.region, self.kept = number, region, keeping
        self.matter, self.need, self.scope, self.opened_on = matter, need, scope, on
        self.virtual = need.must.mode == "virtual"
        self.proposed = False
        self.ranked: tuple[Ranked, ...] = ()
        self.ruled_out: tuple[RuledOut, ...] = ()
        self.team: ProposedTeam | None = None
        self.uncovered: tuple[str, ...] = ()
        self.team_needs: int | None = None
        self.rules_version: str | None = None
        self.offers: tuple[Offer, ...] = ()
        self.confirmed: tuple[UUID, ...] = ()
        self.ended_on: date | None = None

    @event(SearchWidened)
    def _widened(self, scope: Scope, *, virtual: bool) -> None:
        self.scope, self.virtual = scope, virtual

    @event(CandidatesProposed)
    def _proposed(
        self,
        *,
        ranked: tuple[Ranked, ...],
        ruled_out: tuple[RuledOut, ...],
        scope: Scope,
        virtual: bool,
        team: ProposedTeam | None,
        rules_version: str,
        uncovered: tuple[str, ...],
        team_needs: int | None,
    ) -> None:
        self.proposed, self.ended_on = True, None
        self.ranked, self.ruled_out, self.team = ranked, ruled_out, team
        self.scope, self.virtual, self.rules_version = scope, virtual, rules_version
        self.uncovered, self.team_needs = uncovered, team_needs

    @event(MatchOffered)
    def _offered(self, professional_id: UUID, on: date) -> None:
        self.ended_on = None
        new = Offer(professional_id, "offered", on)
        if self.offer_to(professional_id) is None:
            self.offers = (*self.offers, new)
        else:
            self.offers = tuple(
                new if each.professional_id == professional_id else each for each in self.offers
            )

    @event(OfferAccepted)
    def _accepted(self, professional_id: UUID) -> None:
        self.offers = tuple(
            replace(each, state="accepted") if each.professional_id == professional_id else each
            for each in self.offers
        )

    @event(OfferDeclined)
    def _declined(self, professional_id: UUID, reason: str) -> None:
        self.offers = tuple(
            replace(each, state="declined", reason=reason)
            if each.professional_id == professional_id
            else each
            for each in self.offers
        )

    @event(MatchConfirmed)
    def _confirmed(self, professional_ids: tuple[UUID, ...]) -> None:
        self.confirmed, self.ended_on = professional_ids, None

    @event(MatchEnded)
    def _ended(self, ended_on: date) -> None:
        self.confirmed, self.ended_on = (), ended_on
        # Who had said yes may be asked again; a no stays a no.
        self.offers = tuple(each for each in self.offers if each.state == "declined")
