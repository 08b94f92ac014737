"""The shape of what is to be erased."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.intake.queries.views.view import View


class DueView(View):
    """Something whose retention has ended: what to erase, and since when it may be."""

    kind: Literal["referral", "case", "person"]
    id: UUID
    number: str | None = None
    service_task: str
    kept_until: date


class RetentionDueView(View):
    """Sorted by id. looked_at: how many ended matters were looked at for this page."""

    due: list[DueView]
    looked_at: int
    next: str | None = None
