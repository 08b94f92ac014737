"""Where in a long list a page begins, and who is chosen, as an address says it."""

import re
from uuid import UUID

from starlette.requests import Request

MOST_CHOSEN = 20


def begins_at(request: Request, name: str) -> int:
    """The place of the first one shown; 0 for what is no place."""
    said = request.query_params.get(name, "")
    return int(said) if re.fullmatch("[0-9]{1,6}", said) else 0


def ids_in(said: str, most: int = MOST_CHOSEN) -> list[str]:
    """The ids of a text in which commas stand between them, so many at most; what is no id is left out."""
    found = []
    for each in said.split(",", most)[:most]:
        try:
            found.append(str(UUID(each.strip())))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
