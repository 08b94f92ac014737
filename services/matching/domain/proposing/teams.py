"""The team that covers everything (R-M5): exact, for banks of real size.

Fewest people first, then balanced (the smallest sum of squared members per field), then least loaded (the
smallest sum of given to own hours), then the smallest ids. Everything to be covered, a competence or a wished
field, is a bit. In a smallest team each member brings something that no other does; so of those who bring the
same and are of the same field the least loaded one stands for all, and teams grow by whoever covers the
lowest bit that is open. What a team needs at least beyond its members is known exactly and cuts off the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from uuid import UUID

from services.matching.domain.language import Candidate, Need, ProposedTeam
from services.matching.domain.proposing.scores import load_of

NEVER = 10_000
"""More people than any team has: what is open cannot be covered."""


ANYBODY = "anybody"
"""What a team needs of which nothing is asked."""


class Member(NamedTuple):
    """Somebody who may be in the team. covers: the bits that they bring."""

    covers: int
    field: str
    load: Fraction
    id: str


class Growing(NamedTuple):
    """Of all teams of one size that cover the same with the same fields, the best one."""

    load: Fraction
    ids: tuple[str, ...]


FewestFor = Callable[[int], int]
Reached = tuple[int, tuple[int, ...]]
"""What is covered, and how many members each field has."""


class TeamSearch:
    """One search. members: candidates who may be asked; needs: competences, then fields, to be covered."""

    def __init__(self, need: Need, candidates: Iterable[Candidate]) -> None:
        wished = need.team.fields if need.team else ()
        fields = (f"field:{each}" for each in dict.fromkeys(wished))
        self.needs = (*dict.fromkeys(need.must.competences), *fields) or (ANYBODY,)
        self.whole = (1 << len(self.needs)) - 1
        self.members = _representatives(self._member(each, need) for each in candidates)
        self.fields = sorted({each.field for each in self.members})
        bits = [1 << place for place in range(len(self.needs))]
        self.by_bit = {bit: [each for each in self.members if each.covers & bit] for bit in bits}
        self.fewest = _counting(_widest(self.members), self.whole)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """What nobody brings."""
        brought = 0
        for each in self.members:
            brought |= each.covers
        return tuple(name for place, name in enumerate(self.needs) if not brought >> place & 1)

    @property
    def size(self) -> int | None:
        """The fewest who cover everything; None where nobody can."""
        fewest = self.fewest(self.whole)
        return fewest if fewest < NEVER else None

    def best(self) -> tuple[UUID, ...] | None:
        """The best team's ids, in their order; None where none covers everything."""
        size = self.size
        if size is None:
            return None
        layer: dict[Reached, Growing] = {(0, (0,) * len(self.fields)): Growing(Fraction(0), ())}
        for left in range(size - 1, -1, -1):
            layer = self._grown(layer, left)
        best = min((sum(n * n for n in counts), *team) for (_, counts), team in layer.items())
        return tuple(UUID(each) for each in best[2])

    def _grown(self, layer: dict[Reached, Growing], left: int) -> dict[Reached, Growing]:
        """Every team with one member more from which `left` more can cover the rest."""
        grown: dict[Reached, Growing] = {}
        for (covered, counts), team in layer.items():
            open_ = self.whole & ~covered
            lowest = open_ & -open_
            for each in self.by_bit[lowest]:
                if self.fewest(open_ & ~each.covers) > left:
                    continue
                place = self.fields.index(each.field)
                key = (covered | each.covers, (*counts[:place], counts[place] + 1, *counts[place + 1 :]))
                made = Growing(team.load + each.load, tuple(sorted((*team.ids, each.id))))
                if key not in grown or made < grown[key]:
                    grown[key] = made
        return grown

    def _member(self, who: Candidate, need: Need) -> Member:
        brings = {*who.competences, f"field:{who.field}", ANYBODY}
        covers = sum(1 << place for place, name in enumerate(self.needs) if name in brings)
        return Member(covers, who.field, load_of(who, need), str(who.professional_id))


def told_team(need: Need, ids: Sequence[UUID], by_rank: Sequence[Candidate]) -> ProposedTeam:
    """The team with who covers what: of several the one who ranks first."""
    members = [each for each in by_rank if each.professional_id in ids]
    covers = {
        competence: next(each.professional_id for each in members if competence in each.competences)
        for competence in need.must.competences
    }
    fields: dict[str, tuple[UUID, ...]] = {}
    for each in members:
        fields[each.field] = (*fields.get(each.field, ()), each.professional_id)
    return ProposedTeam(tuple(each.professional_id for each in members), covers, dict(sorted(fields.items())))


def _representatives(members: Iterable[Member]) -> list[Member]:
    """Of those who bring the same and are of the same field the least loaded, then the smallest id."""
    best: dict[tuple[int, str], Member] = {}
    for each in members:
        kept = best.get((each.covers, each.field))
        if each.covers and (kept is None or (each.load, each.id) < (kept.load, kept.id)):
            best[each.covers, each.field] = each
    return sorted(best.values(), key=lambda each: (-each.covers.bit_count(), each.id))


def _widest(members: Iterable[Member]) -> list[int]:
    """What people bring, without what another brings as well and more."""
    brought = sorted({each.covers for each in members}, key=lambda each: -each.bit_count())
    widest: list[int] = []
    for each in brought:
        if all(each & ~other for other in widest):
            widest.append(each)
    return widest


def _counting(brought: Sequence[int], whole: int) -> FewestFor:
    by_bit = {
        1 << place: [each for each in brought if each >> place & 1] for place in range(whole.bit_length())
    }

    @cache
    def fewest(open_: int) -> int:
        if not open_:
            return 0
        lowest = open_ & -open_
        # Of what covers the lowest open bit, only what leaves a different rest is tried.
        rests = {open_ & ~each for each in by_bit[lowest]}
        return 1 + min((fewest(rest) for rest in rests), default=NEVER)

    return fewest
