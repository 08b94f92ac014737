"""The questions about the access log (R-P4)."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.asking import Personal, Query, Telling

SpecialReason = Literal["suspected_misuse", "claim", "authority_request", "other_special_reason"]
"""The codes of `special_reasons` in reference/grounds.json."""
TELLS = Personal(fields=("person_id", "entries", "disclosures"), persons=("person_id",))


class _OfAPerson(Query):
    """special_reason: needed for what is older than two years, and itself written down."""

    takes_as_of: ClassVar[bool] = False
    personal: ClassVar[Telling] = TELLS
    example: ClassVar[dict[str, Any]] = {"person_id": "c68b13c7-1ed3-571c-9320-04ddb61f8d9c", "limit": 20}
    person_id: UUID
    special_reason: SpecialReason | None = Field(
        None, description="Why what is older than two years is asked for; without it nothing of it is told"
    )
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: Annotated[str, Field(max_length=300)] | None = Field(
        None, description="`next` of the page before"
    )


class AccessLog(_OfAPerson):
    """Who read what about a person, and what was given to others, newest first."""


class AccessLogCopy(_OfAPerson):
    """The same for the person: the readers' organisations and roles, nothing of anybody else's."""


ACCESS_QUERIES: dict[str, type[Query]] = {query.name(): query for query in (AccessLog, AccessLogCopy)}
"""By name."""
