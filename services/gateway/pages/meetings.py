"""A case's meetings: the calendar of a month, and one meeting on one screen, to be written up on a phone."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.fields import HELSINKI, Filled, read
from services.gateway.pages.meeting_forms import (
    Case,
    Form,
    Meeting,
    called,
    changes,
    forms_of,
    schedule_form,
)
from services.gateway.pages.months import a_month, month_of, weekdays
from services.gateway.pages.page import as_local, go_to, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

meetings = APIRouter(include_in_schema=False)
WORKS = frozenset({"coordinator", "worker", "expert"})
"""The roles that are offered forms; whose case it is, intake says."""
DONE = {
    "schedule_meeting": N_("The meeting is scheduled."),
    "record_meeting": N_("The meeting is written up."),
    "correct_meeting": N_("The correction is saved."),
    "record_no_show": N_("It is written down that somebody did not come."),
    "move_meeting": N_("The meeting is moved."),
    "cancel_meeting": N_("The meeting is cancelled."),
}


@dataclass(frozen=True)
class Sent:
    """A form that was sent and not saved, to be shown again as it was. was: see meeting_forms.Form."""

    command: str = ""
    filled: Filled | None = None
    wrong: Wrongs = field(default_factory=Wrongs)
    form_id: UUID | None = None
    was: str = ""


@meetings.get("/cases/{case_id}/meetings")
async def month_of_meetings(request: Request, case_id: str) -> Response:
    """The meetings of a month, and the form for a new one."""
    return await show_month(request, case_id)


@meetings.post("/cases/{case_id}/meetings/schedule")
async def schedule(request: Request, case_id: str) -> Response:
    """Schedules a meeting. A refusal shows the month again, with the form as it was filled in."""
    sent = await sessions.checked_form(request)
    case = await a_case(request, case_id)
    form = schedule_form(case, datetime.now(UTC), language_of(request))
    filled, form_id = read(form.fields, sent), posted_id(sent)
    data = {"case_id": case_id, "meeting_id": str(uuid5(form_id, "meeting_id"))} | filled.data
    try:
        answer = await ask_command(request, "intake", form.command, data, uuid5(form_id, form.command))
    except Problem as problem:
        return await show_month(request, case_id, refused(problem, form, request, filled, form_id))
    month = str(filled.values["starts_at"])[:7]
    return go_to(f"/cases/{case_id}/meetings", answer.position, month=month, done=form.command)


@meetings.get("/cases/{case_id}/meetings/{meeting_id}")
async def one_meeting(request: Request, case_id: str, meeting_id: str) -> Response:
    """One meeting: as it is agreed or was, and what may be written of it."""
    if meeting_id == "schedule":
        return RedirectResponse(f"/cases/{case_id}/meetings", 303)
    return await show_meeting(request, case_id, meeting_id)


@meetings.get("/cases/{case_id}/meetings/{meeting_id}/{command}")
async def after_a_form(case_id: str, meeting_id: str, command: str) -> Response:
    """A form's address, opened as a page: on to its meeting."""
    del command
    return RedirectResponse(f"/cases/{case_id}/meetings/{meeting_id}", 303)


@meetings.post("/cases/{case_id}/meetings/{meeting_id}/{command}")
async def act(request: Request, case_id: str, meeting_id: str, command: str) -> Response:
    """Does with the meeting what a form asks for. A refusal shows it again, with that form filled in."""
    sent = await sessions.checked_form(request)
    case = await a_case(request, case_id)
    form = form_named(command, case, meeting_in(case, meeting_id), request)
    filled, form_id, was = read(form.fields, sent), posted_id(sent), str(sent.get("was") or "")
    told = changes(filled, was) if command == "correct_meeting" else filled.data
    data = {"case_id": case_id, "meeting_id": meeting_id} | told
    try:
        answer = await ask_command(request, "intake", command, data, uuid5(form_id, command))
    except Problem as problem:
        again = refused(problem, form, request, filled, form_id)
        return await show_meeting(request, case_id, meeting_id, replace(again, was=was))
    return go_to(f"/cases/{case_id}/meetings/{meeting_id}", answer.position, done=command)


