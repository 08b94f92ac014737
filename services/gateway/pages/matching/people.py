"""Who somebody proposed is: a request's answer gives ids, and names come from the directory."""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.pages.page import say
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

Professional = dict[str, Any]
MOST = 120
"""So many are asked for at once, and no more: each reading is written down (R-P4)."""
NOT_TOLD = (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)


async def who_are(request: Request, ids: Iterable[str]) -> dict[str, Professional]:
    """By id, those whom the directory knows and tells to the reader. Problem where it does not answer."""
    wanted = list(dict.fromkeys(ids))[:MOST]
    found = await asyncio.gather(*(_one(request, each) for each in wanted))
    return {each: told for each, told in zip(wanted, found, strict=True) if told}


async def _one(request: Request, professional_id: str) -> Professional | None:
    try:
        return (
            await ask_query(request, "matching", "professional", {"professional_id": professional_id})
        ).result
    except Problem as problem:
        if problem.status not in NOT_TOLD:
            raise
        return None


def called(who: Professional | None, language: str) -> str:
    """What one calls somebody."""
    return str(who["name"]) if who else say(language, N_("Somebody who is not in the directory any more"))


def names_of(who: dict[str, Professional], ids: Iterable[str], language: str) -> dict[str, str]:
    """By id, what each of them is called."""
    return {each: called(who.get(each), language) for each in ids}
