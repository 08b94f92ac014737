"""A region's year: with ten times as many contacts it opens as fast, and within a second.

Both installations are asked in turn by one process, so that whatever else the machine does slows both.
"""

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from services.console.bench.figures import Figure
from services.console.bench.log_of_a_year import YEAR
from services.console.bench.log_of_contacts import COORDINATOR
from services.console.bench.place import Place, measured
from services.console.progress import say
from services.reporting.service import ReportingDesk, open_reporting
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

FEW, FEW_IN_SHORT = 10_000, 200
TIMES_AS_MANY = 10
SHORT_LOG = 20_000
WITHIN = 1000.0
"""Milliseconds in which a year opens."""
NO_SLOWER = 1.5
"""With ten times as many contacts there are some more different numbers of days that somebody waited."""
NOW = "2026-03-02T12:00:00+02:00"
QUESTIONS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "a year opens": ({}, {}),
    "a year opens as of the end of a month": ({}, {"as_of": "2025-09-30"}),
    "a year opens without small counts": ({"sub": "tutkija-1", "role": "researcher"}, {}),
}
"""What is asked, by whom where it is no coordinator, and as of when."""


def year(place: Place) -> list[Figure]:
    """The same year among few contacts and among many."""
    few, many = installations(place)
    took = measured(
        "years", "asked_in_turn", many.settings, green=False,
        many=many.told(), few=few.told(), seconds=place.seconds,
    )  # fmt: skip
    against, figures = f"the same among {few.contacts:,} contacts", []
    for name, (ours, its) in took.items():
        among = f"{name}, among {many.contacts:,} contacts"
        figures += [
            Figure(among, ours, WITHIN, "ms", f"{WITHIN:g} ms", 1.0, at_most=True),
            Figure(among, ours, its, "ms", against, NO_SLOWER, at_most=True),
        ]
    return figures


@dataclass(frozen=True)
class Installation:
    """Where so many contacts are."""

    settings: Settings
    contacts: int

    def told(self) -> dict[str, Any]:
        """For a process of its own."""
        return {"home": str(self.settings.home), "url": self.settings.database_url}


@cache
def installations(place: Place) -> tuple[Installation, Installation]:
    """One with few contacts and one with many, made once for all rounds of a run."""
    few = FEW if place.facts >= SHORT_LOG else FEW_IN_SHORT
    return _filled(place, few), _filled(place, TIMES_AS_MANY * few)


def _filled(place: Place, contacts: int) -> Installation:
    began = time.monotonic()
    settings = place.fresh()
    facts = measured("log_of_a_year", "filled", settings, contacts=contacts)
    say(f"{contacts:,} contacts with {facts:,} facts, counted in {time.monotonic() - began:.0f} s")
    return Installation(settings, contacts)


# What runs in a process of its own.


def asked_in_turn(many: dict[str, str], few: dict[str, str], seconds: float) -> dict[str, list[float]]:
    """Milliseconds by question, in the middle: [among many, among few]."""
    both = [_desk(**each) for each in (many, few)]
    took: dict[str, list[list[float]]] = {name: [[], []] for name in QUESTIONS}
    for name in QUESTIONS:  # statements are prepared, pages read
        for desk, token in both:
            _seconds(desk, token, name)
    until = time.monotonic() + seconds * len(QUESTIONS)
    turns = [0, 1]
    while time.monotonic() < until:
        turns.reverse()  # whoever is asked second finds the processor's caches filled by the first
        for name in QUESTIONS:
            for turn in turns:
                took[name][turn].append(_seconds(*both[turn], name))
    return {name: [1000 * median(each) for each in of_both] for name, of_both in took.items()}


def _desk(home: str, url: str) -> tuple[ReportingDesk, Any]:
    settings = Settings(
        data=Path(home), database_url=url, keys_database_url=url, amqp_url=None, log_level="WARNING"
    )
    key = signing_key(settings.keys)
    return open_reporting(settings), key


def _seconds(desk: ReportingDesk, key: Any, name: str) -> float:
    """How long the answer took. RuntimeError where it is none."""
    who, data = QUESTIONS[name]
    token = issue(key, {**COORDINATOR, **who, "clock": NOW})
    request = {"name": "region_year", "data": {"year": YEAR, **data}, "token": token}
    began = time.perf_counter()
    reply = desk.answer(request)
    took = time.perf_counter() - began
    if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
        raise RuntimeError(name, reply)
    return took
