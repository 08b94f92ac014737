"""The searches of a contact or a case, as their pages show them."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.problems import Problem

SEEKS = "coordinator"
A_FEW = 20


async def searches_of(request: Request, role: str, **matter: str) -> list[dict[str, Any]] | None:
    """Those of `referral_id` or `case_id`, the newest first; none for who does not search.

    None where matching does not answer: the page is shown without them.
    """
    if role != SEEKS:
        return []
    try:
        found = await ask_query(request, "matching", "match_requests", {**matter, "limit": A_FEW})
    except Problem as problem:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            raise
        return None
    return list(found.result["match_requests"])
