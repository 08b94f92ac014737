"""Parked facts, for operators: those that could not become rows, one as it is, retry and discard."""

import json
import re

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_operation
from services.gateway.languages import language_of
from services.gateway.pages.page import go_to, page
from services.gateway.problems import Problem
from shared.contracts.services import READERS

parked = APIRouter(include_in_schema=False)
HERE = "/operations/parked"
A_POSITION = re.compile("[0-9]{1,18}")
SHOWS_AGAIN = (404, 409, 422)


@parked.get(HERE)
async def parked_facts(request: Request) -> Response:
    """What could not become rows, the first fact of each matter."""
    return await show(request)


@parked.get(HERE + "/{service}/{source}/{position}")
async def parked_fact(request: Request, service: str, source: str, position: str) -> Response:
    """One of them with its message: codes, days and numbers, for a public fact holds nothing else (R-P1)."""
    asked = {"source": source, "position": place_in_log(position)}
    found = await ask_operation(request, reader(service), "show_parked", asked)
    event = json.dumps(found.result["event"], ensure_ascii=False, indent=1)
    return page(request, "parked_fact.html", service=service, fact=found.result, event=event)


@parked.post(HERE + "/{service}/retry")
async def retry_all(request: Request, service: str) -> Response:
    """Every one is tried again."""
    await sessions.checked_form(request)
    done = await ask_operation(request, reader(service), "retry_parked", {})
    return go_to(HERE, applied=str(done.result["applied"]))


@parked.post(HERE + "/{service}/{source}/{position}/{verb}")
async def act(request: Request, service: str, source: str, position: str, verb: str) -> Response:
    """One is tried again, or given up with a reason. A refusal shows the list with its sentence."""
    form = await sessions.checked_form(request)
    data: dict[str, object] = {"source": source, "position": place_in_log(position)}
    if verb == "discard":
        data["reason"] = str(form.get("reason") or "")
    elif verb != "retry":
        raise Problem(404, "there is no such form")
    try:
        done = await ask_operation(request, reader(service), f"{verb}_parked", data)
    except Problem as problem:
        if problem.status not in SHOWS_AGAIN:
            raise
        return await show(request, problem)
    return go_to(HERE, applied=str(done.result["applied"]))


async def show(request: Request, problem: Problem | None = None) -> Response:
    """The list, with what was wrong where something was."""
    by_service = [(name, await ask_operation(request, name, "list_parked", {})) for name in READERS]
    facts = [(name, fact) for name, answer in by_service for fact in answer.result["parked"]]
    language = language_of(request)
    fields = [sentence for _, sentence in problem.fields_said(language)] if problem else []
    return page(
        request,
        "parked.html",
        problem.status if problem else 200,
        facts=facts,
        readers=READERS,
        applied=request.query_params.get("applied", ""),
        problem=" ".join([problem.said(language), *fields]) if problem else "",
    )


def reader(service: str) -> str:
    """The service's name. Problem 404 where it makes no rows."""
    if service not in READERS:
        raise Problem(404, "there is nothing at this address")
    return service


def place_in_log(position: str) -> int:
    """The fact's place in its log. Problem 404 for what is no number of one."""
    if not A_POSITION.fullmatch(position):
        raise Problem(404, "there is nothing at this address")
    return int(position)
