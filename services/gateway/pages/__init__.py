"""The pages people see: drawn on the server, in Finnish, Swedish and English, whole without JavaScript."""

from http import HTTPStatus

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.languages import language_of
from services.gateway.pages.access_log import access_log
from services.gateway.pages.answering import ANSWERING
from services.gateway.pages.answering.quiet import HERE as ANSWERED_AT
from services.gateway.pages.answering.quiet import quiet_problem
from services.gateway.pages.billing import BILLING
from services.gateway.pages.call import calls
from services.gateway.pages.casework import CASEWORK
from services.gateway.pages.copy_out import copy_out
from services.gateway.pages.costs import costs
from services.gateway.pages.directory import DIRECTORY
from services.gateway.pages.doors import door
from services.gateway.pages.events import events
from services.gateway.pages.feedback import FEEDBACK
from services.gateway.pages.glass import glass, way_in
from services.gateway.pages.matching import MATCHING
from services.gateway.pages.meetings import meetings
from services.gateway.pages.my_meetings import my_meetings
from services.gateway.pages.operations import operations
from services.gateway.pages.page import go_to, page, say
from services.gateway.pages.parked import parked
from services.gateway.pages.people import people
from services.gateway.pages.queue import queue
from services.gateway.pages.referrals import referrals
from services.gateway.pages.reports import reports
from services.gateway.pages.similar import similar
from services.gateway.pages.statistics import statistics
from services.gateway.pages.step_link import step_links
from services.gateway.pages.year import behind, year
from services.gateway.problems import Problem, kind_of

ROUTERS = (
    door, calls, similar, referrals, queue, statistics, step_links, operations, parked, my_meetings, copy_out,
    people, meetings, reports, access_log, glass, costs, behind, year, events,
)  # fmt: skip


def mount(app: FastAPI) -> None:
    """Hangs the pages into the app, and says problems as a page."""
    for router in (*ANSWERING, *CASEWORK, *BILLING, *DIRECTORY, *MATCHING, *FEEDBACK, *ROUTERS):
        app.include_router(router)
    app.state.problem_page = problem_page


def problem_page(request: Request, problem: Problem) -> Response:
    """A problem in plain words; a reader who is not signed in is shown the way in."""
    if request.url.path.startswith(ANSWERED_AT):
        return quiet_problem(request, problem)
    language = language_of(request)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        onward = request.url.path if request.method == "GET" else "/"
        return go_to("/sign-in", next=onward)
    fields = [sentence for _, sentence in problem.fields_said(language)]
    title = say(language, kind_of(problem.status)[1])
    response = page(
        request,
        "problem.html",
        problem.status,
        title=title,
        sentence=" ".join([problem.said(language), *fields]),
        away=problem.status == HTTPStatus.SERVICE_UNAVAILABLE,
        way_in=way_in(request) if problem.status == HTTPStatus.NOT_FOUND else "",
    )
    response.headers.update({k: v for k, v in problem.headers.items() if k.lower() != "www-authenticate"})
    return response
