"""What the commands of a case are made of: its id, the people of its network, sectors that were away."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.intake.commands.words import Long, Part, Sector, Short

CASE: dict[str, Any] = {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}
"""Of the examples."""
MEMBER_ID = "c7cdf54e-8876-4d27-859f-a8ce53f7dfc9"
"""A worker's, in the examples."""

Role = Literal["worker", "work_pair", "buyer", "guardian", "client", "close_person", "other"]
"""Of a member of the network."""
User = Annotated[Short, Field(description="The name that somebody signs in with")]


class Member(Part):
    """Someone in the case's network. id: a new one, or that of a member who comes back."""

    id: UUID
    role: Role
    user: User | None = None
    sector: Sector | None = None
    organisation: Short | None = None
    name: Short | None = None
    pair_of: UUID | None = Field(None, description="Whose pair they are: the id of a worker in the network")


class Absent(Part):
    """A sector that did not take part, and why."""

    sector: Sector
    reason: Long
