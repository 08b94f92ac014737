"""The work queue: what waits for the reader, what is overdue first."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.pages.page import page

queue = APIRouter(include_in_schema=False)
LAST = "9999"


@queue.get("/queue")
async def work_queue(request: Request) -> Response:
    """What waits, by the asker's role."""
    answer = await ask_query(request, "reporting", "queue")
    items = sorted(answer.result["items"], key=urgency)
    return page(request, "queue.html", items=items, overdue=sum(1 for item in items if item["overdue"]))


def urgency(item: dict[str, Any]) -> tuple[bool, str, str]:
    """Overdue ones first, then by the day due, then by how long they have waited."""
    return not item["overdue"], str(item.get("due") or LAST), str(item["since"])
