"""Feedback by a link: the questions, what was answered, and a kind word where the link is over (R-F1).

Nothing is stored before it is sent: no draft, no cookie. The page shows no name, no number and no text of a
matter, and after the answer nothing of what was answered.
"""

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import LANGUAGES, language_of
from services.gateway.limits import address_of, limits_of
from services.gateway.pages.answering.questions import (
    CHOOSE,
    FACE_WORDS,
    Part,
    Question,
    Sheet,
    as_numbers,
    chosen,
    is_easy,
    left_open,
    parts_of,
)
from services.gateway.pages.answering.quiet import AT_WORK, HERE, quiet_page
from services.gateway.pages.page import go_to, say
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.problems import Problem

answer_links = APIRouter(include_in_schema=False)
A_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
NO_SUCH_LINK = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
OVER = {
    "used": ("answering/used.html", HTTPStatus.OK),
    "late": ("answering/late.html", HTTPStatus.GONE),
    "stopped": ("answering/stopped.html", HTTPStatus.GONE),
}
"""What is shown of a link that is not open any more."""
ANSWER = "answer"


class NothingThere(Exception):
    """The link opens nothing: it never was one, or it was changed on its way."""


@dataclass(frozen=True)
class Sent:
    """A form that comes back: what was chosen, what is missing, and what the service said."""

    answers: dict[str, str] = field(default_factory=dict)
    missing: tuple[Question, ...] = ()
    problem: str = ""
    status: int = 200
    form_id: str = ""


@answer_links.get("/f/{token}")
async def questions(request: Request, token: str) -> Response:
    """The questions that the link is for; after an answer the thanks."""
    try:
        sheet = await the_sheet(request, token)
    except NothingThere:
        return no_such_link(request)
    if sheet["state"] == "used" and request.query_params.get("done") == ANSWER:
        return quiet_page(request, "answering/thanks.html", easy=request.query_params.get("easy") == "yes")
    return shown(request, token, sheet, Sent())


@answer_links.post("/f/{token}")
async def answer(request: Request, token: str) -> Response:
    """Sends the answers, once. What is missing brings the page back as it was filled in."""
    if not A_TOKEN.fullmatch(token):
        return no_such_link(request)
    form = await sessions.checked_form(request, secret=token)
    try:
        sheet = await the_sheet(request, token)
        return await answered(request, token, sheet, form)
    except NothingThere:
        return no_such_link(request)


async def answered(request: Request, token: str, sheet: Sheet, form: FormData) -> Response:
    """On to the thanks; or the page again, where the link is over or something is left open."""
    if sheet["state"] in OVER:
        return shown(request, token, sheet, Sent())
    parts = parts_of(sheet, language_of(request), easy=easy_here(request, sheet))
    answers, form_id = chosen(parts, form), posted_id(form)
    missing = [] if answers and form.get("as_it_is") else left_open(parts, answers)
    if missing:
        wrong = HTTPStatus.UNPROCESSABLE_ENTITY
        return shown(request, token, sheet, Sent(answers, tuple(missing), "", wrong, str(form_id)))
    told = {"token": token, "answers": as_numbers(answers)}
    try:
        await ask_command(request, "feedback", ANSWER, told, uuid5(form_id, ANSWER), token=token)
    except Problem as problem:
        return await not_taken(request, token, problem, Sent(answers, form_id=str(form_id)))
    return go_to(f"{HERE}{token}", {}, **wishes(request), done=ANSWER)


async def not_taken(request: Request, token: str, problem: Problem, sent: Sent) -> Response:
    """Why the answers were not saved: perhaps somebody with the same link was faster."""
    if problem.status in PASSED_ON and problem.status != HTTPStatus.UNAUTHORIZED:
        raise problem
    sheet, language = await the_sheet(request, token), language_of(request)
    said = " ".join([problem.said(language), *(sentence for _, sentence in problem.fields_said(language))])
    return shown(request, token, sheet, Sent(sent.answers, (), said, problem.status, sent.form_id))


async def the_sheet(request: Request, token: str) -> Sheet:
    """What the link opens. NothingThere; Problem 429 where too many links that open nothing were tried."""
    if A_TOKEN.fullmatch(token):
        try:
            return (
                await ask_query(request, "feedback", "answer_sheet", {"token": token}, token=token)
            ).result
        except Problem as problem:
            if problem.status not in NO_SUCH_LINK:
                raise
    limits_of(request).guesses.missed(address_of(request))
    raise NothingThere


def no_such_link(request: Request) -> Response:
    """Perhaps a part of the address was left out on the way."""
    return quiet_page(request, "answering/unknown.html", HTTPStatus.NOT_FOUND)


def easy_here(request: Request, sheet: Sheet) -> bool:
    """Whether this page is in the easy wording."""
    return is_easy(sheet, request.query_params.get("easy", ""))


def wishes(request: Request, **others: str) -> dict[str, str]:
    """The language and the wording, as they stand in the address. others: what is wished instead."""
    asked = request.query_params
    kept = {"lang": asked.get("lang", ""), "easy": asked.get("easy", "")} | others
    allowed = {"lang": LANGUAGES, "easy": ("yes", "no")}
    return {name: value for name, value in kept.items() if value in allowed[name]}


def shown(request: Request, token: str, sheet: Sheet, sent: Sent) -> Response:
    """The questions, as they were answered so far; or that the link is over."""
    easy, language = easy_here(request, sheet), language_of(request)
    if sheet["state"] in OVER:
        template, status = OVER[sheet["state"]]
        return quiet_page(request, template, status, easy=easy)
    parts: list[Part] = parts_of(sheet, language, easy=easy)
    values: dict[str, Any] = {
        "sheet": sheet,
        "parts": parts,
        "count": sum(len(part.questions) for part in parts),
        "easy": easy,
        "professional": sheet.get("role") in AT_WORK,
        "here": wishes(request),
        "other_wording": wishes(request, easy="no" if easy else "yes"),
        "token": token,
        "csrf": sessions.csrf_token(request, secret=token),
        "form_id": sent.form_id or uuid4(),
        "face_words": FACE_WORDS,
        "answers": sent.answers,
        "errors": {each.name: say(language, CHOOSE) for each in sent.missing},
        "missing": sent.missing,
        "problem": sent.problem,
    }
    return quiet_page(request, "answering/questions.html", sent.status, **values)
