"""Cases: the list, one case as it stands, and the forms of what may be done beside plan and meetings."""

from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages import case_forms as forms
from services.gateway.pages.actions import Action
from services.gateway.pages.case_network import choices_of, member_again, sought_case
from services.gateway.pages.case_shown import flags_in_words, people
from services.gateway.pages.feedback.of_matter import follow_ups_of
from services.gateway.pages.fields import Filled, place, read
from services.gateway.pages.matching.of_matter import searches_of
from services.gateway.pages.page import go_to, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.revealing import reveal_of
from services.gateway.pages.rows import changed, element_of
from services.gateway.pages.sending import form_named
from services.gateway.pages.timelines import timeline
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

cases = APIRouter(include_in_schema=False)
A_PAGE = 25
FILTERS = ("state", "county", "service_line", "number")


@cases.get("/cases")
async def list_of_cases(request: Request) -> Response:
    """The cases the reader may see, filtered, a page at a time."""
    asked = request.query_params
    chosen: dict[str, str] = {name: asked[name] for name in (*FILTERS, "mine") if asked.get(name)}
    paging = {"cursor": asked["cursor"]} if asked.get("cursor") else {}
    wanted = {name: value for name, value in chosen.items() if name != "mine"}
    mine = {"mine": True} if "mine" in chosen else {}
    answer = await ask_query(request, "intake", "cases", wanted | mine | paging | {"limit": A_PAGE})
    found = answer.result
    return page(
        request,
        "cases.html",
        cases=found["cases"],
        next=found.get("next"),
        chosen=chosen,
        first=not paging,
    )


@cases.get("/cases/{case_id}")
async def one_case(request: Request, case_id: str) -> Response:
    """One case as it stands."""
    return await show(request, case_id)


@cases.get("/cases/{case_id}/do/{name}")
async def where_a_form_was(request: Request, case_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the case's page."""
    return await show(request, case_id, name if name in forms.EVERY else "")


@cases.post("/cases/{case_id}/do/{name}")
async def act(request: Request, case_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the case again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(forms.EVERY, name)
    shown = f"{name}-{form.get('step_id')}" if form.get("step_id") else name
    if change := changed(action.fields, form):
        focus, kept_id = element_of(change, shown), str(form.get("form_id", ""))
        return await show(request, case_id, shown, change.filled, focus=focus, opened_id=kept_id)
    filled = read(action.fields, form)
    form_id = posted_id(form)
    try:
        data = await data_of(request, action, filled, form, case_id)
        for field in action.ids:
            place(data, field.split("."), str(uuid5(form_id, field)))
        answer = await ask_command(request, "intake", action.command, data, uuid5(form_id, action.command))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        wrong = wrongs(problem, action.fields, language_of(request))
        return await show(request, case_id, shown, filled, wrong, opened_id=str(form_id))
    return go_to(f"/cases/{case_id}", answer.position, done=action.name)


async def data_of(
    request: Request, action: Action, filled: Filled, form: FormData, case_id: str
) -> dict[str, Any]:
    """The command's data: what was written, and what the page knows of goals, members and other cases.

    Problem where it names a member or a case that is not there.
    """
    data = {"case_id": str(case_id)} | filled.data
    match action.name:
        case "take_goal_step":
            data |= {name: str(form.get(name)) for name in ("goal_id", "step_id")}
            data["into"] = [{"what": what} for what in data.get("into", [])]
        case "return_network_member":
            # As they were in the network they come back, masked or not.
            asked = {"case_id": str(case_id), "reveal": "arranging"}
            case = (await ask_query(request, "intake", "case", asked)).result
            data["member"] = member_again(case, data.pop("member_id", ""))
        case "link_cases":
            data["other_case_id"] = await sought_case(request, data.pop("other_number", ""))
        case "change_restriction":
            data.setdefault("restricted_to", [])
        case "assess_risk":
            data.setdefault("absent", [])
    return data


async def show(
    request: Request,
    case_id: str,
    opened: str = "",
    filled: Filled | None = None,
    wrong: Wrongs | None = None,
    *,
    focus: str = "",
    opened_id: str = "",
) -> Response:
    """The case's page. opened: the form being filled in, as it was, with its own id and what is wrong."""
    answer = await ask_query(request, "intake", "case", {"case_id": str(case_id), **reveal_of(request)})
    case, language = answer.result, language_of(request)
    asker = sessions.current_asker(request)
    role = asker.role if asker else ""
    wrong = wrong or Wrongs()
    return page(
        request,
        "case.html",
        wrong.status,
        case=case,
        case_id=case_id,
        flags=flags_in_words(case, language),
        who=people(case, language),
        network_forms=forms.offered(forms.NETWORK, case, role),
        note_forms=forms.offered(forms.NOTES, case, role),
        course_forms=forms.offered(forms.COURSE, case, role),
        step_form=next(iter(forms.offered((forms.STEP,), case, role)), None),
        plans=forms.plans(case, role),
        leads_home=role == "coordinator",
        searches=await searches_of(request, role, case_id=str(case_id)),
        follow_ups=await follow_ups_of(request, role, case_id=str(case_id)),
        events=await timeline(request, case_id=str(case_id)) if role != "buyer" else [],
        opened=opened,
        values=filled.values if filled else {},
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        focus=focus,
        done=done_of(request),
        form_id=uuid4,
        opened_id=opened_id,
        own_choices=choices_of(case, language),
        known={"change_restriction": {"restricted_to": "\n".join(case.get("restricted_to") or [])}},
    )


def done_of(request: Request) -> str:
    """What was just saved, in English; empty for nothing."""
    named = {name: action.title for name, action in forms.EVERY.items()}
    named |= {"open_case": N_("Open a case"), "plan": N_("Plan")}
    return named.get(request.query_params.get("done", ""), "")
