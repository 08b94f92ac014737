"""What work counts: regular meetings in the year they were (or would have been), and what it costs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.reporting.projections.year.entries import Count, Counted, Place, Whose
from services.reporting.projections.year.matters import Stands, Turn, Which
from shared.contracts import billing, intake
from shared.contracts.envelope import Message
from shared.kernel.calendar import local_date


def _case_after(message: Message[Any], _stood: Stands | None) -> Stands:
    fact: intake.CaseOpened = message.body
    return {"region": message.region, "referral_id": str(fact.referral_id)}


def _counts_nothing(_stands: Stands) -> Counted:
    return {}


def _whose_case(which: Which, stands: Stands) -> Whose:
    return Whose(stands["region"], case_id=which.id)


CASE = Turn(_case_after, _counts_nothing, _whose_case)
"""A case by its opening: which contact it follows."""


def case_of(case_id: UUID) -> Which:
    """The case's place among the matters."""
    return Which("case", case_id)


MEETING_STATES: Mapping[type[Any], str] = {
    intake.MeetingScheduled: "scheduled",
    intake.MeetingCancelled: "cancelled",
    intake.MeetingNotAttended: "not_attended",
    intake.MeetingHeld: "held",
    intake.MeetingCorrected: "held",
}
REGULAR, SCHEDULED = "regular", "scheduled"


def _meeting_after(message: Message[Any], stood: Stands | None) -> Stands:
    fact = message.body
    told = stood or {"region": message.region, "state": SCHEDULED}
    moment: datetime = fact.started_at if hasattr(fact, "started_at") else fact.starts_at
    return told | {
        "state": MEETING_STATES.get(type(fact), told["state"]),
        "kind": fact.kind,
        "line": fact.service_line,
        "day": local_date(moment).isoformat(),
    }


def _meeting_counted(stands: Stands) -> Counted:
    """One that is still to come counts nowhere."""
    if stands["kind"] != REGULAR or stands["state"] == SCHEDULED:
        return {}
    year, month = int(stands["day"][:4]), stands["day"][:7]
    places = (("meetings_by_month", month), ("meetings_by_line", stands["line"]))
    return {
        Place(year, figure, f"{key} {stands['state']}", stands["meeting"]): Count() for figure, key in places
    }


def _meeting_with_id(message: Message[Any], stood: Stands | None) -> Stands:
    return _meeting_after(message, stood) | {"meeting": str(message.body.meeting_id)}


MEETING = Turn(_meeting_with_id, _meeting_counted, _whose_case)


def meeting_of(fact: intake.MeetingFact) -> Which:
    """The meeting's place among the matters."""
    return Which("meeting", fact.case_id, str(fact.meeting_id))


def _invoice_after(message: Message[Any], _stood: Stands | None) -> Stands:
    fact: billing.InvoiceIssued = message.body
    work: dict[str, int] = {}
    for part in fact.work:
        work[part.month] = work.get(part.month, 0) + part.net
    return {
        "region": message.region, "case_id": str(fact.case_id), "sector": fact.sector,
        "invoice": str(fact.invoice_id), "work": work,
    }  # fmt: skip


def _invoice_counted(stands: Stands) -> Counted:
    """Without tax, by the month of the work, whenever it was invoiced."""
    counted: dict[Place, Count] = {}
    for month, net in stands["work"].items():
        for figure, key in (("costs_by_sector", stands["sector"]), ("costs_by_month", month)):
            place = Place(int(month[:4]), figure, key, stands["invoice"])
            times, amount = counted.get(place, Count(0, 0))
            counted[place] = Count(1, amount + net) if times else Count(1, net)
    return counted


def _whose_invoice(_which: Which, stands: Stands) -> Whose:
    return Whose(stands["region"], case_id=UUID(stands["case_id"]))


INVOICE = Turn(_invoice_after, _invoice_counted, _whose_invoice)


def invoice_of(fact: billing.InvoiceIssued) -> Which:
    """The invoice's place among the matters."""
    return Which("invoice", fact.invoice_id)
