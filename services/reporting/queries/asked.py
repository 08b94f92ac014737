"""The questions reporting answers."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.words import Code, Day, finding


class ContactStatistics(Query):
    """How many contacts came, from where, about what and how far they got."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2023-02-01", "to": "2023-08-31", "county": "08"}
    personal: ClassVar[Telling] = NotPersonal("counts of many contacts")
    from_: Day = Field(alias="from", description="First day of receipt, Finnish date")
    to: Day = Field(description="Last day of receipt, included")
    region: Code("regions") | None = Field(None, description="Your own where not given")  # type: ignore[valid-type]
    county: Code("counties") | None = None  # type: ignore[valid-type]


class Timeline(Query):
    """What happened in a matter, in the order in which it happened."""

    example: ClassVar[dict[str, Any]] = {"referral_id": "181fecb9-b463-5a9c-969e-d660ec5e341f"}
    personal: ClassVar[Telling] = Personal(fields=("number", "events"), matters=("referral_id", "case_id"))
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
    personal: ClassVar[Telling] = Personal(fields=("items",), matters=("items.referral_id", "items.case_id"))
    limit: int = Field(200, ge=1, le=1000, description="At most so many items; `total` counts all")


def _line() -> Any:
    return Field(None, description="Cases of one service line only")


class Cadence(Query):
    """How often one meets: the weeks of a case, or the months of all cases that you see."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-12-31"}
    personal: ClassVar[Telling] = Personal(fields=("number", "weeks"), matters=("case_id",))
    """Without a case it tells counts of many, and nothing is written down."""
    case_id: UUID | None = None
    from_: Day | None = Field(None, alias="from", description="First day of meetings, Finnish date")
    to: Day | None = Field(None, description="Last day, included")
    service_line: Code("service_lines") | None = _line()  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _a_case_has_its_own(self) -> Self:
        if self.case_id and self.service_line:
            raise finding("say either case_id or service_line")
        return self


class GoalAreas(Query):
    """What kinds of goals the work has, and how the small steps towards them go."""

    example: ClassVar[dict[str, Any]] = {"service_line": "neuropsychiatric_coaching"}
    personal: ClassVar[Telling] = NotPersonal("counts of many cases")
    service_line: Code("service_lines") | None = _line()  # type: ignore[valid-type]
    county: Code("counties") | None = None  # type: ignore[valid-type]


class NetworkMap(Query):
    """Which sectors and roles share cases."""

    example: ClassVar[dict[str, Any]] = {"county": "08"}
    personal: ClassVar[Telling] = NotPersonal("counts of many cases, of those who work")
    service_line: Code("service_lines") | None = _line()  # type: ignore[valid-type]
    county: Code("counties") | None = None  # type: ignore[valid-type]


class BuyerSupervision(Query):
    """What a buyer may follow of a case: plan, meetings, contacts and reports, counted (R-C14)."""

    example: ClassVar[dict[str, Any]] = {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}
    personal: ClassVar[Telling] = Personal(
        fields=("number", "state", "plan", "meetings", "contacts", "reports"), matters=("case_id",)
    )
    case_id: UUID


Month = Annotated[str, Field(pattern=r"^(19|2[01])\d{2}-(0[1-9]|1[0-2])$", description="Like 2025-09")]
Key = Literal["sector", "payer", "county", "service_line", "month"]


class Costs(Query):
    """What work costs: invoices less credit notes by the month of the work, and what is still to come.

    by: what the rows are of; `payer` is the payer's short code, as your sign-in has it where you are one.
    """

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2025-09", "to": "2025-12", "by": "sector"}
    personal: ClassVar[Telling] = NotPersonal("sums of money of many orders")
    from_: Month = Field(alias="from")
    to: Month = Field(description="Last month of work, included. Like 2025-12")
    by: Key


Role = Literal["expert", "support_person", "coach", "school_support_worker"]


def _role() -> Any:
    return Field(None, description="Of one role only")


class ExpertLoad(Query):
    """How those who can help are used: who there is, by competence, county and mode, and what is taken."""

    example: ClassVar[dict[str, Any]] = {"role": "expert"}
    personal: ClassVar[Telling] = NotPersonal("counts and hours of many professionals")
    county: Code("counties") | None = Field(None, description="Who works there")  # type: ignore[valid-type]
    role: Role | None = _role()


class Bottlenecks(Query):
    """What was asked for and not found, or is waited for: by competence, county and mode."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-12-31"}
    personal: ClassVar[Telling] = NotPersonal("counts of many requests")
    from_: Day = Field(alias="from", description="First day of asking, Finnish date")
    to: Day = Field(description="Last day, included")
    county: Code("counties") | None = None  # type: ignore[valid-type]
    role: Role | None = _role()


