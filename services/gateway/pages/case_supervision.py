"""What a buyer supervises of a case (R-C14): plan, meetings, contacts and reports; no texts of others."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query, positions
from services.gateway.languages import language_of
from services.gateway.pages.case_shown import flags_in_words
from services.gateway.pages.page import page
from services.gateway.problems import Problem

supervision = APIRouter(include_in_schema=False)


@supervision.get("/cases/{case_id}/supervision")
async def supervise(request: Request, case_id: str) -> Response:
    """The case as its buyer follows it: what intake tells a buyer, and reporting's counts."""
    case = (await ask_query(request, "intake", "case", {"case_id": str(case_id)})).result
    return page(
        request,
        "case_supervision.html",
        case=case,
        case_id=case_id,
        flags=flags_in_words(case, language_of(request)),
        counted=await counts(request, case_id),
    )


async def counts(request: Request, case_id: str) -> dict[str, Any] | None:
    """Reporting's part; None where it has not got there yet."""
    try:
        after = positions(request.query_params.getlist("after"))
        asked = {"case_id": str(case_id)}
        return (await ask_query(request, "reporting", "buyer_supervision", asked, after=after)).result
    except Problem as problem:
        if problem.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise
        return None
