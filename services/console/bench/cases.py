"""Cases: with a hundred times as many of them one opens, and lists page, as fast; long ones load like short.

Both installations are asked in turn by one process, so that whatever else the machine does slows both.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from eventsourcing.utils import resolve_topic

from services.console.bench.copies import id_of
from services.console.bench.figures import Figure
from services.console.bench.log_of_cases import DAYS_OF_OPENING, a_case_of, fill, worker_of
from services.console.bench.log_of_contacts import COORDINATOR
from services.console.bench.one_case import OPENED
from services.console.bench.place import Place, measured
from services.console.progress import say
from services.intake.queries.cursors import written
from services.intake.service import IntakeDesk, open_intake
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

FEW, FEW_IN_SHORT = 1_000, 100
TIMES_AS_MANY = 10
LONG, SHORT = 2_997, 30
"""Facts of a long case and of a short one; the long one's newest snapshot is 17 facts old, of 19 at most."""
MORE_MS = 20.0
SHORT_LOG = 20_000
NOW = "2026-01-15T12:00:00+02:00"
Question = tuple[str, dict[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Installation:
    """Where so many cases are. template: the id of the case that the others are copies of."""

    settings: Settings
    cases: int
    template: str

    def told(self) -> dict[str, Any]:
        """For a process of its own."""
        return {
            "home": str(self.settings.home), "url": self.settings.database_url, "cases": self.cases,
            "template": self.template,
        }  # fmt: skip


def cases(place: Place) -> list[Figure]:
    """A case, lists of cases and a calendar among many cases and among few; a long case and a short one."""
    few, many = installations(place)
    took = measured(
        "cases", "asked_in_turn", many.settings, green=False,
        many=many.told(), few=few.told(), seconds=place.seconds,
    )  # fmt: skip
    against = f"the same among {few.cases:,} cases"
    paged = [
        Figure(f"{name}, among {many.cases:,} cases", ours, peer, "ms", against, 1.2, at_most=True)
        for name, (ours, peer) in took.items()
    ]
    ids = [str(each) for each in long_and_short(place)]
    long, short = measured("cases", "loads", few.settings, green=False, case_ids=ids, seconds=place.seconds)
    name = f"a case of {LONG:,} facts loads"
    against = f"one of {SHORT} facts, and {MORE_MS:g} ms"
    return [*paged, Figure(name, long, short + MORE_MS, "ms", against, 1.0, at_most=True)]


@cache
def installations(place: Place) -> tuple[Installation, Installation]:
    """One with few cases and one with many, made once for all rounds of a run."""
    few = FEW if place.facts >= SHORT_LOG else FEW_IN_SHORT
    first = _filled(place, few)
    facts_each = _facts(first) / few
    return first, _filled(place, max(TIMES_AS_MANY * few, round(place.facts / facts_each)))


def _filled(place: Place, cases: int) -> Installation:
    began = time.monotonic()
    settings = place.fresh()
    made = Installation(settings, cases, fill(settings, cases).case_id)
    say(f"{cases:,} cases with {_facts(made):,} facts, made in {time.monotonic() - began:.0f} s")
    return made


def _facts(made: Installation) -> int:
    return open_intake(made.settings).positions()["intake"]


@cache
def long_and_short(place: Place) -> tuple[UUID, UUID]:
    """The ids of a long case and of a short one, among few others; made once for all rounds."""
    few, _ = installations(place)
    return a_case_of(few.settings, LONG), a_case_of(few.settings, SHORT)


# What runs in processes of its own.


@dataclass(frozen=True)
class Asked:
    """A desk, and which case is asked for next: never the same one twice in a row."""

    desk: IntakeDesk
    token: Callable[[dict[str, str]], str]
    cases: int
    template: str
    numbers: random.Random

    @classmethod
    def of(cls, home: str, url: str, cases: int, template: str) -> "Asked":
        settings = Settings(
            data=Path(home), database_url=url, keys_database_url=url, amqp_url=None, log_level="WARNING"
        )
        key = signing_key(settings.keys)

        @cache
        def token(who: tuple[tuple[str, str], ...]) -> str:
            return issue(key, {**COORDINATOR, **dict(who), "clock": NOW})

        numbers = random.Random(cases)  # noqa: S311 - the same each time, no secret
        return cls(open_intake(settings), lambda who: token(tuple(who.items())), cases, template, numbers)

    def questions(self) -> Iterator[tuple[str, Question]]:
        """Each kind of question about another case than before."""
        number = self.numbers.randrange(2, self.cases + 1)
        case = {"case_id": str(id_of(self.template, number))}
        worker = {"sub": worker_of(number), "role": "worker"}
        deep = written((OPENED - timedelta(days=DAYS_OF_OPENING // 2)).isoformat(), UUID(int=0))
        yield "a case opens", ("case", {}, case)
        yield "a case opens for its worker", ("case", worker, case)
        yield "a case opens as of a day", ("case", {}, {**case, "as_of": "2025-10-15"})
        yield "the first page of cases", ("cases", {}, {})
        yield "a page in the middle of them", ("cases", {}, {"cursor": deep})
        yield "the closed ones", ("cases", {}, {"state": "closed"})
        yield "the suspended ones (none)", ("cases", {}, {"state": "suspended"})
        yield "those of a county", ("cases", {}, {"county": "08", "state": "open"})
        yield "those of another service line (none)", ("cases", {}, {"service_line": "support_person"})
        yield "a worker's own", ("cases", worker, {})
        yield "a coordinator's own (none)", ("cases", {}, {"mine": True})
        yield "a worker's calendar", ("my_meetings", worker, {"from": "2025-09-01", "to": "2025-12-31"})

    def seconds(self, question: Question) -> float:
        """How long the answer took. RuntimeError where it is none."""
        name, who, data = question
        request = {"name": name, "data": data, "token": self.token(who)}
        began = time.perf_counter()
        reply = self.desk.answer(request)
        took = time.perf_counter() - began
        if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(question, reply)
        return took


def asked_in_turn(many: dict[str, Any], few: dict[str, Any], seconds: float) -> dict[str, list[float]]:
    """Milliseconds by question, in the middle: [among many, among few]."""
    both = [Asked.of(**many), Asked.of(**few)]
    took: dict[str, list[list[float]]] = {}
    for _ in range(20):  # statements are prepared, pages read
        for asked in both:
            for _, question in asked.questions():
                asked.seconds(question)
    until = time.monotonic() + seconds * len(list(both[0].questions()))
    turns = [0, 1]
    while time.monotonic() < until:
        turns.reverse()  # whoever is asked second finds the processor's caches filled by the first
        for pair in zip(*(each.questions() for each in both), strict=True):
            for turn in turns:
                name, question = pair[turn]
                took.setdefault(name, [[], []])[turn].append(both[turn].seconds(question))
    return {name: [1000 * median(each) for each in of_both] for name, of_both in took.items()}


def loads(case_ids: list[str], seconds: float) -> list[float]:
    """Milliseconds in the middle that each of the cases takes to load."""
    # As the answers load it; the console knows no domain, so the case's class is found by its name.
    intake, kind = open_intake(Settings())._intake, resolve_topic("intake.case")  # noqa: SLF001
    took: list[list[float]] = [[] for _ in case_ids]
    until = time.monotonic() + 4 * seconds
    while time.monotonic() < until:
        for case_id, times in zip(case_ids, took, strict=True):
            began = time.perf_counter()
            intake.load(kind, UUID(case_id))
            times.append(time.perf_counter() - began)
    return [1000 * median(each) for each in took]