def refused(problem: Problem, form: Form, request: Request, filled: Filled, form_id: UUID) -> Sent:
    """The form with what is wrong with it; the problem itself where no form is to be shown for it."""
    if problem.status in PASSED_ON:
        raise problem
    return Sent(form.command, filled, wrongs(problem, form.fields, language_of(request)), form_id)


def form_named(command: str, case: Case, meeting: Meeting, request: Request) -> Form:
    """The meeting's form for a command; a form sent twice finds its own, though the meeting has gone on."""
    language, now = language_of(request), datetime.now(UTC)
    as_agreed = meeting | {"state": "scheduled"}
    forms = [*forms_of(case, meeting, now, language), *forms_of(case, as_agreed, now, language)]
    found = next((form for form in forms if form.command == command), None)
    if found is None:
        raise Problem(404, N_("there is no such form"))
    return found


async def a_case(request: Request, case_id: str) -> Case:
    """The case, as it stands."""
    return (await ask_query(request, "intake", "case", {"case_id": case_id})).result


def meeting_in(case: Case, meeting_id: str) -> Meeting:
    """One of its meetings. Problem 404 where it has none of that id."""
    found: Meeting | None = next((one for one in case["meetings"] if one["meeting_id"] == meeting_id), None)
    if found is None:
        raise Problem(404, N_("the case has no such meeting"))
    return found


def common(request: Request, case: Case, sent: Sent) -> dict[str, Any]:
    """What both pages show beside their own. form_id: the same again while a form is not saved."""
    asker, language = sessions.current_asker(request), language_of(request)
    return {
        "case": case,
        "case_id": case["case_id"],
        "works": bool(asker and asker.role in WORKS),
        "who": {one["id"]: called(one, language) for one in case["network"]},
        "form_id": sent.form_id or uuid4(),
        "errors": sent.wrong.errors,
        "labels": sent.wrong.labels,
        "problem": sent.wrong.problem,
        "done": DONE.get(request.query_params.get("done", "")),
    }


async def show_month(request: Request, case_id: str, sent: Sent | None = None) -> Response:
    """The month's page. sent: a new meeting that was refused."""
    case, now, sent = await a_case(request, case_id), datetime.now(UTC), sent or Sent()
    language, today = language_of(request), now.astimezone(HELSINKI).date()
    form = schedule_form(case, now, language)
    return page(
        request,
        "meetings.html",
        sent.wrong.status,
        **common(request, case, sent),
        month=a_month(month_of(request.query_params.get("month", ""), today), case["meetings"]),
        weekdays=weekdays(language),
        today=today,
        form=form,
        values=sent.filled.values if sent.filled else form.values,
        opened=sent.command,
        to_write_up=[one for one in case["meetings"] if waits(one, now)],
    )


def waits(meeting: Meeting, now: datetime) -> bool:
    """Whether the meeting has begun by what was agreed, and nobody has said how it was."""
    return bool(meeting["state"] == "scheduled" and as_local(meeting["starts_at"]) <= now)


async def show_meeting(request: Request, case_id: str, meeting_id: str, sent: Sent | None = None) -> Response:
    """The meeting's page. sent: a form that was refused."""
    case, sent = await a_case(request, case_id), sent or Sent()
    meeting, now = meeting_in(case, meeting_id), datetime.now(UTC)
    return page(
        request,
        "meeting.html",
        sent.wrong.status,
        **common(request, case, sent),
        meeting=meeting,
        meeting_id=meeting_id,
        month=f"{as_local(meeting['starts_at']):%Y-%m}",
        forms=forms_of(case, meeting, now, language_of(request)),
        waits=waits(meeting, now),
        goals={goal["goal_id"]: goal["title"] for each in case["revisions"] for goal in each["goals"]},
        opened=sent.command,
        values=sent.filled.values if sent.filled else {},
        was=sent.was,
    )
