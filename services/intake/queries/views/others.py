"""The shapes of the other answers: lists, persons, the screen, links."""

from datetime import date, datetime
from uuid import UUID

from services.intake.queries.views.masking import ContactDetail, Place
from services.intake.queries.views.view import View


class ReferralRow(View):
    """A referral in a list."""

    referral_id: UUID
    number: str
    state: str
    county: str
    received_at: datetime
    waiting_for: list[str]
    duplicate_of: UUID | None = None


class ReferralsView(View):
    """next: give it as `cursor` for the next page; not there on the last."""

    referrals: list[ReferralRow]
    next: str | None = None


class SimilarContact(View):
    """A contact that another may repeat; who reads it decides (R-I7)."""

    referral_id: UUID
    number: str
    received_on: date
    state: str


class SimilarContactsView(View):
    """Newest first."""

    contacts: list[SimilarContact]


class GuardianView(View):
    """A guardian, and what they may know. guardian_id: names them where no name may stand.

    may_be_told: they have a right to information, and nobody forbade it (R-C9).
    """

    guardian_id: UUID
    person_id: UUID | None = None
    name: str | None = None
    custody: str
    right_to_information: bool
    may_be_told: bool
    order: str | None = None


class SafeContactView(View):
    """Where a message may be sent without danger."""

    channel: str
    address: ContactDetail
    safe_for: str


class ProtectionView(View):
    """An order that keeps where somebody is from others. until: its last day."""

    order: str
    since: date
    until: date | None = None


class ForbiddenView(View):
    """A guardian who is told nothing: since when, who forbade it, and why."""

    guardian_id: UUID | None = None
    by: str
    reason: str
    on: date


class PersonView(View):
    """Who a person is. protection: an order in force; masked: so where they are is masked here (R-C13)."""

    person_id: UUID
    given_name: str
    family_name: str
    birth_date: str
    municipality: Place | None = None
    languages: list[str]
    guardians: list[GuardianView]
    safe_contact: SafeContactView | None = None
    protection: ProtectionView | None = None
    forbidden: list[ForbiddenView]
    masked: bool
    positions: dict[str, int]


class ItemView(View):
    """A question of the screen, by language."""

    id: str
    text: dict[str, str]
    least: int
    most: int


class LevelView(View):
    """A range of scores, both ends included."""

    id: str
    least: int
    most: int


class ScreenView(View):
    """The OT screen in use."""

    id: str
    version: str
    items: list[ItemView]
    levels: list[LevelView]


class StepLinkView(View):
    """The link's token; it reports on this one step until it expires."""

    token: str
    expires_at: datetime
