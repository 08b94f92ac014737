"""Commands about a match request: opened, searched, offered, answered, confirmed, ended; and joint plans."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.matching.commands.parts import Matter, Must, Should, TeamWish
from services.matching.commands.professional import PROFESSIONAL
from services.matching.commands.words import (
    AtLeastOne,
    County,
    Day,
    DeclineReason,
    Long,
    NeededHours,
    Once,
    Role,
    Scope,
)
from shared.contracts.asking import Command

REQUEST: dict[str, Any] = {"match_request_id": "c9d5a1f3-0f3e-4d7b-9f0d-2e6b3b6f4a55"}
"""Of the examples."""
MOST_PLANNED = 500


class OpenMatchRequest(Command):
    """Seeks somebody for a referral or a case. hours_per_week: each member's."""

    match_request_id: UUID
    matter: Matter = Field(alias="for")
    role: Role
    county: County
    must: Must
    should: Should = Should()
    hours_per_week: NeededHours
    starts_on: Day
    ends_on: Day | None = None
    scope: Scope = "county"
    team: TeamWish | None = None

    example: ClassVar[dict[str, Any]] = {
        **REQUEST,
        "for": {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"},
        "role": "expert",
        "county": "08",
        "must": {"competences": ["rare_disease", "trauma"], "languages": ["fi"], "mode": "either"},
        "should": {"background": ["lastenpsykiatria"], "same_county": True},
        "hours_per_week": 2,
        "starts_on": "2025-09-15",
        "team": {"size": 3, "fields": ["health"]},
    }


class ProposeCandidates(Command):
    """Looks who could help, from the scope reached so far and further as far as needed (R-M4)."""

    match_request_id: UUID

    example: ClassVar[dict[str, Any]] = REQUEST


class WidenSearch(Command):
    """Looks one step further: county, region, the whole country."""

    match_request_id: UUID

    example: ClassVar[dict[str, Any]] = REQUEST


class OfferMatch(Command):
    """Asks somebody who was proposed."""

    match_request_id: UUID
    professional_id: UUID

    example: ClassVar[dict[str, Any]] = {**REQUEST, **PROFESSIONAL}


class AcceptOffer(Command):
    """The one who was asked says yes."""

    match_request_id: UUID
    professional_id: UUID

    example: ClassVar[dict[str, Any]] = {**REQUEST, **PROFESSIONAL}


class DeclineOffer(Command):
    """The one who was asked says no; the reason drives their availability (R-M7)."""

    match_request_id: UUID
    professional_id: UUID
    reason: DeclineReason

    example: ClassVar[dict[str, Any]] = {**REQUEST, **PROFESSIONAL, "reason": "workload"}


class ConfirmMatch(Command):
    """Decides who helps (R-M3). reason: needed where it is not who was proposed first."""

    match_request_id: UUID
    professional_ids: Annotated[tuple[UUID, ...], AtLeastOne, Once]
    reason: Long | None = None

    example: ClassVar[dict[str, Any]] = {**REQUEST, "professional_ids": [PROFESSIONAL["professional_id"]]}


class EndMatch(Command):
    """Unassigns who was confirmed, or gives the request up."""

    match_request_id: UUID
    reason: Long
    ended_on: Day

    example: ClassVar[dict[str, Any]] = {**REQUEST, "reason": "Työ päättyi.", "ended_on": "2025-12-31"}


class PlanMatches(Command):
    """Proposes who would be given to which of many requests, all together (R-M6).

    It is a job: the answer names it, and `job` tells what came of it.
    """

    match_request_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_PLANNED), Once]

    example: ClassVar[dict[str, Any]] = {"match_request_ids": [REQUEST["match_request_id"]]}
