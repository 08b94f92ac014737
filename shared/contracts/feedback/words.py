"""The words of feedback's public facts: every text is a code, a number or an id, never prose (R-P1).

Who is asked is a pseudonym, the one that intake says on the bus where it is a person it knows. What was
answered, and what it comes to, is told to nobody here: it tells of somebody's health.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.envelope import PublicFact

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
"""A name of an instrument: `wellbeing`."""
Number = Annotated[str, Field(pattern=r"^\d{4}-\d{5,}$")]
"""What people call it: "2025-00017"."""
Pseudonym = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,128}$")]
"""Somebody without their name: HMAC under the region's key."""
Edition = Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,20}$")]
"""The version of an instrument or of a region's rules."""
Role = Literal["client", "guardian", "worker", "buyer", "professional"]
RaterRole = Literal["client", "guardian", "worker", "buyer", "professional", "coordinator"]
Channel = Literal["email", "sms", "paper"]
AgeGroup = Literal["child", "young", "adult"]
WaveNumber = Annotated[int, Field(ge=1, description="Its place in the calendar of waves")]


class Part(BaseModel):
    """A part of a fact's body."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class FollowUpFact(PublicFact):
    """What every fact of a follow-up (seuranta) says."""

    follow_up_id: UUID
    state: Literal["running", "ended", "stopped"] = Field(description="Its state after this fact")


class RequestFact(FollowUpFact):
    """What every fact of one recipient's part of a wave says."""

    wave: WaveNumber
    recipient: Pseudonym
