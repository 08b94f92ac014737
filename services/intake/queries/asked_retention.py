"""The question what is to be erased by now (R-P3)."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from shared.contracts.asking import NotPersonal, Query, Telling


class RetentionDue(Query):
    """The contacts, cases and persons of the region whose retention has ended, a page at a time."""

    takes_as_of: ClassVar[bool] = False
    personal: ClassVar[Telling] = NotPersonal("numbers and days, nothing of whom they are about")
    example: ClassVar[dict[str, Any]] = {"limit": 100}
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    cursor: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="`next` of the page before"
    )


RETENTION_QUERIES: dict[str, type[Query]] = {RetentionDue.name(): RetentionDue}
"""By name."""
