"""CoreUnit (ydinyksikkö): the four fields of a region's centre, and who sits in them with what share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, Literal, Self
from uuid import UUID, uuid5

from eventsourcing.domain import event

from shared.kernel.facts import Stream
from shared.kernel.reference import codes
from shared.kernel.refused import Refused

CORE_UNITS: Final = UUID("7b0f0f1e-2c1d-5d1c-9a54-3f4a5d8f2b60")
"""The name space of core units' ids: a region has one."""
FlagCode = Literal["empty_field", "field_over_half"]


@dataclass(frozen=True)
class Seat:
    """Somebody in a field. share: percent of a full working time; `until` is the last day, None: open."""

    field: str
    professional_id: UUID
    share: Decimal
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Flag:
    """What is out of balance: flagged, never refused."""

    code: FlagCode
    field: str


class CoreUnitFormed(Stream.Created):
    """A region's core unit has its first member."""

    TOPIC = "matching.core-unit-formed"
    region: str


class CoreUnitMemberSeated(Stream.Event):
    """Somebody sits in a field of the core unit."""

    TOPIC = "matching.core-unit-member-seated"
    seat: Seat


class CoreUnitMemberUnseated(Stream.Event):
    """Somebody leaves a field after a day."""

    TOPIC = "matching.core-unit-member-unseated"
    field: str
    professional_id: UUID
    until: date


class CoreUnit(Stream):
    """A region's core unit and its seats; an empty field and one over half are flagged."""

    TOPIC = "matching.core-unit"
    kind: ClassVar[str] = "core-unit"
    CoreUnitFormed = CoreUnitFormed
    CoreUnitMemberSeated = CoreUnitMemberSeated
    CoreUnitMemberUnseated = CoreUnitMemberUnseated

    @classmethod
    def form(cls, *, region: str) -> Self:
        """The unit of a region, with nobody in it yet; its id follows from the region."""
        return cls._create(cls.CoreUnitFormed, id=core_unit_id(region), region=region)

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.region}"

    def seat_core_unit_member(
        self,
        *,
        field: str,
        professional_id: UUID,
        share: Decimal,
        since: date,
        until: date | None = None,
    ) -> None:
        """Refused for a share that is none, an end before the start, and a seat they have already."""
        if not 0 < share <= 100:  # noqa: PLR2004 - percent
            raise Refused("a share is more than 0 and at most 100 percent")
        if until is not None and until < since:
            raise Refused("the seat ends before it begins")
        new = Seat(field, professional_id, share, since, until)
        if any(_same_time(new, each) for each in self.seats if _same_seat(new, each)):
            raise Refused("the professional sits in this field already")
        self.trigger_event(self.CoreUnitMemberSeated, seat=new)

    def unseat(self, *, field: str, professional_id: UUID, until: date) -> None:
        """Refused for one who does not sit there after that day."""
        if not any(
            (each.field, each.professional_id) == (field, professional_id)
            and (each.until is None or until < each.until)
            for each in self.seats
        ):
            raise Refused("the professional does not sit in this field after that day")
        self.trigger_event(
            self.CoreUnitMemberUnseated, field=field, professional_id=professional_id, until=until
        )

    def on(self, day: date) -> tuple[Seat, ...]:
        """Who sits where on a day."""
        return tuple(each for each in self.seats if each.holds_on(day))

    def flags_on(self, day: date) -> tuple[Flag, ...]:
        """Empty fields, and one with more than half of all shares, on a day."""
        return flags_of(self.on(day))

    def __init__(self, *, region: str) -> None:
        self.region = region
        self.seats: tuple[Seat, ...] = ()

    @event(CoreUnitMemberSeated)
    def _seated(self, seat: Seat) -> None:
        self.seats = (*self.seats, seat)

    @event(CoreUnitMemberUnseated)
    def _unseated(self, field: str, professional_id: UUID, until: date) -> None:
        theirs = (field, professional_id)
        ended = (
            replace(each, until=until)
            if (each.field, each.professional_id) == theirs and (each.until is None or until < each.until)
            else each
            for each in self.seats
        )
        # A seat that ends before it began was none.
        self.seats = tuple(each for each in ended if each.until is None or each.since <= each.until)


def core_unit_id(region: str) -> UUID:
    """The id of a region's core unit."""
    return uuid5(CORE_UNITS, region)


def flags_of(seats: Iterable[Seat]) -> tuple[Flag, ...]:
    """What is out of balance among seats of one day."""
    shares = dict.fromkeys(codes("fields_of_core_unit"), Decimal())
    for each in seats:
        shares[each.field] = shares.get(each.field, Decimal()) + each.share
    whole = sum(shares.values(), Decimal())
    empty = (Flag("empty_field", field) for field, share in shares.items() if not share)
    over = (Flag("field_over_half", field) for field, share in shares.items() if share * 2 > whole)
    return (*empty, *over)


def _same_seat(one: Seat, other: Seat) -> bool:
    return (one.field, one.professional_id) == (other.field, other.professional_id)


def _same_time(one: Seat, other: Seat) -> bool:
    last_of_one, last_of_other = one.until or date.max, other.until or date.max
    return one.since <= last_of_other and other.since <= last_of_one
