"""Who is ruled out, and why (R-M1, R-M7).

Whoever has the role in the searched scope and no hindrance is a candidate. `availability` looks at the
person alone and is asked again before an offer and a confirmation; `fitness` looks at what is needed.
"""

from collections.abc import Iterator

from services.matching.domain.hours import hundredths, most_taken
from services.matching.domain.language import Candidate, Need, Reason
from services.matching.domain.proposing.circumstances import Circumstances
from shared.kernel.calendar import months_after


def availability(who: Candidate, need: Need, now: Circumstances) -> Iterator[Reason]:
    """Why somebody may not be asked at all, one after the other; nothing where they may."""
    day = now.on
    if who.retired:
        yield Reason("retired")
    if who.paused_on(day):
        yield Reason("paused", values=_until(who.paused_until))
    if who.parked_on(day):
        yield Reason("parked", values=_until(who.parked_until))
    if not now.about.isdisjoint(who.conflicts):
        yield Reason("conflict")
    if who.professional_id in now.said_no:
        yield Reason("declined", values={"reason": now.said_no[who.professional_id]})
    if who.vetted_on is None and asks_for_vetting(need, now):
        yield Reason("unvetted")
    free, needed = free_hours(who, need), hundredths(need.hours_per_week)
    if free < needed:
        values = {"free": f"{max(free, 0) / 100:g}", "needed": f"{needed / 100:g}"}
        yield Reason("over_capacity", values=values)


def fitness(who: Candidate, need: Need, *, virtual: bool) -> Iterator[Reason]:
    """What of the need somebody lacks. In a team one competence, or a wished field, is enough (R-M5).

    virtual: work on site is offered virtually instead, since nobody can come (R-M4).
    """
    missing = tuple(each for each in need.must.competences if each not in who.competences)
    if missing and (need.team is None or lends_nothing(who, need)):
        yield Reason("competence_missing", values={"competences": missing})
    if languages := tuple(each for each in need.must.languages if each not in who.languages):
        yield Reason("language_missing", values={"languages": languages})
    wanted = "virtual" if virtual and need.must.mode == "on_site" else need.must.mode
    if wanted and wanted not in who.modes:
        yield Reason("mode_missing", values={"mode": wanted})


def hindered(who: Candidate, need: Need, now: Circumstances, *, virtual: bool) -> bool:
    """Whether anything rules somebody out. What is cheapest to see is looked at first."""
    return any(True for _ in fitness(who, need, virtual=virtual)) or any(
        True for _ in availability(who, need, now)
    )


def asks_for_vetting(need: Need, now: Circumstances) -> bool:
    """Whether the work may be done only by somebody vetted: not where it ends soon enough (R-M1)."""
    if need.role not in now.rules.vetted_roles:
        return False
    return need.ends_on is None or need.ends_on > months_after(need.starts_on, now.rules.unvetted_months)


def free_hours(who: Candidate, need: Need) -> int:
    """Hundredths of an hour that are free in every week of the need; below 0 where too many are given."""
    return hundredths(who.hours_per_week) - most_taken(who.reservations, need.starts_on, need.ends_on)


def lends_nothing(who: Candidate, need: Need) -> bool:
    """Whether a team gains neither a competence nor a wished field by somebody."""
    fields = need.team.fields if need.team else ()
    return who.field not in fields and not set(need.must.competences) & set(who.competences)


def _until(day: object) -> dict[str, str]:
    return {} if day is None else {"until": str(day)}
