"""The questions about cases."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from services.intake.commands.case_parts import CASE
from services.intake.commands.reports import Month
from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.words import Code, Day

Reveal = Annotated[
    Literal["arranging", "safety", "authority"],
    Field(
        description="Why a protected family's places, organisations and contacts are to be told (R-C13): to"
        " arrange the work, for somebody's safety, or because an authority has a right to it. It is logged."
    ),
]
CaseState = Literal["open", "suspended", "closed"]


class Case(Query):
    """One case as it stands, or as it was known then: plan, meetings, network, flags, reports."""

    example: ClassVar[dict[str, Any]] = CASE
    personal: ClassVar[Telling] = Personal(
        fields=(
            "number", "state", "situations", "outcome", "restricted_to", "base_services", "plan", "revisions",
            "meetings", "meetings.summary", "meetings.reason", "meetings.corrections", "network",
            "network.name", "network.user", "flags", "reports", "contacts", "contacts.with_whom",
            "contacts.gist", "risks", "risks.text", "child_views", "child_views.view", "child_views.why_not",
            "links", "steps", "engagements", "ratings", "glasses",
        ),
        persons=("person_id",),
        matters=("case_id",),
    )  # fmt: skip
    case_id: UUID
    reveal: Reveal | None = None


class Cases(Query):
    """The cases you may see, newest first. mine: only those whose network you are in.

    number: of one case, as it is written or said (case/2025-00001, 2025-00001). person_id: about one person.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"state": "open", "limit": 20}
    personal: ClassVar[Telling] = Personal(fields=("cases",), matters=("cases.case_id",))
    state: CaseState | None = None
    county: Code("counties") | None = None  # type: ignore[valid-type]
    service_line: Code("service_lines") | None = None  # type: ignore[valid-type]
    mine: bool = False
    number: Annotated[str, Field(max_length=50)] | None = None
    person_id: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="`next` of the page before"
    )


class MonthlyReport(Query):
    """A month's report: its draft, as written, or exactly as it was sent. sector: one buyer's version."""

    example: ClassVar[dict[str, Any]] = {**CASE, "month": "2025-09", "sector": "child_welfare"}
    personal: ClassVar[Telling] = Personal(
        fields=("provider", "meetings", "totals", "goals", "sections", "sections.text"),
        matters=("case_id",),
    )
    case_id: UUID
    month: Month
    sector: Code("sectors") | None = None  # type: ignore[valid-type]


class CopyOut(Query):
    """The case as a text under the headings of a county's client record, to be copied into it."""

    example: ClassVar[dict[str, Any]] = {**CASE, "language": "fi"}
    personal: ClassVar[Telling] = Personal(fields=("parts", "text"), matters=("case_id",))
    case_id: UUID
    language: Literal["fi", "sv", "en"] = "fi"
    for_guardian: UUID | None = Field(
        None, description="guardian_id of the guardian who is to get it, as `person` tells it (R-C9)"
    )


class MyMeetings(Query):
    """The meetings that you take part in, in the order of time: codes, days and numbers, no names, no texts.

    Of the cases that you see; with a calendar's link those of whoever made it.
    """

    model_config = ConfigDict(populate_by_name=True)
    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-12-31"}
    personal: ClassVar[Telling] = Personal(fields=("meetings",), matters=("meetings.case_id",))
    from_: Day | None = Field(None, alias="from", description="First day, Finnish date; else 31 days ago")
    to: Day | None = Field(None, description="Last day, included; else, and at most, 400 days in all")


class CalendarLink(Query):
    """A link by which a calendar program reads your meetings without signing in, for a year.

    A new one ends none of those before.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {}
    personal: ClassVar[Telling] = NotPersonal("a token: what is read with it is written down then")


CASE_QUERIES: dict[str, type[Query]] = {
    query.name(): query for query in (Case, Cases, MonthlyReport, CopyOut, MyMeetings, CalendarLink)
}
"""By name."""
