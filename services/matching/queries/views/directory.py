"""The shapes of the directory: professionals, teams, core units, contact persons."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.matching.queries.views.view import View


class ContactView(View):
    """Where a professional is reached. user: who signs in as them."""

    phone: str | None = None
    email: str | None = None
    user: str | None = None


class ProfessionalRow(View):
    """A professional as the directory shows them.

    free: hours a week that are free from today on, 0 while they take nothing new. stale: the profile was not
    confirmed for long. vetted_on: when the employer checked an extract last.
    """

    professional_id: UUID
    name: str
    state: str
    roles: list[str]
    organisation: str
    field: str
    county: str
    counties: list[str]
    competences: list[str]
    languages: list[str]
    education: list[str]
    background: list[str]
    modes: list[str]
    hours_per_week: float
    free: float
    confirmed_on: date
    stale: bool
    vetted_on: date | None = None
    shared: bool
    paused_until: date | None = None


class ProfessionalsView(View):
    """A page of the directory. found: how many fit in all, on the pages before and after as well."""

    professionals: list[ProfessionalRow]
    found: int
    next: str | None = None


class ReservationView(View):
    """Hours that a match takes. match_request_id: for those who have to do with the request."""

    match_request_id: UUID | None = None
    hours_per_week: float
    starts_on: date
    ends_on: date | None = None


class ProfessionalView(ProfessionalRow):
    """One professional. contact, reservations, parked_until: for the centre and for themselves."""

    target_ages: str | None = None
    qualification: str | None = None
    contact: ContactView | None = None
    reservations: list[ReservationView] | None = None
    parked_until: date | None = None
    conflicts: int | None = None
    positions: dict[str, int]


class ProfileLinkView(View):
    """The link's token; it confirms this one profile until it expires."""

    token: str
    expires_at: datetime


class TeamView(View):
    """A standing team."""

    team_id: UUID
    region: str
    name: str
    situations: list[str]
    members: list[UUID]
    state: str


class TeamsView(View):
    """The teams of the region."""

    teams: list[TeamView]


class SeatView(View):
    """Somebody in a field of the core unit. share: percent of a full working time."""

    field: str
    professional_id: UUID
    share: Decimal
    since: date
    until: date | None = None


class FlagView(View):
    """What is out of balance: flagged, never refused."""

    code: str
    text: str
    field: str


class CoreUnitView(View):
    """A region's core unit on the day that is asked about."""

    region: str
    seats: list[SeatView]
    flags: list[FlagView]
    positions: dict[str, int]


class ContactPersonView(View):
    """Whom one reaches in a county's sector, and who stands in."""

    county: str
    sector: str
    professional_id: UUID
    substitute: UUID | None = None


class ContactPersonsView(View):
    """The contact persons of a region's counties."""

    contact_persons: list[ContactPersonView]
