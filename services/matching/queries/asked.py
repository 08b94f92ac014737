"""The questions about the directory, match requests and joint plans."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from services.matching.commands.match_request import REQUEST
from services.matching.commands.professional import PROFESSIONAL
from services.matching.commands.words import Competence, County, Language, Role, Sector, Situation
from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.origins import Origin
from shared.contracts.words import legible

SOME = 0.01
"""The least that counts as free."""
OF_A_PROFESSIONAL = (
    "name", "roles", "organisation", "field", "counties", "competences", "languages", "education",
    "background", "modes",
)  # fmt: skip


def _free(given: object) -> object:
    """Yes: any hours; no: whoever, and a number: so many."""
    if given is True or given == "true":
        return SOME
    return None if given is False or given == "false" else given


Said = Annotated[str, Field(max_length=40), AfterValidator(legible)]
"""The place that a page before gave."""
Free = Annotated[
    float | None,
    BeforeValidator(_free),
    WithJsonSchema({"type": ["boolean", "number", "null"], "description": "true, or so many hours a week"}),
]
Limit = Annotated[int, Field(ge=1, le=1000)]


class Professionals(Query):
    """The directory: who has a competence, works in a county, has a role, speaks a language, is free.

    It needs no referral, and asks nothing about whom it is for (R-M9). mine: only the profiles that the asker
    keeps.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"competence": "rare_disease", "county": "08", "free": True}
    personal: ClassVar[Telling] = Personal(
        fields=("professionals",), persons=("professionals.professional_id",)
    )
    competence: Competence | None = None
    county: County | None = None
    role: Role | None = None
    language: Language | None = None
    free: Free = None
    mine: bool = False
    limit: Limit = 100
    cursor: Said | None = Field(None, description="`next` of the page before")


class Professional(Query):
    """One professional, as they are or were known then."""

    example: ClassVar[dict[str, Any]] = PROFESSIONAL
    personal: ClassVar[Telling] = Personal(
        fields=(*OF_A_PROFESSIONAL, "target_ages", "qualification", "contact"), persons=("professional_id",)
    )
    professional_id: UUID


class ProfileLink(Query):
    """A link with which a professional confirms their profile without an account, for 30 days."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = PROFESSIONAL
    personal: ClassVar[Telling] = NotPersonal("a token: what is read with it is written down then")
    professional_id: UUID


class Teams(Query):
    """The standing teams of the region, or those that take on a situation."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"situation": "demanding_separation"}
    personal: ClassVar[Telling] = NotPersonal("teams and their members' ids")
    situation: Situation | None = None


class CoreUnit(Query):
    """Who sits in the four fields of the region's core unit, and what is out of balance."""

    example: ClassVar[dict[str, Any]] = {}
    personal: ClassVar[Telling] = NotPersonal("seats with their members' ids")


class ContactPersons(Query):
    """Whom one reaches in the sectors of the region's counties."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"county": "08"}
    personal: ClassVar[Telling] = NotPersonal("posts with their holders' ids")
    county: County | None = None
    sector: Sector | None = None


class MatchRequests(Query):
    """The region's match requests, the newest first; those of a referral or a case, or of a state."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"state": "open"}
    personal: ClassVar[Telling] = Personal(
        fields=("match_requests",), matters=("match_requests.referral_id", "match_requests.case_id")
    )
    state: Literal["open", "proposed", "offered", "confirmed", "ended"] | None = None
    referral_id: UUID | None = None
    case_id: UUID | None = None
    limit: Limit = 100
    cursor: Said | None = Field(None, description="`next` of the page before")


class MatchRequest(Query):
    """One match request as it stands or was known then: who could help and why, who not and why not."""

    example: ClassVar[dict[str, Any]] = REQUEST
    personal: ClassVar[Telling] = Personal(
        fields=(
            "need", "scope", "owner", "ranked", "ruled_out", "team", "uncovered", "offers", "rules_version",
        ),
        matters=("referral_id", "case_id"),
    )  # fmt: skip
    match_request_id: UUID


class Offers(Query):
    """The offers to yourself: what is sought, and nothing about whom."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {}
    personal: ClassVar[Telling] = NotPersonal("what is sought, without whom it is for")


class Job(Query):
    """How a joint plan stands, and who would be given to which request, by the id that its command gave."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"job": "5c0a3f7e-1d2b-5c4d-8e9f-0a1b2c3d4e5f"}
    personal: ClassVar[Telling] = Personal(
        fields=("match_requests",), matters=("match_requests.referral_id", "match_requests.case_id")
    )
    job: UUID


QUERIES: dict[str, type[Query]] = {
    query.name(): query
    for query in (
        Professionals,
        Professional,
        ProfileLink,
        Teams,
        CoreUnit,
        ContactPersons,
        MatchRequests,
        MatchRequest,
        Offers,
        Job,
        Origin,
    )
}
"""By name."""
