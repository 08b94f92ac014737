"""The questions reporting answers."""

from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from shared.contracts.asking import Query
from shared.contracts.words import Code, Day, finding


class ContactStatistics(Query):
    """How many contacts came, from where, about what and how far they got."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2023-02-01", "to": "2023-08-31", "county": "08"}
    from_: Day = Field(alias="from", description="First day of receipt, Finnish date")
    to: Day = Field(description="Last day of receipt, included")
    region: Code("regions") | None = Field(None, description="Your own where not given")  # type: ignore[valid-type]
    county: Code("counties") | None = None  # type: ignore[valid-type]


class Timeline(Query):
    """What happened in a matter, in the order in which it happened."""

    example: ClassVar[dict[str, Any]] = {"referral_id": "181fecb9-b463-5a9c-969e-d660ec5e341f"}
    referral_id: UUID | None = None
    case_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.referral_id is None) == (self.case_id is None):
            raise finding("say either referral_id or case_id")
        return self


class Queue(Query):
    """What waits for you, the overdue first."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {}
    limit: int = Field(200, ge=1, le=1000, description="At most so many items; `total` counts all")


QUERIES: dict[str, type[Query]] = {query.name(): query for query in (ContactStatistics, Timeline, Queue)}
"""By name, for the edge and the service."""

_READERS = frozenset(QUERIES)
READS: dict[str, frozenset[str]] = {"coordinator": _READERS, "contact_person": _READERS}
"""Role → queries: a coordinator sees the region, a contact person the county (deny by default)."""
