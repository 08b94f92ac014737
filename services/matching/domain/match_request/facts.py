"""What can have happened to a match request. A fact's TOPIC is its name for ever."""

from datetime import date
from uuid import UUID

from services.matching.domain.language import Matter, Need, ProposedTeam, Ranked, RuledOut, Scope
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text


class MatchRequested(Stream.Created):
    """Somebody is sought for a referral or a case."""

    TOPIC = "matching.match-requested"
    number: str
    region: str
    keeping: Keeping
    matter: Matter
    need: Need
    scope: Scope
    on: date


class CandidatesProposed(Stream.Event):
    """Who could help, with reasons, and who not and why; the newest counts (R-M2).

    rules_version: of the points and limits that it was decided by. virtual: who is far consults virtually.
    uncovered, team_needs: what nobody could give, and how many a team would take, where none was found.
    """

    TOPIC = "matching.candidates-proposed"
    ranked: tuple[Ranked, ...]
    ruled_out: tuple[RuledOut, ...]
    scope: Scope
    virtual: bool
    team: ProposedTeam | None
    rules_version: str
    uncovered: tuple[str, ...]
    team_needs: int | None
    on: date


class SearchWidened(Stream.Event):
    """Nobody was found near, or a coordinator looks further: the search reaches farther (R-M4).

    virtual: a virtual consultation is offered. owner: the county whose professional stays the owner.
    """

    TOPIC = "matching.search-widened"
    scope: Scope
    virtual: bool
    owner: str


class MatchOffered(Stream.Event):
    """Somebody proposed was asked."""

    TOPIC = "matching.match-offered"
    professional_id: UUID
    on: date


class OfferAccepted(Stream.Event):
    """The one who was asked said yes."""

    TOPIC = "matching.offer-accepted"
    professional_id: UUID


class OfferDeclined(Stream.Event):
    """The one who was asked said no; the reason drives their availability (R-M7)."""

    TOPIC = "matching.offer-declined"
    professional_id: UUID
    reason: str
    on: date


class MatchConfirmed(Stream.Event):
    """A person decided who helps (R-M3). ranks: theirs in the proposal; first: as it was proposed."""

    TOPIC = "matching.match-confirmed"
    professional_ids: tuple[UUID, ...]
    ranks: tuple[int, ...]
    first: bool
    reason: Text | None
    hours_per_week: float
    starts_on: date
    ends_on: date | None
    on: date


class MatchEnded(Stream.Event):
    """The match is over, or the request is given up. professional_ids: who is free again."""

    TOPIC = "matching.match-ended"
    professional_ids: tuple[UUID, ...]
    reason: Text
    ended_on: date
