"""A match request and a joint plan in public: what was sought, how far, who was found. No reasons in words.

Who was ruled out is told as counts by the kind of reason: that somebody is in conflict with a matter's
person is nobody's business.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.matching.words import (
    Code,
    County,
    Edition,
    Language,
    MatchFact,
    Mode,
    Number,
    Part,
    PlanFact,
    Role,
    Scope,
    WeekHours,
)


class PublicTeamWish(Part):
    """Several are sought together (R-M5)."""

    size: int | None = Field(None, ge=1, description="At most so many")
    fields: tuple[Code, ...] = Field((), description="Each is present")


class MatchRequested(MatchFact):
    """Somebody is sought for a referral or a case."""

    FACT: ClassVar[str] = "matching.match-requested"
    number: Number
    referral_id: UUID | None = None
    case_id: UUID | None = None
    role: Role
    county: County
    competences: tuple[Code, ...]
    languages: tuple[Language, ...]
    mode: Mode | None = Field(None, description="None: either")
    hours_per_week: WeekHours = Field(description="Each member's")
    starts_on: date
    ends_on: date | None = None
    team: PublicTeamWish | None = None
    scope: Scope
    on: date


class CandidatesProposed(MatchFact):
    """Who could help, best first, and how many not for which kind of reason; the newest counts (R-M2)."""

    FACT: ClassVar[str] = "matching.candidates-proposed"
    ranked: tuple[UUID, ...]
    ruled_out: Mapping[Code, int] = Field(description="Kind of reason → how many it holds for")
    scope: Scope
    virtual: bool = Field(description="Whether who is far consults virtually")
    team: tuple[UUID, ...] | None = None
    uncovered: tuple[Code, ...] = Field((), description="What nobody in the searched scope can give now")
    rules_version: Edition
    on: date


class SearchWidened(MatchFact):
    """The search reaches farther (R-M4)."""

    FACT: ClassVar[str] = "matching.search-widened"
    scope: Scope
    virtual: bool
    owner: County = Field(description="The county whose professional stays the owner")


class MatchOffered(MatchFact):
    """Somebody proposed was asked."""

    FACT: ClassVar[str] = "matching.match-offered"
    professional_id: UUID
    on: date


class OfferAccepted(MatchFact):
    """The one who was asked said yes."""

    FACT: ClassVar[str] = "matching.offer-accepted"
    professional_id: UUID


class OfferDeclined(MatchFact):
    """The one who was asked said no (R-M7)."""

    FACT: ClassVar[str] = "matching.offer-declined"
    professional_id: UUID
    declined_for: Literal["workload", "competence", "conflict_of_interest", "client_refused", "other"]
    on: date


class MatchConfirmed(MatchFact):
    """A person decided who helps (R-M3)."""

    FACT: ClassVar[str] = "matching.match-confirmed"
    professional_ids: tuple[UUID, ...]
    ranks: tuple[int, ...] = Field(description="Theirs in the proposal")
    first: bool = Field(description="Whether it is who was proposed first")
    hours_per_week: WeekHours
    starts_on: date
    ends_on: date | None = None
    on: date


class MatchEnded(MatchFact):
    """The match is over, or the request is given up."""

    FACT: ClassVar[str] = "matching.match-ended"
    professional_ids: tuple[UUID, ...] = Field(description="Who is free again")
    ended_on: date


class MatchPlanAsked(PlanFact):
    """A coordinator asked for one proposal for many requests."""

    FACT: ClassVar[str] = "matching.match-plan-asked"
    match_request_ids: tuple[UUID, ...]


class MatchesPlanned(PlanFact):
    """Who would be given to which request; people confirm it, one request at a time (R-M6)."""

    FACT: ClassVar[str] = "matching.matches-planned"
    assigned: Mapping[UUID, tuple[UUID, ...]] = Field(description="Request → professionals")
    unserved: tuple[UUID, ...]
    worth: int
    bound: int = Field(description="What no plan exceeds")
    proved: bool = Field(description="Whether nothing is better")
    rules_version: Edition
