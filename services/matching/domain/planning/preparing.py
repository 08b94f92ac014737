"""From requests and the bank to the problem: who may be given to which request, and whose hours are shared.

Each request brings at most so many choices: first whoever is near, then, as far as there is room, from
farther away, so that a request is not left alone because others need the same people (R-M4, R-M6).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.matching.domain.hours import hundredths
from services.matching.domain.language import Candidate, Need, Scope
from services.matching.domain.planning.problem import Choice, Problem, Room, Wanted
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.proposing.hindrances import hindered
from services.matching.domain.proposing.scores import points_of
from services.matching.domain.proposing.widening import counties_of, steps_from


@dataclass(frozen=True)
class Asked:
    """A request that the plan is for. scope: from where its search goes on."""

    request_id: UUID
    need: Need
    scope: Scope
    now: Circumstances


def problem_of(asked: Sequence[Asked], bank: Iterable[Candidate]) -> Problem:
    """The plan's problem. bank: every professional of the installation, in any order."""
    entries = sorted(bank, key=lambda each: str(each.professional_id))
    index = Index(entries)
    often: Counter[UUID] = Counter()
    wanted = tuple(_wanted(each, index, often) for each in asked)
    by_id = {str(each.professional_id): each for each in entries}
    return Problem(wanted, tuple(_rooms(asked, wanted, by_id)))


class Index:
    """The bank by role and competence, so that a request looks at few."""

    def __init__(self, entries: Sequence[Candidate]) -> None:
        self._by_role: dict[str, list[Candidate]] = {}
        self._by_both: dict[tuple[str, str], list[Candidate]] = {}
        for each in entries:
            for role in each.roles:
                self._by_role.setdefault(role, []).append(each)
                for competence in each.competences:
                    self._by_both.setdefault((role, competence), []).append(each)

    def fitting(self, need: Need) -> Sequence[Candidate]:
        """Everybody of the role who may fit: for one person, whoever has the rarest competence."""
        if need.team or not need.must.competences:
            return self._by_role.get(need.role, ())
        having = (self._by_both.get((need.role, competence), ()) for competence in need.must.competences)
        return min(having, key=len)


def _wanted(asked: Asked, index: Index, often: Counter[UUID]) -> Wanted:
    """often: how many requests have somebody among their choices so far; of equals the rarer one is taken."""
    need = asked.need
    found = _choices(asked, index.fitting(need), often)
    often.update(who.professional_id for _, who in found)
    choices = tuple(Choice(str(who.professional_id), score) for score, who in found)
    if need.team is None:
        needs: tuple[tuple[int, ...], ...] = (tuple(range(len(found))),)
        return Wanted(str(asked.request_id), hundredths(need.hours_per_week), choices, needs)
    needs = tuple(_covering(need, [who for _, who in found])) or (tuple(range(len(found))),)
    most = min(need.team.size or len(needs), len(needs))
    return Wanted(str(asked.request_id), hundredths(need.hours_per_week), choices, needs, most)


def _choices(asked: Asked, pool: Sequence[Candidate], often: Counter[UUID]) -> list[tuple[int, Candidate]]:
    """The best of the nearest scope, then of the next, up to the region's limit."""
    need, now, limit = asked.need, asked.now, asked.now.rules.candidates_a_request
    chosen: list[tuple[int, Candidate]] = []
    seen: set[UUID] = set()
    for step in steps_from(asked.scope, need.must.mode):
        if len(chosen) >= limit:
            break
        counties = counties_of(step.scope, need.county)
        able = [
            each
            for each in pool
            if each.professional_id not in seen
            and each.works_in(counties)
            and not hindered(each, need, now, virtual=step.virtual)
        ]
        seen.update(each.professional_id for each in able)
        scored = sorted(
            ((points_of(each, need, now.rules), each) for each in able),
            key=lambda it: (-it[0], often[it[1].professional_id], str(it[1].professional_id)),
        )
        chosen += _within(scored, need, limit - len(chosen))
    return chosen


def _within(scored: list[tuple[int, Candidate]], need: Need, room: int) -> list[tuple[int, Candidate]]:
    """As many as there is room for: of a team's needs each has its best in turn, however rare."""
    if len(scored) <= room or need.team is None:
        return scored[:room]
    people = [who for _, who in scored]
    queues = [list(places) for places in _covering(need, people)]
    kept: dict[int, None] = {}
    while len(kept) < room and any(queues):
        for queue in queues:
            if queue and len(kept) < room:
                kept.setdefault(queue.pop(0))
    return [scored[place] for place in sorted(kept)]


def _covering(need: Need, people: Sequence[Candidate]) -> Iterable[tuple[int, ...]]:
    """For each competence and each wished field the places of who brings it."""
    for competence in dict.fromkeys(need.must.competences):
        yield tuple(place for place, who in enumerate(people) if competence in who.competences)
    for field in dict.fromkeys(need.team.fields if need.team else ()):
        yield tuple(place for place, who in enumerate(people) if who.field == field)


def _rooms(
    asked: Sequence[Asked], wanted: Sequence[Wanted], by_id: Mapping[str, Candidate]
) -> Iterable[Room]:
    """For everybody whom several requests could have: their free hours whenever something begins."""
    sharing: dict[str, int] = {}
    for place, it in enumerate(wanted):
        for choice in it.choices:
            sharing[choice.professional_id] = sharing.get(choice.professional_id, 0) | 1 << place
    going_on = GoingOn(asked)
    hours = [it.hours for it in wanted]
    for who, requests in sharing.items():
        if requests.bit_count() > 1:
            yield from _rooms_of(by_id[who], requests, going_on, hours)


class GoingOn:
    """Which requests' work goes on on a day: one bit for each, since sets of hundreds are compared."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked
        self.starts = frozenset(it.need.starts_on for it in asked)
        self._on: dict[date, int] = {}

    def on(self, day: date) -> int:
        if day not in self._on:
            holding = (1 << place for place, it in enumerate(self._asked) if _holds_on(it.need, day))
            self._on[day] = sum(holding)
        return self._on[day]


def _rooms_of(who: Candidate, requests: int, going_on: GoingOn, hours: Sequence[int]) -> Iterable[Room]:
    """The times at which not all who could have somebody fit, without those that another one includes."""
    tightest: dict[int, int] = {}
    for day in going_on.starts.union(each.starts_on for each in who.reservations):
        there = requests & going_on.on(day)
        taken = sum(hundredths(each.hours_per_week) for each in who.reservations if each.holds_on(day))
        free = hundredths(who.hours_per_week) - taken
        tightest[there] = min(free, tightest.get(there, free))
    for there, free in sorted(tightest.items()):
        wider = (each for each, room in tightest.items() if room <= free and each != there)
        if any(not there & ~each for each in wider):
            continue
        places = tuple(place for place in range(there.bit_length()) if there >> place & 1)
        if sum(hours[place] for place in places) > free:
            yield Room(str(who.professional_id), free, places)


def _holds_on(need: Need, day: date) -> bool:
    return need.starts_on <= day and (need.ends_on is None or day <= need.ends_on)
