"""The decisions about people: offers, their answers, the confirmation and the end (R-M3, R-M7, R-M8)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from services.matching.domain.language import Reason
from services.matching.domain.match_request import facts
from services.matching.domain.match_request.seeking import SeekingDecisions
from shared.kernel.refused import Refused

Hindered = Mapping[UUID, Sequence[Reason]]
"""Who may not be asked on this day, and why: what `availability` says of each. Missing or empty: may."""


SENTENCES = {
    "retired": "the professional has retired",
    "paused": "the professional takes nothing new for a time",
    "parked": "the professional declined for workload: ask again from {until}",
    "conflict": "the professional has declared a conflict of interest",
    "declined": "the professional declined this request",
    "unvetted": "no extract of the professional's criminal record was checked",
    "over_capacity": "the professional has {free} free hours a week, and {needed} are needed",
}
"""Why somebody may not be asked just now, by the code of `availability`."""


class DecidingDecisions(SeekingDecisions):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    def offer_match(self, *, professional_id: UUID, on: date, hindered: Hindered | None = None) -> None:
        """Asks somebody. Refused for one who is not proposed, may not be asked now, or was asked already."""
        self.must_not_be_confirmed()
        self._must_be_proposed([professional_id])
        self._must_be_free([professional_id], hindered or {})
        asked = self.offer_to(professional_id)
        if asked and asked.state != "declined":
            raise Refused("the professional was asked already")
        self.tell(facts.MatchOffered, professional_id=professional_id, on=on)

    def accept_offer(self, *, professional_id: UUID) -> None:
        self._must_be_asked(professional_id)
        self.tell(facts.OfferAccepted, professional_id=professional_id)

    def decline_offer(self, *, professional_id: UUID, reason: str, on: date) -> None:
        """A no, before or after a yes, until somebody is confirmed.

        What follows for the professional (R-M7) is decided on their own stream: workload parks them (`park`),
        conflict_of_interest rules them out for the subject (`rule_out_for`).
        """
        self._must_be_asked(professional_id, after_yes=True)
        self.tell(facts.OfferDeclined, professional_id=professional_id, reason=reason, on=on)

    def confirm_match(
        self,
        *,
        professional_ids: tuple[UUID, ...],
        on: date,
        reason: str | None = None,
        hindered: Hindered | None = None,
    ) -> None:
        """A person decides who helps (R-M3); whoever was proposed, of any rank.

        Refused for nobody or too many, for one who is not proposed, declined or may not be asked now, and
        for others than the first-ranked (of a team: than the proposed team) without a reason.
        """
        self.must_not_be_confirmed()
        chosen = tuple(dict.fromkeys(professional_ids))
        self._must_be_proposed(chosen)
        self._must_be_as_many_as_sought(chosen)
        self._must_be_free(chosen, hindered or {}, past=("parked",))
        if self.need.ends_on is not None and self.need.ends_on < on:
            raise Refused("the work was to end on {day} already", day=self.need.ends_on)
        first = self._is_first(chosen)
        if not first and not reason:
            raise Refused("choosing others than the first-ranked needs a reason")
        ranks = {each.professional_id: each.rank for each in self.ranked}
        need, starts_on = self.need, max(self.need.starts_on, on)
        self.tell(
            facts.MatchConfirmed,
            professional_ids=chosen, ranks=tuple(ranks[each] for each in chosen), first=first, reason=reason,
            hours_per_week=need.hours_per_week, starts_on=starts_on, ends_on=need.ends_on, on=on,
        )  # fmt: skip

    def end_match(self, *, reason: str, ended_on: date) -> None:
        """Unassigns who was confirmed, or gives the request up. The same may be confirmed again (R-M8)."""
        if self.state == "ended":
            raise Refused("the match was ended already")
        self.tell(facts.MatchEnded, professional_ids=self.confirmed, reason=reason, ended_on=ended_on)

    def _is_first(self, chosen: Sequence[UUID]) -> bool:
        """As proposed: the team where there is one, else the highest-ranked who has not declined."""
        if self.team:
            return set(chosen) == set(self.team.professional_ids)
        no = {each.professional_id for each in self.offers if each.state == "declined"}
        return tuple(chosen) == tuple(each for each in self.proposed_ids if each not in no)[:1]

    def _must_be_proposed(self, ids: Sequence[UUID]) -> None:
        if not self.proposed:
            raise Refused("propose candidates first")
        if any(each not in self.proposed_ids for each in ids):
            raise Refused("the professional is not among those proposed")

    def _must_be_as_many_as_sought(self, chosen: Sequence[UUID]) -> None:
        if not chosen:
            raise Refused("say who is confirmed")
        team = self.team
        if team is None and self.need.team is None:
            if len(chosen) > 1:
                raise Refused("one is sought, not {count}", count=len(chosen))
            return
        most = self.need.team.size if self.need.team else None
        if most is not None and len(chosen) > most:
            raise Refused("at most {size} are sought, not {count}", size=most, count=len(chosen))

    def _must_be_free(self, ids: Sequence[UUID], hindered: Hindered, past: Sequence[str] = ()) -> None:
        """past: what does not hinder one who has said yes already."""
        for each in ids:
            offer = self.offer_to(each)
            if each in self.said_no:
                raise Refused("the professional declined this request")
            agreed = offer is not None and offer.state == "accepted"
            why = [it for it in hindered.get(each, ()) if not (agreed and it.code in past)]
            if why:
                first = why[0]
                raise Refused(SENTENCES[first.code], **first.values)

    def _must_be_asked(self, professional_id: UUID, *, after_yes: bool = False) -> None:
        self.must_not_be_confirmed()
        offer = self.offer_to(professional_id)
        if offer is None:
            raise Refused("the professional was not asked")
        if offer.state == "declined" or (offer.state == "accepted" and not after_yes):
            raise Refused("the offer was answered already")
