"""The work queue: what waits for the reader, what is overdue first."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.pages.page import page

queue = APIRouter(include_in_schema=False)


@queue.get("/queue")
async def work_queue(request: Request) -> Response:
    """What waits, by the asker's role, in the order of the answer."""
    answer = await ask_query(request, "reporting", "queue")
    return page(request, "queue.html", waiting=answer.result)
