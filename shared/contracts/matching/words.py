"""The words of matching's public facts: every text is a code, a number or an id, never prose (R-P1).

A professional is their id: who it is, only the directory tells to who may ask it.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.envelope import PublicFact

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
"""A code of a reference list: `rare_disease`."""
County = Annotated[str, Field(pattern=r"^\d{2}$")]
"""A wellbeing services county's (hyvinvointialue) code: "08"."""
Number = Annotated[str, Field(pattern=r"^\d{4}-\d{5,}$")]
"""What people call it: "2025-00017"."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Organisation = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""An organisation without its name: HMAC under the region's key."""
Edition = Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,20}$")]
"""The version of a region's rules."""
Share = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,4})?$")]
"""A percent as text."""
Role = Literal["expert", "support_person", "coach", "school_support_worker"]
Mode = Literal["virtual", "on_site"]
Scope = Literal["county", "region", "national"]
WeekHours = Annotated[float, Field(ge=0)]


class Part(BaseModel):
    """A part of a fact's body."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ProfessionalFact(PublicFact):
    """What every fact of a professional (ammattilainen) says."""

    professional_id: UUID
    state: Literal["active", "paused", "retired"] = Field(description="Their state after this fact")


class TeamFact(PublicFact):
    """What every fact of a team (tiimi) says."""

    team_id: UUID
    state: Literal["formed", "dissolved"] = Field(description="Its state after this fact")


class CoreUnitFact(PublicFact):
    """What every fact of a region's core unit (ydinyksikkö) says."""

    core_unit_id: UUID


class ContactPersonFact(PublicFact):
    """What every fact of the post of a county's sector says; the subject names county and sector."""

    post_id: UUID


class MatchFact(PublicFact):
    """What every fact of a match request (osaamisen haku) says."""

    match_request_id: UUID
    state: Literal["open", "proposed", "offered", "confirmed", "ended"] = Field(
        description="The request's state after this fact"
    )


class PlanFact(PublicFact):
    """What every fact of a joint plan says."""

    plan_id: UUID
    state: Literal["waiting", "done"] = Field(description="Its state after this fact")
    on: date
