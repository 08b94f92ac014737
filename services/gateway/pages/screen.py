"""The OT screen (OT-seula) as fields, as intake has it in use: a region may have one of its own."""

from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.fields import Field

PREFIX = "answers"


async def screen_fields(request: Request) -> tuple[Field, ...]:
    """One field an item, in the reader's language."""
    answer = await ask_query(request, "intake", "screen")
    language = language_of(request)
    return tuple(item_field(item, language) for item in answer.result["items"])


def item_field(item: dict[str, Any], language: str) -> Field:
    """An item's question, answered with points from its least to its most."""
    points = tuple((str(n), str(n)) for n in range(item["least"], item["most"] + 1))
    return Field(f"{PREFIX}.{item['id']}", item["text"][language], "points", given=points, inline=True)
