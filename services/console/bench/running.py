"""A whole run of the bench."""

import json
import logging
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from rich.console import Console

from services.console.bench import (
    asking,
    cases,
    invoicing,
    planning,
    reading,
    rebuilding,
    relaying,
    remembering,
    saving,
    sealing,
    seeing,
    subscribing,
    years,
)
from services.console.bench.figures import Figure, machine, table
from services.console.bench.place import Place, a_place
from services.console.progress import say

Measure = Callable[[Place], list[Figure]]
MEASURES: Mapping[str, Measure] = {
    "saves": saving.saves,
    "batches": saving.batches,
    "sealing": sealing.sealing,
    "relay": relaying.relay,
    "rebuild": rebuilding.rebuild,
    "commands": asking.commands,
    "readings": reading.readings,
    "visible": seeing.visible,
    "subscribers": subscribing.subscribers,
    "memory": remembering.memory,
    "cases": cases.cases,
    "invoicing": invoicing.invoicing,
    "planning": planning.planning,
    "year": years.year,
}
"""What `--only` takes."""
WITHOUT_BROKER = frozenset({"saves", "batches", "sealing", "cases", "year"})
ROUNDS, SECONDS, FACTS = 3, 4.0, 20_000
QUICK_ROUNDS, QUICK_SECONDS, QUICK_FACTS = 1, 0.5, 1_200


def bench(only: list[str], *, quick: bool, facts: int | None = None) -> dict[str, Any]:
    """Measures in a folder and on servers of its own; the machine and the figures, medians of some rounds.

    only: names of MEASURES, none for all. facts: the length of the logs.
    """
    before = machine()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    seconds, facts = (QUICK_SECONDS, facts or QUICK_FACTS) if quick else (SECONDS, facts or FACTS)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    figures: list[Figure] = []
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tukiverkko-bench-")))
        place = stack.enter_context(a_place(home, seconds, facts))
        for name in only or MEASURES:
            if place.rabbit is None and name not in WITHOUT_BROKER:
                say(f"{name} is left out: it needs RabbitMQ, and rabbitmq-server is not installed")
                continue
            say(f"measuring {name} …")
            figures += middle([MEASURES[name](place) for _ in range(rounds)])
    return {"machine": before, "figures": figures}


def middle(rounds: list[list[Figure]]) -> list[Figure]:
    """Of each figure the round whose ratio is in the middle."""
    found = []
    for same in zip(*rounds, strict=True):
        wanted = median(figure.ratio for figure in same)
        found.append(min(same, key=lambda figure: abs(figure.ratio - wanted)))
    return found


def show(measured: dict[str, Any], *, as_json: bool) -> None:
    """One JSON object, or a table."""
    if as_json:
        print(json.dumps({**measured, "figures": [f.as_dict() for f in measured["figures"]]}, indent=1))
        return
    console = Console(width=160)
    console.print(", ".join(f"{name} {value}" for name, value in measured["machine"].items()))
    console.print(table(measured["figures"]))
