"""Two revisions of a case's plan side by side: what changed is marked in words, not by colour alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.page import a_day, labelled, page, say
from services.gateway.pages.words import N_

revisions = APIRouter(include_in_schema=False)
Revision = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """Something that a revision says. mark: a code of `changes`; empty where nothing is to be said."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One part of the plan in both revisions. part: what it is called, in the reader's language."""

    part: str
    mark: str
    left: tuple[Line, ...]
    right: tuple[Line, ...]


@revisions.get("/cases/{case_id}/revisions")
async def side_by_side(request: Request, case_id: str) -> Response:
    """The two chosen revisions; unless others are chosen, the newest and the one before it."""
    case = (await ask_query(request, "intake", "case", {"case_id": str(case_id)})).result
    language = language_of(request)
    plans = {str(plan["revision"]): plan for plan in case["revisions"]}
    numbers = list(plans)
    first = chosen(request, "first", numbers, numbers[-2] if len(numbers) > 1 else "")
    second = chosen(request, "second", numbers, numbers[-1] if numbers else "")
    both = first in plans and second in plans
    return page(
        request,
        "case_revisions.html",
        case=case,
        case_id=case_id,
        plans=case["revisions"],
        first=first,
        second=second,
        left=plans.get(first),
        right=plans.get(second),
        rows=compared(plans[first], plans[second], language) if both else [],
        goals=compared_goals(plans[first], plans[second], language) if both else [],
    )


def chosen(request: Request, name: str, numbers: list[str], otherwise: str) -> str:
    """The revision that the reader asked for, where there is such a one."""
    asked = request.query_params.get(name, "")
    return asked if asked in numbers else otherwise


def compared(left: Revision, right: Revision, language: str) -> list[Row]:
    """What the two say beside their goals."""
    parts: dict[str, Callable[[Revision], str]] = {
        N_("In force from"): lambda plan: a_day(language, plan["effective_from"]),
        N_("From where one starts"): lambda plan: plan["baseline"],
        N_("How often"): lambda plan: how_often(plan, language),
        N_("The county's own plan"): lambda plan: plan.get("county_plan_ref", ""),
        N_("Why the plan is revised"): lambda plan: plan.get("reason", ""),
    }
    rows = [one_text(say(language, part), told(left), told(right)) for part, told in parts.items()]
    return [row for row in rows if row.left or row.right]


def how_often(plan: Revision, language: str) -> str:
    """The intensity in words; empty where the plan does not say it."""
    said = plan.get("intensity")
    sentence = "{n} meetings a week, {minutes} min at a time"
    return say(language, sentence, n=said["meetings_per_week"], minutes=said["minutes"]) if said else ""


def one_text(part: str, left: str, right: str) -> Row:
    """A part that is one text."""
    return Row(part, mark_of(left, right), lines([left]), lines([right]))


def mark_of(left: object, right: object) -> str:
    """How the second stands to the first."""
    if left == right:
        return "same"
    if not left or not right:
        return "new" if right else "dropped"
    return "changed"


def lines(texts: list[str], others: list[str] | None = None, mark: str = "") -> tuple[Line, ...]:
    """Texts as lines; those that the other revision does not have are marked."""
    return tuple(
        Line(text, mark if others is not None and text not in others else "") for text in texts if text
    )


def compared_goals(left: Revision, right: Revision, language: str) -> list[tuple[str, str, list[Row]]]:
    """Each goal of either: its title, how it changed, and its parts."""
    before = {goal["goal_id"]: goal for goal in left["goals"]}
    after = {goal["goal_id"]: goal for goal in right["goals"]}
    compared_one = []
    for goal_id in [*before, *(new for new in after if new not in before)]:
        old, new = before.get(goal_id), after.get(goal_id)
        title = str((new or old or {})["title"])
        compared_one.append((title, mark_of(old, new), goal_rows(old or {}, new or {}, language)))
    return compared_one


def goal_rows(old: dict[str, Any], new: dict[str, Any], language: str) -> list[Row]:
    """A goal's parts in both; what neither says is left out."""
    whats = [[step["what"] for step in goal.get("steps", [])] for goal in (old, new)]
    scales = [[scale_point(point, language) for point in goal.get("scale", [])] for goal in (old, new)]
    rows = [
        one_text(say(language, N_("Goal")), old.get("title", ""), new.get("title", "")),
        one_text(say(language, N_("Area")), area(old, language), area(new, language)),
        listed(say(language, N_("By which means")), old.get("means", []), new.get("means", [])),
        listed(say(language, N_("Small steps")), *whats),
        listed(say(language, N_("What the levels mean")), *scales),
        one_text(say(language, N_("Weight")), str(old.get("weight", "")), str(new.get("weight", ""))),
    ]
    return [row for row in rows if row.left or row.right]


def area(goal: dict[str, Any], language: str) -> str:
    """A goal's area in words."""
    return labelled(language, "goal_areas", goal["area"]) if goal.get("area") else ""


def scale_point(point: dict[str, Any], language: str) -> str:
    """A level and what it means."""
    return f"{labelled(language, 'attainments', point['level'])}: {point['text']}"


def listed(part: str, left: list[str], right: list[str]) -> Row:
    """A part that is a list: what only one of the two has is marked there."""
    return Row(part, mark_of(left, right), lines(left, right, "dropped"), lines(right, left, "new"))
