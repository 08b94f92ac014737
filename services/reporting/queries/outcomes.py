"""Does it help: whether those who were asked answered, and how far goals were reached (R-F2, R-F3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Composed

from services.reporting.queries.asked import Outcomes
from services.reporting.queries.case_sight import held
from services.reporting.queries.figures_for import hidden_under, refuse_division, refuse_slices
from services.reporting.queries.outcome_sight import known_follow_ups, sight_of_follow_ups
from services.reporting.queries.positions import positions
from services.reporting.queries.small_counts import is_small
from services.reporting.queries.told_rows import Columns, told_rows, told_whole
from services.reporting.queries.views.outcomes import OutcomesView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused
from shared.kernel.t_scores import t_score

FOLLOWED = """WITH {known} SELECT follow_up_id, line, started_on FROM followed
    WHERE %(line)s::text IS NULL OR line = %(line)s"""
ASKED = """WITH {known} SELECT q.follow_up_id, q.state, coalesce(q.sent_on, q.answered_on) AS on
    FROM followed r JOIN feedback_requests q USING (follow_up_id)
    WHERE {held} AND q.state IN ('requested', 'answered', 'missed')
        AND coalesce(q.sent_on, q.answered_on) BETWEEN %(first)s AND %(last)s"""
RATED = """WITH {known},
    newest AS (
        SELECT DISTINCT ON (r.follow_up_id, g.goal_id) r.follow_up_id, r.case_id, g.goal_id, g.attainment,
            g.rated_on
        FROM followed r JOIN goal_ratings g USING (follow_up_id)
        WHERE g.rated_on BETWEEN %(first)s AND %(last)s AND (%(at)s::timestamptz IS NULL
            OR g.recorded_at <= %(at)s)
        ORDER BY r.follow_up_id, g.goal_id, g.rated_on DESC, g.position DESC)
    SELECT n.follow_up_id, n.goal_id, n.attainment, n.rated_on, coalesce((
            SELECT w.weight FROM goal_weights w
            WHERE w.follow_up_id = n.follow_up_id AND w.goal_id = n.goal_id
                AND (%(at)s::timestamptz IS NULL OR w.recorded_at <= %(at)s)
            ORDER BY w.position DESC LIMIT 1), 1) AS weight, (
            SELECT goal.area FROM case_plans p CROSS JOIN jsonb_to_recordset(p.goals)
                AS goal (goal_id uuid, area text)
            WHERE p.case_id = n.case_id AND goal.goal_id = n.goal_id
                AND (%(at)s::timestamptz IS NULL OR p.recorded_at <= %(at)s)
            ORDER BY p.revision DESC LIMIT 1) AS area
    FROM newest n"""
STATES = ("answered", "unanswered", "missed")
NO_LINE, NO_AREA = "", ""
"""A matter that is not known here any more; a goal that no plan gives an area."""


@dataclass
class Followed:
    """A follow-up in the period: how many were asked, and its newest rating of each goal."""

    line: str
    asked: list[DictRow] = field(default_factory=list)
    rated: list[DictRow] = field(default_factory=list)

    @property
    def score(self) -> Decimal | None:
        """The T-score of the newest ratings (R-F3); unrated goals are left out."""
        told = t_score((goal["weight"], goal["attainment"]) for goal in self.rated)
        return None if told is None else Decimal(told)


def answer_outcomes(query: Outcomes, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """OutcomesView: of follow-ups that began, asked or rated in a period. Refused: parts of small counts."""
    if query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=str(query.from_), last=str(query.to))
    refuse_division(asker, None, query.service_line)
    refuse_slices(asker, query.as_of, query.from_, query.to)
    at = moment_of(query.as_of, asker)
    values = sight_of_follow_ups(asker, at)
    values |= {"first": query.from_, "last": query.to, "line": query.service_line}
    shown_to = positions(rows, at)
    followed = _followed(query, values, known_follow_ups(at), rows)
    under = hidden_under(asker, query.as_of)
    everything = _told(followed, None)
    told = everything if under is None else _told(followed, under)
    some_hidden = under if told != everything else None
    return OutcomesView(**told, hidden_under=some_hidden, positions=shown_to).said()


def _followed(
    query: Outcomes, values: dict[str, Any], known: Composed, rows: Connection[Any]
) -> list[Followed]:
    """Those of the period. A follow-up without a rating and a request there counts if it began in it."""

    def found(question: str) -> Iterable[DictRow]:
        with rows.cursor(row_factory=dict_row) as cursor:
            then = held("q", values["at"])
            return cursor.execute(SQL(question).format(known=known, held=then), values).fetchall()

    begun = {row["follow_up_id"]: row for row in found(FOLLOWED)}
    all_of_them: dict[UUID, Followed] = {
        each: Followed(row["line"] or NO_LINE) for each, row in begun.items()
    }
    for question, name in ((ASKED, "asked"), (RATED, "rated")):
        for row in found(question):
            if row["follow_up_id"] in all_of_them:
                getattr(all_of_them[row["follow_up_id"]], name).append(row)
    return [
        each
        for follow_up, each in all_of_them.items()
        if each.asked or each.rated or query.from_ <= begun[follow_up]["started_on"] <= query.to
    ]


def _told(followed: list[Followed], under: int | None) -> dict[str, Any]:
    """The figures; under: below which counts of follow-ups and of those who were asked are hidden."""
    by_line: dict[str, list[Followed]] = defaultdict(list)
    for each in followed:
        by_line[each.line].append(each)
    lines = {line: _numbers(each) for line, each in sorted(by_line.items())}
    whole = _numbers(followed)
    counts = _counts(lines, whole, under)
    return {
        **_shown(followed, counts[None], under),
        "by_service_line": {
            line: _shown(each, counts[line], under)
            for line, each in sorted(by_line.items())
            if line in counts
        },
        "by_goal_area": _areas(followed, under),
        "by_month": _months(followed, under),
    }


COLUMNS = Columns("follow_ups", (*STATES, "rated"))


def _numbers(followed: Iterable[Followed]) -> dict[str, int]:
    several = list(followed)
    return {
        "follow_ups": len(several),
        **_states(row for each in several for row in each.asked),
        "rated": sum(bool(each.rated) for each in several),
    }


def _states(asked: Iterable[DictRow]) -> dict[str, int]:
    states = [row["state"] for row in asked]
    answered = states.count("answered")
    return {"answered": answered, "unanswered": len(states) - answered, "missed": states.count("missed")}


def _counts(
    lines: Mapping[str, Mapping[str, int]], whole: Mapping[str, int], under: int | None
) -> dict[str | None, Mapping[str, int | None]]:
    """By line, and of all (None), as they may be told."""
    told: dict[str | None, Mapping[str, int | None]] = {}
    told.update(lines if under is None else told_rows(lines, whole, COLUMNS, under, parts=True) or {})
    told[None] = whole if under is None else told_whole(whole, COLUMNS, under)
    return told


def _shown(followed: list[Followed], counts: Mapping[str, int | None], under: int | None) -> dict[str, Any]:
    """How many, how many of these answered, and how far their goals came: of a few of them not."""
    scores = [score for each in followed if (score := each.score) is not None]
    hidden = counts["rated"] is None or (under is not None and is_small(len(scores), under))
    return {
        "follow_ups": counts["follow_ups"],
        **_answering(counts),
        "rated": counts["rated"],
        "mean_t_score": None if hidden or not scores else _mean(scores),
    }


def _answering(counts: Mapping[str, int | None]) -> dict[str, Any]:
    answered, unanswered = counts["answered"], counts["unanswered"]
    if answered is None or unanswered is None:
        return dict.fromkeys(("requested", "answered", "missed", "response_rate"))
    asked = answered + unanswered
    rate = round(answered / asked, 4) if asked else None
    return {"requested": asked, "answered": answered, "missed": counts["missed"], "response_rate": rate}


def _mean(values: list[Decimal]) -> str:
    mean = sum(values, Decimal(0)) / len(values)
    return str(mean.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _areas(followed: list[Followed], under: int | None) -> dict[str, Any]:
    """By goal area (R-R1). How many reached what is told where all is."""
    by_area: dict[str, dict[int, list[DictRow]]] = defaultdict(lambda: defaultdict(list))
    for number, each in enumerate(followed):
        for goal in each.rated:
            by_area[goal["area"] or NO_AREA][number].append(goal)
    rated = sum(bool(each.rated) for each in followed)
    areas = {}
    for area, of_each in sorted(by_area.items()):
        goals = [goal for several in of_each.values() for goal in several]
        hidden = under is not None and (
            is_small(len(of_each), under) or is_small(rated - len(of_each), under)
        )
        levels = {str(level): sum(goal["attainment"] == level for goal in goals) for level in range(-2, 3)}
        mean = _mean([Decimal(goal["attainment"]) for goal in goals])
        areas[area] = {
            "follow_ups": None if hidden else len(of_each),
            "goals": None if hidden else len(goals),
            "mean_attainment": None if hidden else mean,
            "by_attainment": levels if under is None else None,
        }
    return {} if under is not None and is_small(rated, under) else areas


def _months(followed: list[Followed], under: int | None) -> dict[str, Any]:
    """By the month in which they were asked."""
    by_month: dict[str, list[DictRow]] = defaultdict(list)
    for each in followed:
        for row in each.asked:
            by_month[f"{row['on']:%Y-%m}"].append(row)
    months = {month: {"asked": len(asked), **_states(asked)} for month, asked in sorted(by_month.items())}
    counts: Mapping[str, Mapping[str, int | None]] = months
    if under is not None:
        everybody = [row for each in followed for row in each.asked]
        whole = {"asked": len(everybody), **_states(everybody)}
        counts = told_rows(months, whole, Columns("asked", STATES), under, parts=True) or {}
    return {month: _answering(told) for month, told in counts.items()}
