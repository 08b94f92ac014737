"""A region's year: what came, how long it waited, where it is stuck, what was done and whether it helped."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Any

from psycopg import Connection

from services.reporting.queries.asked import RegionYear
from services.reporting.queries.figures_for import refuse_slices, smallest_told
from services.reporting.queries.positions import positions
from services.reporting.queries.views.year import RegionYearView
from services.reporting.queries.year.sums import OWN_REGION, Sum, Sums, sight_of_year, sums_of
from services.reporting.queries.year.tables import AWAITED, OVERDUE, Telling, tables_of, times
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

HALF, NINE_OF_TEN = 0.5, 0.9
MEETINGS = ("held", "not_attended", "cancelled")
LEVELS = range(-2, 3)
Shown = dict[str, Any]


def answer_region_year(query: RegionYear, asker: Asker, rows: Connection[Any]) -> Shown:
    """RegionYearView. NotAllowed: others' figures. Refused: as_of in the future, parts of small counts."""
    sight = sight_of_year(asker, query.region)
    own = asker.role in OWN_REGION
    if not own:
        refuse_slices(asker, query.as_of)
    at = moment_of(query.as_of, asker)
    today = local_date(at) if at else asker.today
    shown_to = positions(rows, at)
    sums = sums_of(query.year, sight, at, rows)
    under = None if own else smallest_told(today)
    telling = Telling(tables_of(sums, today), under)
    told: Shown = {
        **_contacts(sums, telling),
        "waits": [_waited(what, sums, telling) for what in AWAITED],
        "waits_at": _waiting(sums, telling, today, own=own),
        "promised": _promised(sums, telling, today, own=own),
        "expertise": _expertise(sums, telling),
        **{figure: _meetings(figure, telling) for figure in ("meetings_by_month", "meetings_by_line")},
        "costs": _costs(sums) if own else None,
        "goals": _goals(sums, telling, own=own),
        **_scores(sums, telling),
        **_feedback(telling),
        "hidden_under": under if telling.hides else None,
    }
    return RegionYearView(year=query.year, region=sight["region"], positions=shown_to, **told).said()


def _contacts(sums: Sums, telling: Telling) -> Shown:
    themes = telling.mentions("theme", times(sums, "by_theme"))
    hidden = None in themes.values()
    return {
        "contacts": telling.count("by_month", None),
        **{name: telling.by(name) for name in ("by_month", "by_source", "by_tier")},
        "by_theme": themes,
        # The sum would say what the hidden ones come to.
        "mentions": None if hidden else sum(count or 0 for count in themes.values()),
    }


def _waited(what: str, sums: Sums, telling: Telling) -> Shown:
    contacts = telling.count(f"waited: {what}", "yes")
    days = {int(key): each.times for key, each in sums.get(f"wait_{what}", {}).items()} if contacts else {}
    return {
        "what": what,
        "contacts": contacts,
        "median_days": reached_by(days, HALF),
        "p90_days": reached_by(days, NINE_OF_TEN),
    }


def reached_by(days: Mapping[int, int], part: float) -> int | None:
    """In how many days at most a part of all were there: days that somebody did wait. None of none.

    days: days → how many took so long.
    """
    needed = ceil(part * sum(days.values()))
    for each in sorted(days):
        needed -= days[each]
        if needed <= 0:
            return each
    return None


def _since(found: Mapping[str, Sum], word: str, today: date) -> dict[int, int]:
    """Days that have gone by since the day in the key of each → how many."""
    days: dict[int, int] = {}
    for key, each in found.items():
        first, _, day = key.partition(" ")
        if first == word:
            gone = (today - date.fromisoformat(day)).days
            days[gone] = days.get(gone, 0) + each.times
    return days


