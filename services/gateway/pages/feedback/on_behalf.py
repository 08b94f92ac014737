"""What somebody said or left on paper is written down: the same questions as behind a link."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command
from services.gateway.languages import language_of
from services.gateway.pages.answering.questions import (
    CHOOSE,
    FACE_WORDS,
    Question,
    Sheet,
    as_numbers,
    chosen,
    is_easy,
    left_open,
    parts_of,
)
from services.gateway.pages.answering.quiet import AT_WORK, quiet_page
from services.gateway.pages.feedback.follow_ups import a_follow_up
from services.gateway.pages.feedback.forms import FollowUp
from services.gateway.pages.feedback.shown import people_of
from services.gateway.pages.page import go_to, page, say
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

on_behalf = APIRouter(include_in_schema=False)
RECORD = "record_on_behalf"


@dataclass(frozen=True)
class Whom:
    """Whose answers are written down. wave: as the address says it."""

    follow_up: FollowUp
    wave: int
    recipient: dict[str, Any]

    @property
    def address(self) -> str:
        """Of the page."""
        return f"{self.back}/on-behalf/{self.wave}/{self.recipient['recipient_id']}"

    @property
    def back(self) -> str:
        """Of the follow-up."""
        return f"/follow-ups/{self.follow_up['follow_up_id']}"

    def as_data(self) -> dict[str, Any]:
        """As the command says it."""
        return {
            "follow_up_id": self.follow_up["follow_up_id"],
            "wave": self.wave,
            "recipient_id": self.recipient["recipient_id"],
        }


@dataclass(frozen=True)
class Kept:
    """The form as it was sent, with what was wrong."""

    answers: dict[str, str] = field(default_factory=dict)
    by: str = ""
    missing: tuple[Question, ...] = ()
    problem: str = ""
    status: int = 200
    form_id: str = ""


@on_behalf.get("/follow-ups/{follow_up_id}/on-behalf/{wave}/{recipient_id}")
async def empty_sheet(request: Request, follow_up_id: str, wave: str, recipient_id: str) -> Response:
    """The questions as this recipient is asked them."""
    asker = sessions.current_asker(request)
    told = await whom(request, follow_up_id, wave, recipient_id)
    return await show(request, told, Kept(by=asker.name if asker else ""))


@on_behalf.post("/follow-ups/{follow_up_id}/on-behalf/{wave}/{recipient_id}")
async def write_down(request: Request, follow_up_id: str, wave: str, recipient_id: str) -> Response:
    """Saves the answers, and back to the follow-up. A refusal brings them back as they were."""
    form = await sessions.checked_form(request)
    told, form_id = await whom(request, follow_up_id, wave, recipient_id), posted_id(form)
    parts = parts_of(sheet_for(told), language_of(request), easy=False)
    kept = Kept(chosen(parts, form), str(form.get("by") or "").strip(), form_id=str(form_id))
    if not kept.answers:
        missing = left_open(parts, kept.answers)
        wrong = HTTPStatus.UNPROCESSABLE_ENTITY
        return await show(request, told, replace(kept, missing=tuple(missing), status=wrong))
    data = told.as_data() | {"answers": as_numbers(kept.answers), "by": kept.by}
    try:
        came = await ask_command(request, "feedback", RECORD, data, uuid5(form_id, RECORD))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        language = language_of(request)
        said = " ".join([problem.said(language), *(s for _, s in problem.fields_said(language))])
        return await show(request, told, replace(kept, problem=said, status=problem.status))
    return go_to(told.back, came.position, done=RECORD)


@on_behalf.get("/follow-ups/{follow_up_id}/paper/{wave}/{recipient_id}")
async def on_paper(request: Request, follow_up_id: str, wave: str, recipient_id: str) -> Response:
    """The same questions to print, in the language that the family reads: `?lang=`. It shows no name."""
    told = await whom(request, follow_up_id, wave, recipient_id)
    sheet = sheet_for(told)
    easy = is_easy(sheet, request.query_params.get("easy", ""))
    return quiet_page(
        request,
        "answering/paper.html",
        told=told,
        easy=easy,
        professional=told.recipient["role"] in AT_WORK,
        parts=parts_of(sheet, language_of(request), easy=easy),
    )


async def whom(request: Request, follow_up_id: str, wave: str, recipient_id: str) -> Whom:
    """Whose answers they are. Problem 404 where the follow-up has no such wave or asks nobody of this id."""
    follow_up = await a_follow_up(request, follow_up_id)
    asked = {each["recipient_id"]: each for each in follow_up["recipients"]}
    waves = {str(each["wave"]): each["wave"] for each in follow_up["waves"]}
    if recipient_id not in asked or wave not in waves:
        raise Problem(HTTPStatus.NOT_FOUND, N_("nobody was asked this here"))
    return Whom(follow_up, waves[wave], asked[recipient_id])


def sheet_for(told: Whom) -> Sheet:
    """What the recipient is asked, as a link's sheet has it; licensed items have no words to ask with."""
    asked = told.recipient["asks"]
    return {"sheets": [one for one in asked if any(item["text"] for item in one["items"])]}


async def show(request: Request, told: Whom, kept: Kept) -> Response:
    """The questions, as they were answered so far."""
    language, sheet = language_of(request), sheet_for(told)
    easy = is_easy(sheet, request.query_params.get("easy", ""))
    return page(
        request,
        "feedback/on_behalf.html",
        kept.status,
        told=told,
        person=people_of(told.follow_up, language)[told.recipient["recipient_id"]],
        parts=parts_of(sheet, language, easy=easy),
        easy=easy,
        face_words=FACE_WORDS,
        answers=kept.answers,
        by=kept.by,
        errors={each.name: say(language, CHOOSE) for each in kept.missing},
        missing=kept.missing,
        problem=kept.problem,
        form_id=kept.form_id or uuid4(),
    )
