"""The follow-ups of a contact or a case, as their pages show them."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.problems import Problem

READS = ("coordinator", "worker", "expert", "buyer")
STARTS = ("coordinator",)


async def follow_ups_of(request: Request, role: str, **matter: str) -> list[dict[str, Any]] | None:
    """Those of `referral_id` or `case_id`; none for who does not read them.

    None where feedback does not answer: the page is shown without them.
    """
    if role not in READS:
        return []
    try:
        found = await ask_query(request, "feedback", "follow_ups", matter)
    except Problem as problem:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            raise
        unseen = problem.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
        return [] if unseen else None
    return list(found.result["follow_ups"])
