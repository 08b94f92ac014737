"""Decisions about the contact itself: whom it is about, how urgent, what the law asks for."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.intake.domain.referral import facts
from services.intake.domain.referral.state import ReferralState
from services.intake.domain.screening import Instrument
from shared.kernel.refused import Refused


class ContactDecisions(ReferralState):
    """What is settled about a contact besides the work on it."""

    def identify_subject(
        self, *, person_id: UUID, legal_basis: str, possible_duplicates: tuple[UUID, ...] = ()
    ) -> None:
        """The contact's subject became known (R-I8: one child may be the subject of several contacts).

        Refuses another subject than the one known: a mix-up of children is not mended in passing.
        """
        self.must_be_open()
        if self.person_id not in {None, person_id}:
            raise Refused("the contact is already about another person: withdraw it and receive it again")
        new = tuple(d for d in possible_duplicates if d != self.duplicate_of)
        self.tell(
            facts.SubjectIdentified,
            person_id=person_id, legal_basis=legal_basis, possible_duplicates=new,
        )  # fmt: skip

    def resolve_duplicate(
        self, *, same: bool, of: UUID | None = None, hidden: frozenset[UUID] = frozenset()
    ) -> None:
        """R-I7: a person decides whether this contact repeats another; also after its end.

        Without `of` it speaks of the only one offered, or, if not the same, of all that were offered.
        hidden: contacts that are not there for this person (R-C10): nothing is decided about them.
        """
        if of == self.stream_id:
            raise Refused("a contact does not repeat itself")
        offered = tuple(other for other in self.offered_duplicates if other not in hidden)
        if of is None and not offered:
            raise Refused("no possible duplicate waits for a decision: say which contact it repeats")
        if of is None and same:
            if len(offered) > 1:
                raise Refused("several contacts may be the same: say which one it repeats")
            of = offered[0]
        all_of_them = of is None and offered == self.offered_duplicates
        for other in (of,) if of or all_of_them else offered:
            self.tell(facts.DuplicateResolved, same=same, of=other)

    def screen_referral(self, *, answers: Mapping[str, int], instrument: Instrument) -> None:
        """The OT screen, every item answered; it never blocks anything (R-I3)."""
        self.must_be_open()
        screened = instrument.score(answers)
        self.tell(facts.ReferralScreened, **vars(screened))

    def identify_otherwise(self, *, reason: str) -> None:
        """R-I3: the need is seen without, or in spite of, the screen."""
        self.must_be_open()
        self.tell(facts.NeedIdentifiedOtherwise, reason=reason)

    def assess_urgency(self, *, urgency: str, reason: str) -> None:
        self.must_be_open()
        self.tell(facts.UrgencyAssessed, urgency=urgency, reason=reason)

    def record_first_decision(self, *, decided_on: date, informed: tuple[str, ...], on: date) -> None:
        """R-I6: mirrors the county's first decision and who was told; also after the contact's end."""
        if decided_on > on:
            raise Refused("the first decision is dated in the future")
        if decided_on < self.received_on:
            raise Refused("the first decision is dated before the contact was received")
        self.tell(facts.FirstDecisionRecorded, decided_on=decided_on, informed=informed)

    def record_duty_to_report(
        self, *, to: str, on: date, made_on: date | None = None, reason_not: str | None = None
    ) -> None:
        """R-I10: a report was made, or why not; it stays open until then, also after the contact's end."""
        if (made_on is None) == (reason_not is None):
            raise Refused("say either when the report was made or why none was made")
        if made_on and made_on > on:
            raise Refused("the report is dated in the future")
        self.tell(facts.DutyToReportRecorded, to=to, made_on=made_on, reason_not=reason_not)

    def give_advice(self, *, advice: str, minutes: int, support_kinds: tuple[str, ...]) -> None:
        """R-I9: also a contact without a name is advised, and may be closed at once."""
        self.must_be_open()
        self.tell(facts.AdviceGiven, advice=advice, minutes=minutes, support_kinds=support_kinds)
