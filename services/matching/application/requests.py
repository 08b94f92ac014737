"""The application's part about match requests: what they do to professionals is saved with them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.matching import commands
from services.matching.application.directory import Directory
from services.matching.application.matters import about, matter_of, persons_of
from services.matching.application.rows import bank_of, row_of_professional, row_of_request
from services.matching.application.told import told
from services.matching.domain.language import Matter, Need, Reason, Scope
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.proposing.hindrances import availability
from services.matching.domain.rules import rules_for
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.numbers import next_number


class Requests(Directory):
    """Carries out the commands about match requests."""

    def __init__(self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy) -> None:
        super().__init__(database, sealing, key, policy)
        self.ways |= {
            commands.OpenMatchRequest: self._open,
            commands.ProposeCandidates: self._propose,
            commands.WidenSearch: self._widen,
            commands.OfferMatch: self._offer,
            commands.AcceptOffer: self._accept,
            commands.DeclineOffer: self._decline,
            commands.ConfirmMatch: self._confirm,
            commands.EndMatch: self._end,
        }

    def request_for(
        self,
        asker: Asker,
        request_id: UUID,
        as_of: datetime | None = None,
        *,
        answering: UUID | None = None,
    ) -> MatchRequest:
        """The request, where it concerns the asker. Unknown otherwise. answering: for whom they answer."""
        with self.database.rows() as rows:
            self.whose.refuse_strangers_request(asker, rows, request_id, answering)
        return self.load(MatchRequest, request_id, as_of)

    def circumstances(self, request: MatchRequest, on: date) -> Circumstances:
        """The day, the region's rules, and whom and what the request's matter is about."""
        with self.database.rows() as rows:
            known = about(rows, _matter_id(request))
        return request.circumstances(about=known, rules=rules_for(request.region, on), on=on)

    def _open(self, command: commands.OpenMatchRequest, carrying: Carrying) -> Decided:
        """For a matter that exists, as intake told of it."""
        at = carrying.at(command)
        wanted = Matter(command.matter.referral_id, command.matter.case_id)
        with self.database.rows() as rows:
            self.whose.refuse_strangers_matter(carrying.asker, matter_of(rows, wanted))
        need: Need = Need(**told(Need, command, at))
        return self._opened(command.match_request_id, wanted, need, at, command.scope)

    def opened_for_referral(self, request_id: UUID, referral_id: UUID, need: Need, at: datetime) -> Decided:
        """A request that intake asked for: nobody's right is asked after here, for it was there."""
        return self._opened(request_id, Matter(referral_id=referral_id), need, at)

    def _opened(
        self, request_id: UUID, wanted: Matter, need: Need, at: datetime, scope: Scope = "county"
    ) -> Decided:
        with self.database.get_connection() as rows:
            matter = matter_of(rows, wanted)
            number = next_number(rows, MatchRequest.kind, at)
        request = MatchRequest.open_match_request(
            id=request_id,
            number=number,
            region=matter.region,
            keeping=matter.keeping(local_date(at)),
            matter=wanted,
            need=need,
            on=local_date(at),
            scope=scope,
        )
        return self._decided(request)

    def _propose(self, command: commands.ProposeCandidates, carrying: Carrying) -> Decided:
        request, on = self._sought(command, carrying)
        now = self.circumstances(request, on)
        with self.database.rows() as rows:
            bank = bank_of(rows)
        request.propose_candidates(bank=bank, rules=now.rules, on=on, about=now.about)
        return self._decided(request)

    def _widen(self, command: commands.WidenSearch, carrying: Carrying) -> Decided:
        request, _ = self._sought(command, carrying)
        request.widen_search()
        return self._decided(request)

    def _offer(self, command: commands.OfferMatch, carrying: Carrying) -> Decided:
        request, on = self._sought(command, carrying)
        people = self._people(request, [command.professional_id])
        hindered = self._hindered(request, people, on)
        request.offer_match(professional_id=command.professional_id, on=on, hindered=hindered)
        return self._decided(request)

    def _accept(self, command: commands.AcceptOffer, carrying: Carrying) -> Decided:
        request, _ = self._answered_by(command, carrying)
        request.accept_offer(professional_id=command.professional_id)
        return self._decided(request)

    def _decline(self, command: commands.DeclineOffer, carrying: Carrying) -> Decided:
        """R-M7: what follows for the professional is saved with the no."""
        request, on = self._answered_by(command, carrying)
        request.decline_offer(professional_id=command.professional_id, reason=command.reason, on=on)
        professional = self.load(Professional, command.professional_id)
        if command.reason == "workload":
            days = rules_for(request.region, on).parked_days
            professional.park(match_request_id=request.id, on=on, days=days)
        elif command.reason == "conflict_of_interest":
            for subject in self._subjects(request):
                professional.rule_out_for(subject, reason=command.reason)
        return self._decided(request, [professional])

    def _confirm(self, command: commands.ConfirmMatch, carrying: Carrying) -> Decided:
        """R-M3. The hours are taken in the same save: two who confirm the last ones collide there (R-M1)."""
        request, on = self._sought(command, carrying)
        people = self._people(request, command.professional_ids)
        request.confirm_match(
            professional_ids=command.professional_ids,
            on=on,
            reason=command.reason,
            hindered=self._hindered(request, people, on),
        )
        need = request.need
        for professional in people.values():
            professional.reserve_hours(
                match_request_id=request.id,
                hours_per_week=need.hours_per_week,
                starts_on=max(need.starts_on, on),
                ends_on=need.ends_on,
            )
        return self._decided(request, people.values())

    def _end(self, command: commands.EndMatch, carrying: Carrying) -> Decided:
        """R-M8: the hours are free again from the save that ends the match."""
        request, _ = self._sought(command, carrying)
        people = [self.load(Professional, each) for each in request.confirmed]
        request.end_match(reason=command.reason, ended_on=command.ended_on)
        for professional in people:
            professional.release_hours(match_request_id=request.id, ended_on=command.ended_on)
        return self._decided(request, people)

    def _sought(self, command: Any, carrying: Carrying) -> tuple[MatchRequest, date]:
        """The request that a command names, and the day."""
        request = self.request_for(carrying.asker, command.match_request_id)
        return request, local_date(carrying.at(command))

    def _answered_by(self, command: Any, carrying: Carrying) -> tuple[MatchRequest, date]:
        """The same for who answers an offer: the one who was asked."""
        asked = command.professional_id
        request = self.request_for(carrying.asker, command.match_request_id, answering=asked)
        return request, local_date(carrying.at(command))

    def _people(self, request: MatchRequest, ids: Iterable[UUID]) -> dict[UUID, Professional]:
        """Those of them who are proposed, as their own streams stand: what is decided on them collides."""
        wanted = dict.fromkeys(each for each in ids if each in request.proposed_ids)
        return {each: self.load(Professional, each) for each in wanted}

    def _hindered(
        self, request: MatchRequest, people: Mapping[UUID, Professional], on: date
    ) -> dict[UUID, list[Reason]]:
        """Why somebody may not be asked on this day, looked at anew (R-M1)."""
        now = self.circumstances(request, on)
        return {
            each: list(availability(professional.candidate, request.need, now))
            for each, professional in people.items()
        }

    def _subjects(self, request: MatchRequest) -> list[UUID]:
        """With whom the conflict is: the persons of the matter, or the matter itself where it has no name."""
        with self.database.rows() as rows:
            persons = persons_of(rows, _matter_id(request))
        return sorted(persons) or [_matter_id(request)]

    def _decided(self, request: MatchRequest, people: Iterable[Professional] = ()) -> Decided:
        changed = [each for each in people if each.pending_events]
        rows = [row_of_request(request), *(row_of_professional(each, self.key) for each in changed)]
        answer = {
            "match_request_id": str(request.id),
            "number": request.subject,
            "state": request.state,
            "scope": request.scope,
        }
        return Decided([request, *changed], answer, rows)


def _matter_id(request: MatchRequest) -> UUID:
    matter_id = request.matter.case_id or request.matter.referral_id
    assert matter_id  # noqa: S101 - a request is for one of them
    return matter_id
