"""Decisions about who belongs to a case: its network, and the cases of the same family."""

from datetime import date
from uuid import UUID

from services.intake.domain.case import facts
from services.intake.domain.case.language import WORKERS, Member
from services.intake.domain.case.state import CaseState
from shared.kernel.refused import Refused


class NetworkDecisions(CaseState):
    """Who joins, who leaves, which case is a sibling's."""

    def add_network_member(self, *, member: Member, on: date) -> None:
        """Somebody joins, today; also who had left before (R-C11 goes by the days of membership)."""
        self.must_not_be_closed()
        self.must_be_open_by(on)
        known = self.network.get(member.id)
        if known and known.until is None:
            raise Refused("this member is in the network already")
        if known and known.until is not None and on < known.until:
            raise Refused("this member was in the network until {day}", day=known.until)
        if self.restricted_to and member.user and member.user not in self.restricted_to:
            raise Refused("the case is restricted to named people: name {user} first", user=member.user)
        if member.role == "buyer" and member.sector is None:
            raise Refused("a buyer buys for a sector: say which")
        if member.pair_of is not None:
            self._must_be_a_worker(member)
        self.tell(facts.NetworkMemberAdded, member=member, on=on)

    def _must_be_a_worker(self, pair: Member) -> None:
        if pair.role not in WORKERS:
            raise Refused("only somebody who works with the family is a worker's pair")
        paired = next((member for member in self.members if member.id == pair.pair_of), None)
        if paired is None or paired.role not in WORKERS:
            raise Refused("pair_of names nobody who works in this case's network")

    def remove_network_member(self, *, member_id: UUID, on: date, reason: str | None = None) -> None:
        """Somebody leaves; today is their last day in the network."""
        self.must_not_be_closed()
        known = self.network.get(member_id)
        if known is None or known.until is not None:
            raise Refused("there is no such member in the network")
        if on < known.since:
            raise Refused("this member joined the network only on {day}", day=known.since)
        self.tell(
            facts.NetworkMemberRemoved, member_id=member_id, role=known.member.role, reason=reason, on=on
        )

    def link_cases(self, *, other_case_id: UUID, relation: str) -> None:
        """Another case is of the same family. Told on both; a closed case may be one of them."""
        if other_case_id == self.stream_id:
            raise Refused("a case is not linked to itself")
        if any(link.case_id == other_case_id and link.relation == relation for link in self.links):
            raise Refused("these cases are linked already")
        self.tell(facts.CasesLinked, other_case_id=other_case_id, relation=relation)
