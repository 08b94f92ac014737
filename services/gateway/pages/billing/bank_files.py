"""A file of the bank, given on the page of payments; and how far it is read: a large one is a job."""

import base64

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from services.billing.commands import ReadBankFile
from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages.billing.payments import HERE, READ_FILE, show
from services.gateway.pages.page import go_to, page
from services.gateway.pages.sending import Opened, sent
from services.gateway.problems import Problem

bank_files = APIRouter(include_in_schema=False)
FILES = HERE + "/files"


@bank_files.get(FILES)
async def where_the_form_was() -> Response:
    """A form's address, opened as a page: on to the list."""
    return go_to(HERE)


@bank_files.post(FILES)
async def give(request: Request) -> Response:
    """Reads the file, and on to what came of it. A refusal shows the list again; nothing of it is kept."""
    form = await sessions.checked_file_form(request, ReadBankFile.largest, ReadBankFile.patience)
    content = await _content(form)
    came = await sent(request, "billing", READ_FILE, form, lambda _: {"content": content})
    if isinstance(came, Opened):
        return await show(request, came)
    return go_to(f"{FILES}/{came.result['job']}", came.position)


@bank_files.get(FILES + "/{job}")
async def how_far(request: Request, job: str) -> Response:
    """How far the file is read. With a script the page looks again by itself."""
    found = (await ask_query(request, "billing", "job", {"job": job})).result
    if found.get("payments") is None:  # a run of invoicing
        raise Problem(404, "there is nothing at this address")
    return page(request, "billing/bank_file.html", job=found)


async def _content(form: FormData) -> str:
    """The file in base64; empty where none was chosen: the command says so."""
    given = form.get("content")
    return base64.b64encode(await given.read()).decode() if isinstance(given, UploadFile) else ""
