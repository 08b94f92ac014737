"""A case's plan as a form: agreed, then revised with a reason; goals with means, small steps and scale."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.case_forms import Case
from services.gateway.pages.fields import HELSINKI, Field, Filled, read
from services.gateway.pages.known import in_rows
from services.gateway.pages.page import a_day, go_to, labelled, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.rows import changed, element_of
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

case_plans = APIRouter(include_in_schema=False)
FORM = "plan"
"""Of the elements' ids."""
LEVELS = {"minus2": "-2", "minus1": "-1", "zero": "0", "plus1": "1", "plus2": "2"}
"""A level's field in the form → in the command."""
SCALE = N_("What the levels mean (optional)")
STEP = (Field("step_id", "", "hidden", required=False), Field("what", N_("What is done"), "long"))
GOAL = (
    Field("goal_id", "", "hidden", required=False),
    Field("title", N_("Goal")),
    Field("area", N_("Area"), "select", "goal_areas", required=False),
    Field("means", N_("By which means"), "lines", hint=N_("One on each line.")),
    Field("steps", N_("Small steps"), "rows", rows=2, required=False, fields=STEP),
    Field("weight", N_("Weight beside the other goals"), "number", default="1", apart=SCALE),
    Field("scale.minus2", N_("−2, much less than hoped"), required=False, apart=SCALE),
    Field("scale.minus1", N_("−1, less than hoped"), required=False, apart=SCALE),
    Field("scale.zero", N_("0, as hoped"), required=False, apart=SCALE),
    Field("scale.plus1", N_("+1, better than hoped"), required=False, apart=SCALE),
    Field("scale.plus2", N_("+2, much better than hoped"), required=False, apart=SCALE),
)
PLAN = (
    Field("agreed_in", N_("Agreed in the meeting"), "select", "held_meetings"),
    Field("effective_from", N_("In force from"), "date"),
    Field("baseline", N_("From where one starts"), "long"),
    Field("goals", N_("Goals"), "rows", rows=1, fields=GOAL),
    Field("intensity.meetings_per_week", N_("Meetings a week"), "number", required=False),
    Field("intensity.minutes", N_("Minutes at a time"), "number", required=False),
    Field("county_plan_ref", N_("The county's own plan"), required=False, hint=N_("Where it is found.")),
)
REVISION = (*PLAN, reason(N_("Why the plan is revised")))


@case_plans.get("/cases/{case_id}/plan")
async def plan_page(request: Request, case_id: str) -> Response:
    """The form: empty, or with the plan in force to be revised."""
    case = await asked(request, case_id)
    return draw(request, case, Filled({}, known_plan(case)))


@case_plans.post("/cases/{case_id}/plan")
async def save(request: Request, case_id: str) -> Response:
    """Agrees or revises the plan. A refusal, or a button of a list, brings the form back as it was."""
    form = await sessions.checked_form(request)
    case = await asked(request, case_id)
    fields = fields_of(case)
    if change := changed(fields, form):
        kept_id = str(form.get("form_id", ""))
        return draw(request, case, change.filled, focus=element_of(change, FORM), form_id=kept_id)
    filled, form_id = read(fields, form), posted_id(form)
    command = "revise_plan" if case.get("plan") else "agree_plan"
    data = {"case_id": str(case_id)} | plan_data(filled.data, form_id)
    try:
        answer = await ask_command(request, "intake", command, data, uuid5(form_id, command))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        wrong = wrongs(problem, fields, language_of(request))
        return draw(request, case, filled, wrong, form_id=str(form_id))
    return go_to(f"/cases/{case_id}", answer.position, done="plan")


async def asked(request: Request, case_id: str) -> Case:
    """The case that the plan is of."""
    return (await ask_query(request, "intake", "case", {"case_id": str(case_id)})).result


def fields_of(case: Case) -> tuple[Field, ...]:
    """A revision says why."""
    return REVISION if case.get("plan") else PLAN


def draw(
    request: Request,
    case: Case,
    filled: Filled,
    wrong: Wrongs | None = None,
    *,
    focus: str = "",
    form_id: str = "",
) -> Response:
    """The form as it is filled in, with its own id where it has one already."""
    wrong = wrong or Wrongs()
    if case["state"] == "closed":
        return RedirectResponse(f"/cases/{case['case_id']}", 303)
    return page(
        request,
        "case_plan_form.html",
        wrong.status,
        case=case,
        case_id=case["case_id"],
        fields=fields_of(case),
        values=filled.values,
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        focus=focus,
        form=FORM,
        form_id=form_id or str(uuid4()),
        needed=needed(case),
        own_choices={"held_meetings": meetings_held(case, language_of(request))},
    )


def needed(case: Case) -> list[str]:
    """What the first plan still waits for (R-C1, R-C12), in English."""
    if case.get("plan"):
        return []
    waits = []
    if not any(one["kind"] == "start" and one["state"] == "held" for one in case["meetings"]):
        waits.append(N_("A start meeting with the client and a buyer that was held and written up"))
    if not case["child_views"]:
        waits.append(N_("The child's own view, or why it was not asked"))
    return waits


def meetings_held(case: Case, language: str) -> list[tuple[str, str]]:
    """The meetings in which the plan may have been agreed, the newest first."""
    held = [one for one in case["meetings"] if one["state"] == "held"]
    return [
        (
            one["meeting_id"],
            f"{a_day(language, one['starts_at'])}, {labelled(language, 'meeting_kinds', one['kind'])}",
        )
        for one in reversed(held)
    ]


def known_plan(case: Case) -> dict[str, Any]:
    """What the form begins with: the plan in force, as it was agreed; today, and the newest meeting."""
    held = meetings_held(case, "en")
    start = {
        "effective_from": datetime.now(HELSINKI).date().isoformat(),
        "agreed_in": held[0][0] if held else "",
    }
    if not case.get("plan"):
        return start
    plan = case["revisions"][-1]
    intensity = {f"intensity.{name}": number for name, number in (plan.get("intensity") or {}).items()}
    return {
        **start,
        **intensity,
        "baseline": plan["baseline"],
        "county_plan_ref": plan.get("county_plan_ref", ""),
        **in_rows("goals", [known_goal(goal) for goal in plan["goals"]]),
        "goals.rows": str(len(plan["goals"])),
    }


def known_goal(goal: dict[str, Any]) -> dict[str, Any]:
    """A goal of the plan by the names of its fields."""
    fields = {level: name for name, level in LEVELS.items()}
    steps = [{"step_id": step["step_id"], "what": step["what"]} for step in goal["steps"]]
    return {
        "goal_id": goal["goal_id"],
        "title": goal["title"],
        "area": goal.get("area", ""),
        "means": "\n".join(goal["means"]),
        "weight": goal["weight"],
        **in_rows("steps", steps),
        **{f"scale.{fields[str(point['level'])]}": point["text"] for point in goal["scale"]},
    }


def plan_data(read_data: dict[str, Any], form_id: UUID) -> dict[str, Any]:
    """The command's data: new goals and steps get ids of the form's, kept ones keep theirs."""
    goals = []
    for number, goal in enumerate(read_data.get("goals", [])):
        given = {"goal_id": str(uuid5(form_id, f"goal {number}"))} | goal
        given["steps"] = [
            {"step_id": str(uuid5(form_id, f"goal {number} step {place}"))} | step
            for place, step in enumerate(goal.get("steps", []))
        ]
        scale = {LEVELS[name]: text for name, text in goal.get("scale", {}).items()}
        goals.append({name: value for name, value in given.items() if name != "scale"})
        if scale:
            goals[-1]["scale"] = scale
    return read_data | {"goals": goals}
