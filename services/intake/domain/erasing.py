"""Erasure: two admins agree that a person or a matter is erased, and its keys are destroyed (R-P2).

The facts stay with their codes, days and numbers: statistics and seals hold. What they said is `[erased]`.
"""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import AggregateEvent

from services.intake.domain.retention import refuse_before_its_time
from shared.kernel.facts import Stream
from shared.kernel.refused import Refused


class AskedFor(Stream.Event):
    """An admin asked for it. asked_by: who signs in; nothing is erased until another admin says the same."""

    basis: str
    asked_by: str
    on: date


class Done(Stream.Event):
    """A second admin confirmed it: from here on the texts are gone."""

    basis: str
    on: date


class PersonErasureAsked(AskedFor):
    """An admin asked for the erasure of who a person is."""

    TOPIC = "intake.person-erasure-asked"


class PersonErased(Done):
    """Who the person was is known to nobody any more."""

    TOPIC = "intake.person-erased"


class ReferralDestructionAsked(AskedFor):
    """An admin asked for the destruction of a contact's texts."""

    TOPIC = "intake.referral-destruction-asked"


class ReferralDestroyed(Done):
    """What a contact said in words is gone."""

    TOPIC = "intake.referral-destroyed"


class CaseDestructionAsked(AskedFor):
    """An admin asked for the destruction of a case's texts."""

    TOPIC = "intake.case-destruction-asked"


class CaseDestroyed(Done):
    """What a case said in words is gone."""

    TOPIC = "intake.case-destroyed"


@dataclass(frozen=True)
class ErasureAsked:
    """Who asked, and on what basis."""

    by: str
    basis: str


class Erasable:
    """What can be erased: a person, a contact, a case. Subclasses say by which facts."""

    erasure_asked: ErasureAsked | None = None
    erased: bool = False

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Triggers a fact."""

    @property
    @abstractmethod
    def erasure_facts(self) -> tuple[type[AggregateEvent], type[AggregateEvent]]:
        """The fact that it was asked for, and the fact that it was done."""

    def erase(self, *, basis: str, by: str, until: date | None, on: date) -> None:
        """The first admin asks, another who says the same confirms.

        until: the last day on which it is kept, None where that is not known. Refuses before its time, what
        is erased already, and a confirmation by who asked. With another basis it is asked for anew.
        """
        if self.erased:
            raise Refused("this was erased already")
        refuse_before_its_time(basis, until, on)
        asks, does = self.erasure_facts
        asked = self.erasure_asked
        if asked is None or asked.basis != basis:
            self.tell(asks, basis=basis, asked_by=by, on=on)
        elif asked.by == by:
            raise Refused("another admin confirms this: you asked for it yourself")
        else:
            self.tell(does, basis=basis, on=on)
