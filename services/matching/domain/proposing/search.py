"""A proposal: the search in the asked scope, widened as far as needed, each step told (R-M4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.matching.domain.language import (
    Candidate,
    Need,
    Proposal,
    ProposedTeam,
    Ranked,
    Reason,
    RuledOut,
    Scope,
    Step,
    TeamWish,
)
from services.matching.domain.professional.state import is_stale
from services.matching.domain.proposing.circumstances import Circumstances
from services.matching.domain.proposing.hindrances import availability, fitness
from services.matching.domain.proposing.scores import nearness, parts_of_score, score_of
from services.matching.domain.proposing.teams import TeamSearch, told_team
from services.matching.domain.proposing.widening import counties_of, steps_from


@dataclass(frozen=True)
class Search:
    """One search: what is needed, from which scope on, under which circumstances."""

    need: Need
    scope: Scope
    now: Circumstances


@dataclass(frozen=True)
class Found:
    """What one scope holds. needs: the fewest who would cover it all, where no team was found."""

    ranked: tuple[Ranked, ...]
    ruled_out: tuple[RuledOut, ...]
    team: ProposedTeam | None
    uncovered: tuple[str, ...] = ()
    needs: int | None = None


def propose(search: Search, bank: Iterable[Candidate]) -> Proposal:
    """Who is proposed for a need, with reasons, and who is not (R-M1 to R-M5).

    bank: every professional of the installation, in any order. An empty list, or no team that covers
    everything, widens; where no single person in the country fits, those are proposed who do together.
    """
    need, entries = search.need, _with_role(search.need, bank)
    found = _widened(need, search, entries)
    if not found.ranked and need.team is None and len(need.must.competences) > 1:
        together = _widened(replace(need, team=TeamWish()), search, entries)
        return together if together.team else found
    return found


def _widened(need: Need, search: Search, entries: Sequence[Candidate]) -> Proposal:
    taken: list[Step] = []
    for step in steps_from(search.scope, need.must.mode):
        taken.append(step)
        found = _found_in(step, need, search.now, entries)
        if found.team if need.team else found.ranked:
            break
    return Proposal(
        scope=step.scope,
        virtual=step.virtual,
        ranked=found.ranked,
        ruled_out=found.ruled_out,
        team=found.team,
        widened=tuple(taken[1:]),
        rules_version=search.now.rules.version,
        uncovered=found.uncovered,
        team_needs=found.needs,
    )


def _found_in(step: Step, need: Need, now: Circumstances, entries: Sequence[Candidate]) -> Found:
    counties = counties_of(step.scope, need.county)
    able: list[Candidate] = []
    free: list[Candidate] = []
    out: list[RuledOut] = []
    for each in entries:
        if not each.works_in(counties):
            continue
        hindrances = tuple(availability(each, need, now))
        lacks = tuple(fitness(each, need, virtual=step.virtual))
        if not hindrances:
            free.append(each)
        if hindrances or lacks:
            out.append(RuledOut(each.professional_id, (*hindrances, *lacks)))
        else:
            able.append(each)
    scored = _by_score(able, need, now)
    if need.team is not None:
        return _with_team(scored, tuple(out), need, now)
    return Found(_ranked(scored, need, now), tuple(out), None, _uncovered(need, free))


Scored = list[tuple[int, Candidate, tuple[Reason, ...]]]
"""The highest score first, ties by id."""


def _by_score(able: Iterable[Candidate], need: Need, now: Circumstances) -> Scored:
    scored = []
    for each in able:
        parts = parts_of_score(each, need, now.rules)
        scored.append((score_of(parts), each, parts))
    return sorted(scored, key=lambda it: (-it[0], str(it[1].professional_id)))


def _with_team(scored: Scored, out: tuple[RuledOut, ...], need: Need, now: Circumstances) -> Found:
    """The best team, if none needs more people than wished. Ranked: who covers a competence, or is in it."""
    by_rank = [who for _, who, _ in scored]
    teams = TeamSearch(need, by_rank)
    size, most = teams.size, need.team.size if need.team else None
    fits = size is not None and (most is None or size <= most)
    team = told_team(need, teams.best() or (), by_rank) if fits else None
    members: tuple[UUID, ...] = team.professional_ids if team else ()
    asked = set(need.must.competences)
    lend = {who.professional_id for who in by_rank if not asked or asked & set(who.competences)} | set(
        members
    )
    lacks = (Reason("competence_missing", values={"competences": need.must.competences}),)
    beside = tuple(RuledOut(who.professional_id, lacks) for who in by_rank if who.professional_id not in lend)
    lending = [it for it in scored if it[1].professional_id in lend]
    return Found(_ranked(lending, need, now), (*out, *beside), team, teams.uncovered, None if fits else size)


def _ranked(scored: Scored, need: Need, now: Circumstances) -> tuple[Ranked, ...]:
    months = now.rules.profile_months
    return tuple(
        Ranked(
            who.professional_id,
            rank,
            score,
            parts,
            nearness(who, need.county),
            stale=is_stale(who.confirmed_on, now.on, months),
        )
        for rank, (score, who, parts) in enumerate(scored, start=1)
    )


def _uncovered(need: Need, free: Sequence[Candidate]) -> tuple[str, ...]:
    known = {competence for each in free for competence in each.competences}
    return tuple(each for each in need.must.competences if each not in known)


def _with_role(need: Need, bank: Iterable[Candidate]) -> list[Candidate]:
    entries = [each for each in bank if need.role in each.roles]
    return sorted(entries, key=lambda each: str(each.professional_id))
