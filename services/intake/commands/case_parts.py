"""What the commands of a case are made of: its id, the people of its network, sectors that were away."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from services.intake.commands.words import Long, Part, Sector, Short
from shared.contracts.words import finding
from shared.kernel.reference import codes

CASE: dict[str, Any] = {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}
"""Of the examples."""
MEMBER_ID = "c7cdf54e-8876-4d27-859f-a8ce53f7dfc9"
"""A worker's, in the examples."""

Role = Literal["worker", "work_pair", "buyer", "guardian", "client", "close_person", "other"]
"""Of a member of the network."""
User = Annotated[Short, Field(description="The name that somebody signs in with")]

WORKER_OR_SECTOR = ("worker", *codes("sectors"))


def _worker_or_sector(code: str) -> str:
    if code not in WORKER_OR_SECTOR:
        allowed = ", ".join(WORKER_OR_SECTOR)
        raise finding("{code} is not known here: use one of {allowed}", code=code, allowed=allowed)
    return code


def _written_out(given: object) -> object:
    """`in` and `out` are what people write first."""
    return {"in": "incoming", "out": "outgoing"}.get(given, given) if isinstance(given, str) else given


Towards = Annotated[
    str, AfterValidator(_worker_or_sector), Field(json_schema_extra={"enum": list(WORKER_OR_SECTOR)})
]
"""Towards whom somebody is willing: the worker, or a sector."""
Direction = Annotated[Literal["incoming", "outgoing"], BeforeValidator(_written_out)]
"""Of a contact: to us or from us."""


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
