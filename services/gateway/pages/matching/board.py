"""A joint plan as its board: a card for each search, what the plan promises, and whose hours it takes."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from services.gateway.pages.page import a_number, say
from services.gateway.pages.words import N_

Job = dict[str, Any]
Card = dict[str, Any]
LEAST = 0.1
"""Percent: what is less is said as this."""


def board_of(job: Job) -> list[Card]:
    """A card for each search the reader may see: those without anybody first, else in the plan's order."""
    unserved = set(job["unserved"])
    cards = [
        {
            "search": row,
            "given": list(job["assigned"].get(row["match_request_id"], ())),
            "unserved": row["match_request_id"] in unserved,
        }
        for row in job["match_requests"]
    ]
    return sorted(cards, key=lambda card: not card["unserved"])


def promise_of(job: Job, language: str) -> str:
    """How good the plan is, in words: nothing can be better, or by how much at most. Empty before it is made.

    Worth and bound count served searches far above points, so that the part between them is small.
    """
    worth, bound = job.get("worth"), job.get("bound")
    if worth is None or bound is None:
        return ""
    if job.get("proved") or bound <= worth:
        return say(language, N_("No plan can be better: that is proved."))
    if worth <= 0:
        return say(language, N_("A better plan may be there: it was not found in the time there is."))
    percent = max(ceil(1000 * (bound - worth) / worth) / 10, LEAST)
    return say(
        language, N_("No plan can be more than {percent} % better."), percent=a_number(language, percent)
    )


def used_hours(job: Job, people: Mapping[str, Mapping[str, Any]], ids: Iterable[str]) -> list[dict[str, Any]]:
    """Of each of these people, how many hours a week the whole plan takes, of how many; the fullest first.

    It counts every search that somebody is given to, also where their times differ: the most at once is less.
    """
    weekly = {row["match_request_id"]: row["hours_per_week"] for row in job["match_requests"]}
    used: dict[str, float] = {}
    searches: dict[str, int] = {}
    for request_id, given in job["assigned"].items():
        for each in given:
            used[each] = used.get(each, 0) + weekly.get(request_id, 0)
            searches[each] = searches.get(each, 0) + 1
    rows = [
        {
            "professional_id": each,
            "used": used.get(each, 0),
            "searches": searches.get(each, 0),
            "own": people[each]["hours_per_week"] if each in people else None,
            "free": people[each]["free"] if each in people else None,
        }
        for each in ids
    ]
    return sorted(rows, key=lambda row: -row["used"])
