"""The decisions that seek: opening, proposing, looking further."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from services.matching.domain.language import SCOPES, Candidate, Matter, Need, Proposal, Scope
from services.matching.domain.match_request import facts
from services.matching.domain.match_request.state import MatchRequestState
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.proposing.search import Search, propose
from services.matching.domain.rules import MatchingRules
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class SeekingDecisions(MatchRequestState):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    @classmethod
    @abstractmethod
    def begin(cls, *, match_request_id: UUID, **fields: object) -> Self:
        """Opens the stream with MatchRequested."""

    @classmethod
    def open_match_request(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        keeping: Keeping,
        matter: Matter,
        need: Need,
        on: date,
        scope: Scope = "county",
    ) -> Self:
        """Somebody is sought. Refused for no matter or two, an end too early, and a team too small."""
        if (matter.referral_id is None) == (matter.case_id is None):
            raise Refused("a request is for a referral or for a case")
        if need.ends_on is not None and need.ends_on < need.starts_on:
            raise Refused("the work ends before it starts")
        fields = need.team.fields if need.team else ()
        if need.team and need.team.size is not None and need.team.size < len(fields):
            raise Refused(
                "a team of {size} cannot have {fields}: each member has one field",
                size=need.team.size, fields=list(fields),
            )  # fmt: skip
        return cls.begin(
            match_request_id=id, number=number, region=region, keeping=keeping, matter=matter, need=need,
            scope=scope, on=on,
        )  # fmt: skip

    def circumstances(self, *, about: frozenset[UUID], rules: MatchingRules, on: date) -> Circumstances:
        """What the bank is looked at by. about: the matter's persons; its own id is added."""
        own = {each for each in (self.matter.referral_id, self.matter.case_id) if each}
        return Circumstances(on=on, rules=rules, about=about | own, said_no=self.said_no)

    def propose_candidates(
        self,
        *,
        bank: Iterable[Candidate],
        rules: MatchingRules,
        on: date,
        about: frozenset[UUID] = frozenset(),
    ) -> None:
        """Looks from the scope reached so far, and further as far as needed, each step told (R-M4).

        bank: every professional of the installation. about: the persons whom the matter is about.
        Refused while somebody is confirmed.
        """
        self.must_not_be_confirmed()
        now = self.circumstances(about=about, rules=rules, on=on)
        self.take_proposal(propose(Search(self.need, self.scope, now), bank), on=on)

    def take_proposal(self, found: Proposal, *, on: date) -> None:
        """Tells what a search came to: its steps, then who was found."""
        for step in found.widened:
            self._widen(step.scope, virtual=step.virtual)
        self.tell(
            facts.CandidatesProposed,
            ranked=found.ranked, ruled_out=found.ruled_out, scope=found.scope, virtual=found.virtual,
            team=found.team, rules_version=found.rules_version, uncovered=found.uncovered,
            team_needs=found.team_needs, on=on,
        )  # fmt: skip

    def widen_search(self) -> None:
        """One step further, by hand. Refused where the whole country is searched already."""
        self.must_not_be_confirmed()
        place = SCOPES.index(self.scope) + 1
        if place == len(SCOPES):
            raise Refused("the whole country is searched already")
        self._widen(SCOPES[place], virtual=self.need.must.mode != "on_site")

    def must_not_be_confirmed(self) -> None:
        if self.confirmed:
            raise Refused("somebody is confirmed: end the match first")

    def _widen(self, scope: Scope, *, virtual: bool) -> None:
        self.tell(facts.SearchWidened, scope=scope, virtual=virtual, owner=self.need.county)
