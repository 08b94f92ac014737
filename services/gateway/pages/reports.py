"""A case's monthly reports: how each month stands, and one month from its facts to each buyer's version."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.documents.html import body_of
from services.gateway.documents.monthly_report import document_of
from services.gateway.languages import language_of
from services.gateway.pages.fields import Field
from services.gateway.pages.meetings import WORKS, Sent, a_case
from services.gateway.pages.page import go_to, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.report_form import Report, known_values, parts_of, written
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import wrongs
from services.gateway.problems import Problem

reports = APIRouter(include_in_schema=False)
MONTH = "/cases/{case_id}/reports/{month}"
DONE = {
    "write_monthly_report": N_("The report is written. It is not sent yet."),
    "send_monthly_report": N_("The report is sent."),
    "acknowledge_report": N_("The report is acknowledged."),
}
READS_ALL = frozenset({"coordinator", "worker", "expert"})
"""Who sees every version; a buyer sees its own."""


@reports.get("/cases/{case_id}/reports")
async def months(request: Request, case_id: str) -> Response:
    """Every month with how its report stands, the newest first."""
    case = await a_case(request, case_id)
    asker = sessions.current_asker(request)
    rows = [
        {"month": month, "state": state, "last_day": last_day(month)}
        for month, state in sorted(case["reports"].items(), reverse=True)
    ]
    opens = bool(asker and asker.role != "buyer")
    return page(request, "reports.html", case=case, case_id=case_id, months=rows, opens=opens)


def last_day(month: str) -> date:
    """The month's last day, from which on its report is due."""
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


@reports.get(MONTH)
async def one_month(request: Request, case_id: str, month: str) -> Response:
    """The month: its facts, what is written and for whom, and what is to be done next."""
    return await show(request, case_id, month)


@reports.get(MONTH + "/preview")
async def preview(request: Request, case_id: str, month: str) -> Response:
    """The report as it looks, or as it went out; `?sector=` is one buyer's version."""
    sector = request.query_params.get("sector", "")
    report = await a_report(request, case_id, month, sector)
    document = Markup(body_of(document_of(report, language_of(request))))  # noqa: S704 - escaped by its templates
    return page(
        request,
        "report_preview.html",
        document=document,
        case_id=case_id,
        month=month,
        sector=sector,
        report=report,
    )


@reports.get(MONTH + "/{command}")
async def after_a_form(case_id: str, month: str, command: str) -> Response:
    """A form's address, opened as a page: on to its month."""
    del command
    return RedirectResponse(f"/cases/{case_id}/reports/{month}", 303)


@reports.post(MONTH + "/write_monthly_report")
async def write(request: Request, case_id: str, month: str) -> Response:
    """Writes the report. A refusal shows the month again, with the form as it was filled in."""
    sent = await sessions.checked_form(request)
    report = await a_report(request, case_id, month)
    parts, form_id = parts_of(report), posted_id(sent)
    told = written(parts, sent)
    data = {"case_id": case_id, "month": month, "sections": told.sections}
    command = "write_monthly_report"
    try:
        answer = await ask_command(request, "intake", command, data, uuid5(form_id, command))
    except Problem as problem:
        fields = tuple(field for part in parts for field in part.fields)
        again = refused(problem, request, told.places, fields)
        return await show(request, case_id, month, replace(again, filled=told.filled, form_id=form_id))
    return go_to(f"/cases/{case_id}/reports/{month}", answer.position, done=command)


@reports.post(MONTH + "/{command}")
async def act(request: Request, case_id: str, month: str, command: str) -> Response:
    """Sends the report, or acknowledges it as its buyer."""
    sent = await sessions.checked_form(request)
    if command not in DONE:
        raise Problem(404, N_("there is no such form"))
    data, command_id = {"case_id": case_id, "month": month}, uuid5(posted_id(sent), command)
    try:
        answer = await ask_command(request, "intake", command, data, command_id)
    except Problem as problem:
        return await show(request, case_id, month, refused(problem, request))
    return go_to(f"/cases/{case_id}/reports/{month}", answer.position, done=command)


def refused(
    problem: Problem, request: Request, places: dict[str, str] | None = None, fields: tuple[Field, ...] = ()
) -> Sent:
    """What is wrong, where it was written; the problem itself where it is not about the form."""
    if problem.status in (*PASSED_ON, HTTPStatus.NOT_FOUND):
        raise problem
    said = [{**one, "field": (places or {}).get(str(one["field"]), one["field"])} for one in problem.fields]
    there = Problem(problem.status, problem.sentence, problem.values, fields=said)
    return Sent(wrong=wrongs(there, fields, language_of(request)))


async def a_report(request: Request, case_id: str, month: str, sector: str = "") -> Report:
    """The month's report, as the asker may see it. sector: that buyer's version of it."""
    asked = {"case_id": case_id, "month": month} | ({"sector": sector} if sector else {})
    return (await ask_query(request, "intake", "monthly_report", asked)).result


async def show(request: Request, case_id: str, month: str, sent: Sent | None = None) -> Response:
    """The month's page. sent: a form that was refused."""
    report, sent = await a_report(request, case_id, month), sent or Sent()
    asker = sessions.current_asker(request)
    role = asker.role if asker else ""
    parts = parts_of(report)
    values = sent.filled.values if sent.filled else known_values(report, parts)
    own = report.get("sector") or (asker.sector if asker else None)
    return page(
        request,
        "report.html",
        sent.wrong.status,
        report=report,
        case_id=case_id,
        month=month,
        last_day=last_day(month),
        works=role in WORKS,
        writes=role in WORKS and report["status"] != "sent",
        parts=parts,
        values=values,
        versions=versions(report, role),
        reads_as=own if role == "buyer" and own not in report["read"] else None,
        form_id=sent.form_id or uuid4(),
        errors=sent.wrong.errors,
        labels=sent.wrong.labels,
        problem=sent.wrong.problem,
        done=DONE.get(request.query_params.get("done", "")),
    )


def versions(report: Report, role: str) -> list[dict[str, Any]]:
    """Each buyer's version, and when the buyer acknowledged it."""
    sectors = report["for_sectors"] if role in READS_ALL or not report.get("sector") else [report["sector"]]
    return [{"sector": sector, "read": report["read"].get(sector)} for sector in sectors]