class DaysToMatch(Query):
    """How many days went by from the contact until somebody was confirmed: the median, and nine of ten."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-12-31"}
    personal: ClassVar[Telling] = NotPersonal("days of many contacts")
    from_: Day = Field(alias="from", description="First day of confirmation, Finnish date")
    to: Day = Field(description="Last day, included")
    county: Code("counties") | None = None  # type: ignore[valid-type]
    role: Role | None = _role()


class Outcomes(Query):
    """Does it help: who answered of those who were asked, and how far goals were reached."""

    model_config = ConfigDict(populate_by_name=True)
    example: ClassVar[dict[str, Any]] = {"from": "2025-09-01", "to": "2025-12-31"}
    personal: ClassVar[Telling] = NotPersonal("figures of many follow-ups")
    from_: Day = Field(alias="from", description="First day of asking and rating, Finnish date")
    to: Day = Field(description="Last day, included")
    service_line: Code("service_lines") | None = Field(  # type: ignore[valid-type]
        None, description="Follow-ups of matters of one service line only"
    )


class RegionYear(Query):
    """A region's year: what came, how long it waited, where it is stuck, what was done, whether it helped."""

    example: ClassVar[dict[str, Any]] = {"year": 2025}
    personal: ClassVar[Telling] = NotPersonal("figures of many matters")
    year: int = Field(ge=1990, le=2100)
    region: Code("regions") | None = Field(None, description="Your own where not given")  # type: ignore[valid-type]


class ResearchFile(Query):
    """A study's research file: asked for once, then fetched by asking again (R-R5)."""

    example: ClassVar[dict[str, Any]] = {"study_id": "5b0d8f0e-3c55-4a2f-9d0b-6f3c1d2e4a90"}
    personal: ClassVar[Telling] = Personal(fields=("file",), matters=("study_id",))
    """Its line in the access log names the study; how many people were in it stands with the file."""
    study_id: UUID
    columns: tuple[str, ...] | None = Field(
        None, description="All that the permit covers where not given; in this order", max_length=100
    )


class Behind(Query):
    """What a figure of a region's year was counted from: the facts of the matters that you may open.

    figure and key: as the year's answer has them; a key may be the first word of several (`held`, a sector).
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"year": 2025, "figure": "by_source", "key": "school"}
    personal: ClassVar[Telling] = Personal(fields=("facts",), matters=("facts.referral_id", "facts.case_id"))
    year: int = Field(ge=1990, le=2100)
    figure: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_. -]{0,80}$")] = ""
    region: Code("regions") | None = Field(None, description="Your own where not given")  # type: ignore[valid-type]
    limit: int = Field(50, ge=1, le=500)
    cursor: Annotated[str, Field(max_length=100)] | None = Field(
        None, description="`next` of the page before"
    )


QUERIES: dict[str, type[Query]] = {
    query.name(): query
    for query in (
        *(ContactStatistics, Timeline, Queue, Cadence, GoalAreas, NetworkMap, BuyerSupervision, Costs),
        *(ExpertLoad, Bottlenecks, DaysToMatch, Outcomes, RegionYear, ResearchFile, Behind),
    )
}
"""By name, for the edge and the service."""
