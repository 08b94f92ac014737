"""Matching's words as values: who is known, what is needed, why somebody is or is not proposed.

Frozen and plain, so that facts can hold them. The names of the fields are those of the commands. `Identity`
marks what is about one person (the professional), `Text` what is free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.matching.domain.hours import Reservation
from shared.kernel.sealed import Identity, Text

Role = Literal["expert", "support_person", "coach", "school_support_worker"]
Scope = Literal["county", "region", "national"]
Mode = Literal["virtual", "on_site"]
SCOPES: Final[tuple[Scope, ...]] = ("county", "region", "national")
"""From near to far (R-M4)."""
Value = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """Where a professional is reached. user: who signs in as them."""

    phone: Identity | None = None
    email: Identity | None = None
    user: Identity | None = None


@dataclass(frozen=True)
class Vetting:
    """The employer has seen the extract of the criminal record. The extract itself is never stored."""

    by: str
    extract_issued_on: date
    checked_on: date


@dataclass(frozen=True)
class ConflictWith:
    """With whom or what a professional has a conflict of interest: a person or a case."""

    person_id: UUID | None = None
    case_id: UUID | None = None

    @property
    def what(self) -> UUID | None:
        return self.person_id or self.case_id


@dataclass(frozen=True)
class Conflict:
    """A declared conflict and its reason."""

    what: UUID
    reason: Text


@dataclass(frozen=True)
class Matter:
    """What expertise is sought for: a referral or a case."""

    referral_id: UUID | None = None
    case_id: UUID | None = None


@dataclass(frozen=True)
class Must:
    """Without which nobody is proposed. mode None: either."""

    competences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mode: Mode | None = None


@dataclass(frozen=True)
class Should:
    """What is wished for: it gives points, and rules nobody out."""

    background: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    same_county: bool = False


@dataclass(frozen=True)
class TeamWish:
    """Several together (R-M5). size: at most so many; fields: each is present."""

    size: int | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """What is sought. hours_per_week: each member's; ends_on None: open."""

    role: Role
    county: str
    must: Must
    should: Should
    hours_per_week: float
    starts_on: date
    ends_on: date | None = None
    team: TeamWish | None = None


@dataclass(frozen=True)
class Candidate:
    """A professional as proposals look at them, on a day: an entry of the bank."""

    professional_id: UUID
    roles: tuple[Role, ...]
    field: str
    county: str
    counties: tuple[str, ...]
    competences: tuple[str, ...]
    languages: tuple[str, ...]
    education: tuple[str, ...]
    background: tuple[str, ...]
    modes: tuple[Mode, ...]
    hours_per_week: float
    confirmed_on: date
    vetted_on: date | None = None
    retired: bool = False
    paused: bool = False
    paused_until: date | None = None
    parked_until: date | None = None
    conflicts: frozenset[UUID] = frozenset()
    reservations: tuple[Reservation, ...] = ()

    def works_in(self, counties: frozenset[str] | None) -> bool:
        """Whether any of these counties (None: all) is one where they work."""
        return counties is None or not counties.isdisjoint(self.counties or (self.county,))

    def paused_on(self, day: date) -> bool:
        """`paused_until` is the pause's last day; without one it lasts until they resume."""
        return self.paused and (self.paused_until is None or day <= self.paused_until)

    def parked_on(self, day: date) -> bool:
        """`parked_until` is the first day on which they may be proposed again."""
        return self.parked_until is not None and day < self.parked_until


@dataclass(frozen=True)
class Reason:
    """Why somebody is proposed, or is not: a code and what stands in its sentence, made at the edge (R-M2).

    points: what this part adds to the score; 0 where it tells why not.
    """

    code: str
    points: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Ranked:
    """Somebody proposed. stale: the profile was not confirmed for long. scope: how near they work."""

    professional_id: UUID
    rank: int
    score: int
    because: tuple[Reason, ...]
    scope: Scope
    stale: bool = False


@dataclass(frozen=True)
class RuledOut:
    """Somebody with the role in the searched scope who is not proposed, and why."""

    professional_id: UUID
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class ProposedTeam:
    """Who would cover it all together. covers: competence → who; fields: field → who."""

    professional_ids: tuple[UUID, ...]
    covers: Mapping[str, UUID]
    fields: Mapping[str, tuple[UUID, ...]]


@dataclass(frozen=True)
class Step:
    """How far was searched. virtual: who is far away consults virtually (R-M4)."""

    scope: Scope
    virtual: bool


@dataclass(frozen=True)
class Proposal:
    """What a search came to.

    widened: the steps that it took beyond the scope it began with, in their order. uncovered: competences
    and fields that nobody in the whole country can give now; team_needs: the fewest who would cover it all,
    where the wished team is smaller than that.
    """

    scope: Scope
    virtual: bool
    ranked: tuple[Ranked, ...]
    ruled_out: tuple[RuledOut, ...]
    team: ProposedTeam | None
    widened: tuple[Step, ...]
    rules_version: str
    uncovered: tuple[str, ...] = ()
    team_needs: int | None = None


@dataclass(frozen=True)
class Offer:
    """An offer and its answer. state: offered, accepted or declined."""

    professional_id: UUID
    state: Literal["offered", "accepted", "declined"]
    offered_on: date
    reason: str | None = None
