"""A year of many cases by the clock, while one of two instances after another is killed: R-F1, R-F2, R-F7.

Each wave is sent once, each reminder too, and whoever does not answer is counted once. What must come out is
counted by itself (tests/support/year_of_waves.py); the clock goes on only when the day's work is done.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import region_key
from tests.support.installation import Installation, wait_for
from tests.support.reading import events_of
from tests.support.servers import create_database, drop_database
from tests.support.walking_a_year import Request, Walk, at
from tests.support.world import World
from tests.support.year_of_waves import (
    FIRST,
    LAST,
    OFTEN,
    SELDOM,
    Followed,
    Happening,
    a_year_of,
    all_that_happens,
    days_of,
    waves_of,
)

CASES, AT_ONCE = int(os.environ.get("YEAR_CASES", "30")), 8
"""`make soak` takes 300."""
KILLED = ("feedback", "feedback", "intake", "reporting")
"""feedback twice as often as the others."""
SHORT = CASES < 100
"""A year in which something happens on some twenty days, not on sixty."""
KILLS = 1 if SHORT else 3
"""Of feedback, at the least."""
PAUSE = (2.0, 8.0)
"""Seconds between a start and the next kill."""
PATIENCE, NOBODY = 120.0, 503
COUNTED = (
    "feedback-requested",
    "recipient-unreachable",
    "reminder-sent",
    "feedback-given",
    "feedback-missed",
)


@pytest.fixture
def installation(
    standing_world: World, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Two instances of each service that has to do with it, and a log of their own."""
    name = f"year_{uuid4().hex}"
    bus, home = standing_world.node.create_vhost(name), tmp_path_factory.mktemp("year")
    with Installation(home, create_database(postgres, name), bus) as made:
        for started in [made.launch(each, made.serving(each)) for each in sorted(set(KILLED)) * 2]:
            made.serves(started)
        yield made
    drop_database(postgres, name)


@pytest.fixture
def keeper(installation: Installation) -> Iterator[ThreadPoolExecutor]:
    """A thread that lives as long as what it starts: a child ends with the thread that started it."""
    with ThreadPoolExecutor(1) as thread:
        yield thread


@contextmanager
def somebody_is_killed(installation: Installation, keeper: ThreadPoolExecutor) -> Iterator[Counter[str]]:
    """Again and again, at moments of chance, and comes back; how often, by service."""
    stop, kills, chance = Event(), Counter[str](), random.Random(52)  # noqa: S311 - moments, no secrets

    def go_on() -> None:
        while not stop.wait(chance.uniform(*PAUSE)):
            service = chance.choice(KILLED)
            chance.choice(installation.running(service)).kill9()
            kills[service] += 1
            installation.start(service)

    done = keeper.submit(go_on)
    try:
        yield kills
    finally:
        stop.set()
    done.result()


@pytest.mark.timeout(200 + 4 * CASES)
def test_each_wave_is_sent_once_and_each_silence_counted(
    installation: Installation, keeper: ThreadPoolExecutor
) -> None:
    """R-F1, R-F2, R-F7: on their days, whoever of two is killed when."""
    year = a_year_of(CASES, SELDOM if SHORT else OFTEN)
    happening = all_that_happens(year)
    of_day = {day: [each for each in happening if each.on == day] for day in days_of(year)}
    with ThreadPoolExecutor(AT_ONCE) as people:
        walk = Walk(installation, year, people)
        walk.each(walk.case_opens, year)
        wait_for("feedback has heard of the cases", lambda: heard(installation), PATIENCE)
        with somebody_is_killed(installation, keeper) as kills:
            walk.each(walk.follow_up_starts, year)
            for day, on_it in of_day.items():
                walk.goes_through(day, on_it)
        wait_for("nothing is left to do", lambda: rests(installation), PATIENCE)
        walk.reads_messages()
        shown = dict(people.map(partial(waves_shown, installation), year))
    assert kills["feedback"] >= KILLS
    assert told(installation) == as_told(installation, happening)
    assert walk.messages == messages_of(year, happening)
    assert shown == {each.number: waves_of(each) for each in year}
    outcomes_are_as_counted(installation, happening)


def heard(installation: Installation) -> bool:
    (row,) = installation.rows("SELECT position FROM subscriptions WHERE source = 'intake'", "feedback")
    return bool(row["position"] >= installation.head())


def rests(installation: Installation) -> bool:
    """Whether nothing waits for its turn, and reporting has read all."""
    (left,) = installation.rows(LEFT, "feedback", LAST)
    (seen,) = installation.rows("SELECT position FROM subscriptions WHERE source = 'feedback'")
    return not left["n"] and bool(seen["position"] == left["head"])


LEFT = """
SELECT (SELECT max(notification_id) FROM stored_events) AS head,
    (SELECT count(*) FROM follow_ups WHERE wakes_on <= %s)
        + (SELECT count(*) FROM messages WHERE state = 'waiting') AS n
"""


# What must come out.

Told = Counter[tuple[str, ...]]


def told(installation: Installation) -> Told:
    """Each public fact about a request: kind, follow-up, wave, who, on which day."""
    return Counter(
        (kind, *(str(event["data"][name]) for name in ("follow_up_id", "wave", "recipient", "on")))
        for event in events_of(installation, "feedback")
        for kind in COUNTED
        if kind in event["type"]
    )


def as_told(installation: Installation, happening: list[Happening]) -> Told:
    """The same as it has to be."""
    key = region_key(installation.settings.keys)
    return Counter(
        (each.kind, each.follow_up_id, str(each.wave), key.pseudonym(UUID(each.recipient_id)), str(each.on))
        for each in happening
    )


def messages_of(year: list[Followed], happening: list[Happening]) -> Counter[Request]:
    """One of each request and one of each reminder, but none on paper."""
    by_hand = {who.recipient_id for each in year for who in each.recipients if who.channel == "paper"}
    return Counter(
        each[2:]
        for each in happening
        if each.kind in {"feedback-requested", "reminder-sent"} and each.recipient_id not in by_hand
    )


def waves_shown(installation: Installation, followed: Followed) -> tuple[int, dict[int, tuple[int, ...]]]:
    asked = {"follow_up_id": followed.id_of("follow_up")}
    shown = at_last(installation, "feedback.follow_up", asked)
    counts = ("requested", "answered", "missed", "waiting")
    return followed.number, {each["wave"]: tuple(each[name] for name in counts) for each in shown["waves"]}


def at_last(installation: Installation, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """A query's answer, asked again while nobody answers: who was asked may have been killed just then."""
    service, _, query = name.partition(".")
    request = {"name": query, "data": data, "token": installation.token(at(LAST, 12))}
    replies: list[dict[str, Any]] = []

    def answered() -> bool:
        replies.append(installation.ask(service, "answer", request))
        return bool(replies[-1]["status"] != NOBODY)

    wait_for(f"{name} is answered", answered, PATIENCE)
    assert replies[-1]["status"] == 200, replies[-1]
    return dict(replies[-1]["result"])


def outcomes_are_as_counted(installation: Installation, happening: list[Happening]) -> None:
    period = {"from": str(FIRST), "to": str(LAST)}
    outcomes = at_last(installation, "reporting.outcomes", period)
    counted = Counter(each.kind for each in happening)
    asked, answered = counted["feedback-requested"], counted["feedback-given"]
    names = ("follow_ups", "requested", "answered", "missed", "response_rate")
    assert tuple(outcomes[name] for name in names) == (
        CASES, asked, answered, counted["feedback-missed"], round(answered / asked, 4),
    )  # fmt: skip
