"""A case's copy for the county's client record: to be read, copied and downloaded as a text."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.page import page, short

copy_out = APIRouter(include_in_schema=False)
HERE = "/cases/{case_id}/copy-out"


@copy_out.get(HERE)
async def copy_page(request: Request, case_id: str) -> Response:
    """The copy in the reader's language, each part under its heading of the record."""
    copy = await copied(request, case_id)
    to = urlencode(for_guardian(request))
    return page(request, "copy_out.html", case_id=case_id, copy=copy, to=f"?{to}" if to else "")


@copy_out.get(HERE + ".txt")
async def copy_text(request: Request, case_id: str) -> Response:
    """The same as a file of plain text."""
    copy, language = await copied(request, case_id), language_of(request)
    name = f"case-{short(copy['number'])}.{language}.txt"
    headers = {"Content-Language": language, "Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(copy["text"], headers=headers)


def for_guardian(request: Request) -> dict[str, str]:
    """To which guardian it is to be given, by an id without a name, where it is for one (R-C9)."""
    said = request.query_params.get("for_guardian", "")
    return {"for_guardian": said} if said else {}


async def copied(request: Request, case_id: str) -> dict[str, Any]:
    """What intake gives this reader of it."""
    asked = {"case_id": case_id, "language": language_of(request), **for_guardian(request)}
    return (await ask_query(request, "intake", "copy_out", asked)).result
