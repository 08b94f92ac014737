"""What keeps a person safe from others, and one person out of two: order, forbidden disclosures, merging.

Facts and decisions of `Person` (person.py), where they evolve it.
"""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

from services.intake.domain.language import Guardian
from shared.kernel.facts import Stream
from shared.kernel.refused import Refused
from shared.kernel.sealed import Identity


@dataclass(frozen=True)
class Protection:
    """An order that keeps where somebody is from others (turvakielto). until: its last day; None: no end."""

    order: str
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Forbidden:
    """A guardian who is told nothing. to: the guardian's person_id, or their name where they have none."""

    to: Identity
    by: Identity
    reason: Identity
    on: date


class PersonProtected(Stream.Event):
    """A person is under an order (turvakielto), until its last day or until further notice (R-C13)."""

    TOPIC = "intake.person-protected"
    order: str
    since: date
    until: date | None


class DisclosureForbidden(Stream.Event):
    """A guardian is told nothing about the person: who forbade it, and why (R-C9)."""

    TOPIC = "intake.disclosure-forbidden"
    to: Identity
    by: Identity
    reason: Identity
    on: date


class PersonsMerged(Stream.Event):
    """A person is the same as another, under whom all matters are found from now on."""

    TOPIC = "intake.persons-merged"
    into: UUID


class ProtectionDecisions:
    """What is decided to keep a person safe, and about who is the same person."""

    id: UUID
    guardians: tuple[Guardian, ...]
    protection: Protection | None
    forbidden: tuple[Forbidden, ...]
    merged_into: UUID | None

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Triggers a fact."""

    def refuse_merged(self) -> None:
        """Refused where the person was merged into another: that one is worked with."""
        if self.merged_into is not None:
            raise Refused("this person was merged into another, who is the same: use that one")

    def protected_on(self, day: date) -> bool:
        """R-C13: whether an order is in force on a day."""
        return self.protection is not None and self.protection.on(day)

    def protect_person(self, *, order: str, on: date, until: date | None = None) -> None:
        """R-C13: from today on. A repeated order gives another last day; the day before today ends it."""
        self.refuse_merged()
        in_force = self.protection if self.protected_on(on) else None
        earliest = on - timedelta(days=1) if in_force else on
        if until is not None and until < earliest:
            raise Refused("the order would end ({until}) before this day", until=until.isoformat())
        if in_force and (in_force.order, in_force.until) == (order, until):
            raise Refused("the person is under this order already")
        since = in_force.since if in_force else on
        self.tell(PersonProtected, order=order, since=since, until=until)

    def forbid_disclosure(self, *, to: str, by: str, reason: str, on: date) -> None:
        """R-C9: a guardian is told nothing. to: as `guardian_id_of` tells, a person_id, or the name.

        Refuses who is no guardian as far as is known: a slip in a name would forbid nothing.
        """
        self.refuse_merged()
        guardian = self.guardian(to)
        if guardian is None:
            raise Refused("the person has no such guardian: correct the person first")
        told = told_apart_by(guardian)
        if any(_same(each.to, told) for each in self.forbidden):
            raise Refused("telling this guardian is forbidden already")
        self.tell(DisclosureForbidden, to=told, by=by, reason=reason, on=on)

    def merge_persons(self, *, into: "ProtectionDecisions") -> None:
        """The person is the same as `into`, who takes over what keeps either of them safe.

        The same merge again changes nothing. Refuses to merge into oneself, or with somebody merged before.
        """
        if into.id == self.id:
            raise Refused("a person is not merged into themselves")
        if self.merged_into == into.id:
            return
        self.refuse_merged()
        into.refuse_merged()
        into.take_over(self)
        self.tell(PersonsMerged, into=into.id)

    def take_over(self, other: "ProtectionDecisions") -> None:
        """What keeps the other safe: the order that lasts longer, and every forbidden disclosure."""
        if _lasts_longer(other.protection, self.protection):
            self.tell(PersonProtected, **vars(other.protection))
        known = {_plain(each.to) for each in self.forbidden}
        for each in other.forbidden:
            if _plain(each.to) not in known:
                self.tell(DisclosureForbidden, **vars(each))

    def guardian(self, called: str) -> Guardian | None:
        """The guardian of this id or name; None where there is none."""
        for guardian in self.guardians:
            names = {str(self.guardian_id_of(guardian)), told_apart_by(guardian)}
            if _plain(called) in {_plain(name) for name in names}:
                return guardian
        return None

    def guardian_id_of(self, guardian: Guardian) -> UUID:
        """How a guardian is named without being named: an id of theirs among this person's guardians."""
        return guardian.person_id or uuid5(self.id, _plain(told_apart_by(guardian)))

    def may_be_told(self, guardian: Guardian) -> bool:
        """R-C9: whether anything about the person may be told to this guardian.

        Where it was forbidden to tell somebody who is among the guardians no more, it may be this one, who
        was a name then and is registered now, or the other way round. Until that is put right, nothing is
        told.
        """
        told = told_apart_by(guardian)
        meant = any(_same(each.to, told) or self._may_mean(each.to, guardian) for each in self.forbidden)
        return guardian.right_to_information and not meant

    def _may_mean(self, to: str, guardian: Guardian) -> bool:
        if self.guardian(to) is not None:
            return False
        return _is_id(to) != (guardian.person_id is not None)


def told_apart_by(guardian: Guardian) -> str:
    """The person_id, or the name of who is not registered; after an erasure what is left of it."""
    return str(guardian.person_id or guardian.name)


def not_to_be_told(person: ProtectionDecisions) -> Iterable[Guardian]:
    """The guardians who are told nothing: forbidden, or without a right to information (R-C9)."""
    return (guardian for guardian in person.guardians if not person.may_be_told(guardian))


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _lasts_longer(one: Protection | None, other: Protection | None) -> bool:
    if one is None or other is None:
        return one is not None
    return (one.until or date.max) > (other.until or date.max)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
