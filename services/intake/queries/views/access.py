"""The shapes of the access log and of its copy for the person."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.intake.queries.views.masking import Organisation
from services.intake.queries.views.view import View


class EntryView(View):
    """A reading. service, query: what was asked of whom; matters: numbers of the person's own matters."""

    at: datetime
    service: str
    query: str
    role: str
    user: str | None = Field(None, description="Not in the copy for the person")
    organisation: Organisation | None = None
    sector: str | None = None
    county: str | None = None
    purpose: str
    legal_basis: str
    special_reason: str | None = None
    reveal: str | None = Field(None, description="Why the masks of a protected family were lifted (R-C13)")
    matters: list[str]
    fields: list[str] = Field(description="Names of the answer's fields, never what stood in them")
    correlation: str | None = Field(None, description="Not in the copy for the person")


class GivenView(View):
    """Something that was given to another controller, or to the person. what, recipient: codes."""

    at: datetime
    what: str
    recipient: str
    recipient_sector: str | None = None
    recipient_county: str | None = None
    recipient_organisation: Organisation | None = None
    role: str
    organisation: Organisation | None = None
    purpose: str
    legal_basis: str
    matters: list[str]
    fields: list[str]


class AccessLogView(View):
    """Newest first. since: nothing older is told without a special reason. away: services that do not answer.

    withheld: where the readers work is not told, to keep somebody safe (R-C9, R-C13). next: give it as
    `cursor` for the next page; the disclosures stand on the first.
    """

    person_id: UUID
    since: datetime | None = None
    entries: list[EntryView]
    disclosures: list[GivenView]
    away: list[str]
    withheld: bool = False
    next: str | None = None
