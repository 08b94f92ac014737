"""The shape of a copy for the county's own client record."""

from uuid import UUID

from services.intake.queries.views.view import View


class CopyPartView(View):
    """What stands under one heading of the record."""

    heading: str
    text: str


class CopyOutView(View):
    """The text to be copied into the county's client record: whole, and part by part.

    masked: places, organisations and contacts are, for an order protects the family (R-C13).
    """

    case_id: UUID
    number: str
    title: str
    parts: list[CopyPartView]
    text: str
    masked: bool
    positions: dict[str, int]
