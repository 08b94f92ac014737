"""What has happened to a contact or in a case, as its page shows it."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query, positions
from services.gateway.problems import Problem


async def timeline(request: Request, **about: str) -> list[dict[str, Any]] | None:
    """The events of `referral_id` or `case_id`, the newest first.

    None where reporting has not got there yet, or where it is not for this reader.
    """
    try:
        after = positions(request.query_params.getlist("after"))
        asked = await ask_query(request, "reporting", "timeline", about, after=after)
    except Problem as problem:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            raise
        return None
    return list(reversed(asked.result["events"]))
