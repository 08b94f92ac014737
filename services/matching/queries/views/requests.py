"""The shapes of match requests, offers and joint plans."""

from datetime import date
from typing import Any
from uuid import UUID

from services.matching.queries.views.view import View


class BecauseView(View):
    """Why, or why not: a code, what stands in its sentence, and the sentence itself (R-M2).

    sentence: with its places, for who says it in another language; text: in English.
    """

    code: str
    points: int | None = None
    values: dict[str, Any]
    sentence: str
    text: str


class RankedView(View):
    """Somebody proposed. scope: how near they work; stale: the profile was not confirmed for long."""

    professional_id: UUID
    rank: int
    score: int
    because: list[BecauseView]
    scope: str
    stale: bool


class RuledOutView(View):
    """Somebody with the role in the searched scope who is not proposed."""

    professional_id: UUID
    because: list[BecauseView]


class ProposedTeamView(View):
    """Who would cover it all together. covers: competence → who; fields: field → who."""

    professional_ids: list[UUID]
    covers: dict[str, UUID]
    fields: dict[str, list[UUID]]


class OfferView(View):
    """An offer and its answer."""

    professional_id: UUID
    state: str
    offered_on: date
    reason: str | None = None


class MustView(View):
    """Without which nobody is proposed."""

    competences: list[str]
    languages: list[str]
    mode: str | None = None


class ShouldView(View):
    """What is wished for."""

    background: list[str]
    education: list[str]
    same_county: bool


class TeamWishView(View):
    """Several are sought together."""

    size: int | None = None
    fields: list[str]


class NeedView(View):
    """What is sought."""

    role: str
    county: str
    must: MustView
    should: ShouldView
    hours_per_week: float
    starts_on: date
    ends_on: date | None = None
    team: TeamWishView | None = None


class MatchRequestView(View):
    """One match request.

    virtual: who is far away consults virtually. owner: the county whose professional stays the owner (R-M4).
    uncovered, team_needs: what nobody can give now, and the fewest who would cover it all.
    """

    match_request_id: UUID
    number: str
    state: str
    scope: str
    virtual: bool
    owner: str
    referral_id: UUID | None = None
    case_id: UUID | None = None
    need: NeedView
    opened_on: date
    ranked: list[RankedView]
    ruled_out: list[RuledOutView]
    team: ProposedTeamView | None = None
    uncovered: list[str]
    team_needs: int | None = None
    offers: list[OfferView]
    confirmed: list[UUID]
    rules_version: str | None = None
    positions: dict[str, int]


class RequestRow(View):
    """A match request, as a list says it."""

    match_request_id: UUID
    number: str
    state: str
    scope: str
    referral_id: UUID | None = None
    case_id: UUID | None = None
    role: str
    county: str
    competences: list[str]
    hours_per_week: float
    opened_on: date
    starts_on: date
    ends_on: date | None = None
    confirmed: list[UUID]


class MatchRequestsView(View):
    """A page of them."""

    match_requests: list[RequestRow]
    next: str | None = None


class OwnOfferView(View):
    """An offer to the one who asks: what is sought, and nothing about whom (R-M9).

    state: offered, accepted, or confirmed once it is they who help.
    """

    match_request_id: UUID
    number: str
    professional_id: UUID
    state: str
    role: str
    county: str
    competences: list[str]
    hours_per_week: float
    starts_on: date
    ends_on: date | None = None


class OffersView(View):
    """The offers to the one who asks."""

    offers: list[OwnOfferView]


class JobView(View):
    """A joint plan: how it stands, and what came of it (R-M6). bound: what no plan exceeds.

    match_requests: those of the requests that the asker may see, as they stand now, in the plan's order.
    """

    job: UUID
    state: str
    match_request_ids: list[UUID]
    match_requests: list[RequestRow]
    assigned: dict[UUID, list[UUID]]
    unserved: list[UUID]
    worth: int | None = None
    bound: int | None = None
    proved: bool | None = None
