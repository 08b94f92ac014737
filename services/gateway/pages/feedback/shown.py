"""A follow-up in words: who is asked, its waves as a table, scores over time, goals with their ratings."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.pages.case_shown import goal_titles
from services.gateway.pages.feedback.forms import ASKABLE, Choices, FollowUp
from services.gateway.pages.feedback.pictures import Line
from services.gateway.pages.page import a_day, as_number, labelled, say
from services.gateway.problems import Problem

SCALES = (10, 40, 100)
"""The tops that scores have; a line is drawn up to the lowest that holds all of it."""
T_LEVELS = (20, 30, 40, 50, 60, 70, 80)


@dataclass(frozen=True)
class Goal:
    """One goal. ratings: the newest first."""

    goal_id: str
    title: str
    weight: int
    scale: dict[str, str]
    ratings: list[dict[str, Any]]


def people_of(follow_up: FollowUp, language: str) -> dict[str, str]:
    """By id, what each who is asked is called: their role, numbered where there are several. No names."""
    roles = [each["role"] for each in follow_up["recipients"]]
    several, seen = Counter(roles), Counter[str]()
    called = {}
    for each in follow_up["recipients"]:
        role = each["role"]
        seen[role] += 1
        number = f" {seen[role]}" if several[role] > 1 else ""
        called[each["recipient_id"]] = labelled(language, "asked_roles", role) + number
    return called


def instrument_titles(follow_up: FollowUp, language: str) -> dict[str, str]:
    """By id, what the instruments are called."""
    return {each["instrument"]: each["title"].get(language, "") for each in follow_up["instruments"]}


def requests_by_person(wave: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A wave's requests by who was asked."""
    return {each["recipient_id"]: each for each in wave["requests"]}


def open_requests(follow_up: FollowUp) -> set[tuple[int, str]]:
    """Those of the newest wave whose answers may still be written down."""
    newest = follow_up["waves"][-1:] if follow_up["state"] == "running" else []
    return {
        (wave["wave"], each["recipient_id"])
        for wave in newest
        for each in wave["requests"]
        if each["state"] in ASKABLE
    }


def flags_in_words(follow_up: FollowUp, people: dict[str, str], language: str) -> list[dict[str, Any]]:
    """The flags: what it is, about whom, and since when."""
    titles = instrument_titles(follow_up, language)
    return [
        {
            "code": flag["code"],
            "text": labelled(language, "follow_up_flags", flag["code"]),
            "whom": people.get(str(flag.get("recipient_id")), ""),
            "what": titles.get(str(flag.get("instrument")), ""),
            "since": flag["since"],
        }
        for flag in follow_up["flags"]
    ]


def columns_of(follow_up: FollowUp, language: str) -> list[tuple[int, str]]:
    """The waves as columns: number and day."""
    return [(wave["wave"], a_day(language, wave["sent_on"])) for wave in follow_up["waves"]]


def score_lines(follow_up: FollowUp, language: str) -> list[Line]:
    """A line for everybody and each instrument they answered, by the days of the waves."""
    people, titles = people_of(follow_up, language), instrument_titles(follow_up, language)
    days = dict(columns_of(follow_up, language))
    lines = []
    for each in follow_up["scores"]:
        told = ((days.get(point["wave"]), as_number(point["score"])) for point in each["points"])
        points = {day: score for day, score in told if day and score is not None}
        if points:
            whom = people.get(each["recipient_id"], labelled(language, "asked_roles", each["role"]))
            name = f"{titles.get(each['instrument'], each['instrument'])}, {whom}"
            lines.append(Line(name, points, levels_of(points.values())))
    return lines


def levels_of(scores: Any) -> tuple[int, ...]:
    """The levels of a line of scores, from 0 up."""
    most = max(scores)
    top = next((each for each in SCALES if most <= each), int(most) + 1)
    return tuple(round(top * part / 4) for part in range(5)) if top > SCALES[0] else (0, 5, 10)


def t_line(follow_up: FollowUp, title: str, language: str) -> Line | None:
    """The goals' common score over time; None where no goal was rated."""
    points: dict[str, Decimal] = {}
    for each in follow_up["t_scores"]:
        score = as_number(each["t_score"])
        if score is not None:
            points[a_day(language, each["on"])] = score
    return Line(title, points, T_LEVELS) if points else None


async def titles_of(request: Request, follow_up: FollowUp) -> dict[str, str]:
    """By id, the titles of the case's goals; none where no plan is there for the reader."""
    if not follow_up.get("case_id"):
        return {}
    try:
        found = await ask_query(request, "intake", "case", {"case_id": follow_up["case_id"]})
    except Problem as problem:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            raise
        return {}
    return goal_titles(found.result)


def goals_of(follow_up: FollowUp, titles: dict[str, str], language: str) -> list[Goal]:
    """The goals of the plan, and those that were rated or weighed besides."""
    rated, scales = follow_up["goals"], follow_up["scales"]
    known = list(dict.fromkeys([*titles, *scales, *rated]))
    untitled = [each for each in known if not titles.get(each)]
    return [
        Goal(
            goal_id,
            titles.get(goal_id) or say(language, "Goal {n}", n=untitled.index(goal_id) + 1),
            scales.get(goal_id, {}).get("weight", 1),
            scales.get(goal_id, {}).get("scale") or {},
            list(reversed(rated.get(goal_id, []))),
        )
        for goal_id in known
    ]


def choices_of(goals: list[Goal]) -> Choices:
    """The goals as a form offers them."""
    return tuple((goal.goal_id, goal.title) for goal in goals)
