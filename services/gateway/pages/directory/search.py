"""The directory is searched by competence, county, role, language, free hours; no contact needed (R-M9)."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.fields import as_value
from services.gateway.pages.page import page
from services.gateway.pages.posted import PASSED_ON
from services.gateway.pages.wrongs import Wrongs
from services.gateway.problems import Problem

search = APIRouter(include_in_schema=False)
A_PAGE = 20
WISHES = ("competence", "county", "role", "language", "free")
"""What one may ask for."""
MINE = "mine"
TO_DROP = ("county", "free", "language", "role", "competence", MINE)
"""In which order one is told to ask for less: what matters least first."""
KEEP_THEIR_OWN = frozenset({"expert", "worker"})
"""The roles that keep their own profile."""
KEEPS = "coordinator"
"""The role that enters professionals in the directory."""


@search.get("/experts")
async def directory(request: Request) -> Response:
    """Who fits, a page at a time; where nobody does, what else to ask for."""
    asked = {
        name: request.query_params[name].strip()
        for name in (*WISHES, MINE, "cursor")
        if is_said(request, name)
    }
    try:
        found = (await ask_query(request, "matching", "professionals", data_of(asked))).result
    except Problem as problem:
        if problem.status in (*PASSED_ON, HTTPStatus.FORBIDDEN):
            raise
        return refused(request, asked, problem)
    return show(request, asked, found)


def is_said(request: Request, name: str) -> bool:
    """Whether the address asks for it."""
    return bool(request.query_params.get(name, "").strip())


def data_of(asked: dict[str, str]) -> dict[str, Any]:
    """The question: hours as a number, where they are one."""
    hours = {"free": as_value("decimal", asked["free"])} if "free" in asked else {}
    own = {MINE: True} if MINE in asked else {}
    return asked | hours | own | {"limit": A_PAGE}


def refused(request: Request, asked: dict[str, str], problem: Problem) -> Response:
    """The search as it was asked, with what does not fit at its field."""
    language = language_of(request)
    errors = {name: said for name, said in problem.fields_said(language) if name in WISHES}
    return show(
        request, asked, None, Wrongs(problem.status, "" if errors else problem.said(language), errors)
    )


def show(
    request: Request, asked: dict[str, str], found: dict[str, Any] | None, wrong: Wrongs | None = None
) -> Response:
    """The page. found: None where the question was refused, and wrong says why."""
    asker = sessions.current_asker(request)
    chosen = {name: value for name, value in asked.items() if name != "cursor"}
    return page(
        request,
        "directory/search.html",
        wrong.status if wrong else HTTPStatus.OK,
        people=found["professionals"] if found else [],
        count=found["found"] if found else None,
        next=found.get("next") if found else None,
        chosen=chosen,
        fewer=one_wish_less(chosen),
        first="cursor" not in asked,
        errors=wrong.errors if wrong else {},
        problem=wrong.problem if wrong else "",
        keeps=bool(asker and asker.role == KEEPS),
        keeps_own=bool(asker and asker.role in KEEP_THEIR_OWN),
    )


def one_wish_less(chosen: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Each wish that was asked for, and what is asked for without it."""
    return [
        (name, {other: value for other, value in chosen.items() if other != name})
        for name in TO_DROP
        if name in chosen
    ]
