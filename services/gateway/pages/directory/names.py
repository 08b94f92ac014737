"""Who the ids are that teams, the core unit and posts tell of, and whom one may choose for them."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query

Row = dict[str, Any]
AT_ONCE = 1000
"""As many as the directory tells at once."""
MOST_PAGES = 5


async def named(request: Request, ids: Iterable[str]) -> dict[str, Row]:
    """The directory's rows of these professionals, by id; it is not read further than needed."""
    wanted = set(ids)
    found: dict[str, Row] = {}
    cursor: str | None = None
    for _ in range(MOST_PAGES if wanted else 0):
        told = await _a_page(request, cursor)
        found |= {row["professional_id"]: row for row in told["professionals"]}
        cursor = told.get("next")
        if not cursor or wanted <= found.keys():
            break
    return {each: found[each] for each in wanted if each in found}


async def everybody(request: Request) -> dict[str, Row]:
    """All of the directory, by id."""
    found: dict[str, Row] = {}
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        told = await _a_page(request, cursor)
        found |= {row["professional_id"]: row for row in told["professionals"]}
        if not (cursor := told.get("next")):
            break
    return found


async def _a_page(request: Request, cursor: str | None) -> Row:
    asked = {"limit": AT_ONCE} | ({"cursor": cursor} if cursor else {})
    return (await ask_query(request, "matching", "professionals", asked)).result


def choices_of(people: dict[str, Row], beside: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Ids and names to choose from, in the order of names. beside: those who are in already, gone or not."""
    chosen = set(beside)
    rows = [row for one, row in people.items() if row["state"] != "retired" or one in chosen]
    return [
        (row["professional_id"], f"{row['name']}, {row['organisation']}")
        for row in sorted(rows, key=lambda row: (row["name"].casefold(), row["organisation"]))
    ]