def _waiting(sums: Sums, telling: Telling, today: date, *, own: bool) -> list[Shown]:
    found = sums.get("waits_at", {})
    steps = telling.by("waits_at") or {}
    told = []
    for step, contacts in steps.items():
        days = _since(found, step, today) if contacts else {}
        longest = max(days, default=None) if own else None
        median = reached_by({max(gone, 0): count for gone, count in days.items()}, HALF)
        told.append({"step": step, "contacts": contacts, "median_days": median, "longest_days": longest})
    return sorted(told, key=lambda each: (-(each["contacts"] or 0), each["step"]))


def _promised(sums: Sums, telling: Telling, today: date, *, own: bool) -> list[Shown]:
    found = sums.get("step_due", {})
    told = []
    for sector in telling.keys("promised"):
        overdue = telling.count("promised", sector, OVERDUE)
        longest = max(_since(found, sector, today)) if own and overdue else None
        steps = telling.count("promised", sector, None)
        told.append({"sector": sector, "steps": steps, "overdue": overdue, "longest_overdue_days": longest})
    return sorted(told, key=lambda each: (-(each["overdue"] or 0), each["sector"]))


def _expertise(sums: Sums, telling: Telling) -> Shown:
    return {
        "asked": telling.count("expertise: assigned", None),
        "assigned": telling.count("expertise: assigned", "yes"),
        "by_competence": telling.mentions("competence", times(sums, "by_competence")),
        "by_mode": telling.by("by_mode"),
        "by_sector": telling.mentions("consulted", times(sums, "consulted_sectors")),
    }


def _meetings(figure: str, telling: Telling) -> list[Shown]:
    return [
        {"key": key, **{state: telling.count(figure, key, state) for state in MEETINGS}}
        for key in telling.keys(figure)
    ]


def _costs(sums: Sums) -> Shown | None:
    by_sector = {key: each.amount for key, each in sorted(sums.get("costs_by_sector", {}).items())}
    by_month = {key: each.amount for key, each in sorted(sums.get("costs_by_month", {}).items())}
    if not by_sector:
        return None
    return {"by_sector": by_sector, "by_month": by_month, "net": sum(by_sector.values())}


def _goals(sums: Sums, telling: Telling, *, own: bool) -> list[Shown]:
    """How far they came is of goals, of which one family may have several: it is told where all is."""
    found = times(sums, "attained")
    told = []
    for area in telling.keys("goals"):
        levels = {str(level): found.get(f"{area} {level}", 0) for level in LEVELS}
        goals = telling.count("goals", area)
        reached = {"by_attainment": levels, "mean_attainment": _mean(levels)} if own else {}
        told.append({"area": area, "goals": goals, "mean_attainment": None, **reached})
    return told


def _mean(levels: Mapping[str, int]) -> str | None:
    goals = sum(levels.values())
    return _hundredths(100 * sum(int(level) * count for level, count in levels.items()), goals)


def _hundredths(amount: int, times_: int) -> str | None:
    """The mean of an amount in hundredths, two decimals, a half up."""
    if not times_:
        return None
    mean = Decimal(amount) / Decimal(100 * times_)
    return str(mean.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _scores(sums: Sums, telling: Telling) -> Shown:
    rated = telling.count("rated")
    score = sums.get("t_score", {}).get("", Sum(0, 0))
    return {"rated": rated, "mean_t_score": _hundredths(score.amount, rated) if rated else None}


def _feedback(telling: Telling) -> Shown:
    def rows_of(figure: str) -> Iterable[Shown]:
        for key in telling.keys(figure):
            yield {"key": key, **_answering(figure, key, telling)}

    return {
        "feedback": _answering("feedback_by_month", None, telling),
        **{figure: list(rows_of(figure)) for figure in ("feedback_by_month", "feedback_by_role")},
    }


def _answering(figure: str, key: str | None, telling: Telling) -> Shown:
    requested, answered = telling.count(figure, key, None), telling.count(figure, key, "answered")
    rate = round(answered / requested, 4) if requested and answered is not None else None
    missed = telling.count(figure, key, "missed")
    return {"requested": requested, "answered": answered, "missed": missed, "response_rate": rate}
