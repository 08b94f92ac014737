"""The shape of one agreement."""

from datetime import date
from typing import Any
from uuid import UUID

from services.billing.queries.views.view import View


class NoticeClauseView(View):
    """How long notice takes."""

    days: int | None = None
    whole_months: int | None = None


class VatExemptionView(View):
    """Which evidence is there."""

    provider_registered: bool
    authority_decision: bool
    individual_plan: bool
    self_monitoring_plan: bool


class AgreementView(View):
    """One agreement. ends_on: null until notice or an end set it; term: as it was agreed.

    notice_ends_on: when it would end, where the question gave a day of notice.
    """

    agreement_id: UUID
    number: str
    state: str
    order_id: UUID
    case_id: UUID
    service_line: str
    starts_on: date
    term: dict[str, date]
    ends_on: date | None
    notice_ends_on: date | None = None
    signed_on: date
    notice_clause: NoticeClauseView | None = None
    vat_exemption: VatExemptionView
    parties: list[str] | None = None
    rights_and_duties: str | None = None
    positions: dict[str, int]

    def said(self) -> dict[str, Any]:
        """That an end is not set is said as null."""
        return {"ends_on": None, **super().said()}
