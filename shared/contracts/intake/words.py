"""The words of intake's public facts: every text is a code, a number or an id, never prose (R-P1).

Each string type has a pattern that no name and no sentence fits, so that a slip in publishing is
an error at the publisher and never a leak on the bus.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shared.contracts.envelope import PublicFact

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
"""A code of a reference list: `demanding_separation`."""
County = Annotated[str, Field(pattern=r"^\d{2}$")]
"""A wellbeing services county's (hyvinvointialue) code: "08"."""
Number = Annotated[str, Field(pattern=r"^\d{4}-\d{5,}$")]
"""What people call it: "2023-00017"."""
Pseudonym = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,128}$")]
"""A person without being one: HMAC under the region's key; the same person, the same pseudonym."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Edition = Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,20}$"), BeforeValidator(str)]
"""The version of an instrument."""

State = Literal[
    "received", "background_gathered", "structured", "assessed", "planned", "evaluated",
    "closed", "declined", "redirected", "withdrawn",
]  # fmt: skip
Step = Literal["trigger", "buffer", "structuring", "assessment", "expertise", "plan", "evaluation"]
Urgency = Literal["routine", "urgent", "immediate"]
Channel = Literal["phone", "web", "email", "visit", "api"]
LegalBasis = Literal["statutory_task", "consent", "urgent_protection", "other_statute"]


class Part(BaseModel):
    """A part of a fact's body."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Screened(Part):
    """What a screening came to; the answers stay with intake."""

    score: int = Field(ge=0, description="Sum of the items")
    level: Code = Field(description="basic, special or demanding, by the instrument's own limits")
    instrument: Code
    version: Edition


class ReferralFact(PublicFact):
    """What every fact of a referral (yhteydenotto) says, so that a reader needs no rule of intake."""

    referral_id: UUID
    state: State = Field(description="The referral's state after this fact")
    next_step: Step | None = Field(
        None,
        description="The first step still open after this fact; none where the referral ended or all is done",
    )
