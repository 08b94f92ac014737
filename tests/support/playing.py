"""Plays a file as people do: `tukiverkko play FILE`, embedded or on the test run's servers."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.settings import PREFIX
from tests.support.running import TUKIVERKKO

SCENARIOS = Path(__file__).parents[1] / "scenarios"
ON = ("embedded", "servers")
EVERYTHING = "PLAY_EVERYTHING" in os.environ
S = TypeVar("S")


def some(files: Mapping[S, str]) -> list[tuple[S, str]]:
    """Of made-up files and what each is played on: the first on each. `make soak` plays all of them."""
    if EVERYTHING:
        return list(files.items())
    first: dict[str, S] = {}
    for seed, on in files.items():
        first.setdefault(on, seed)
    return [(seed, on) for on, seed in first.items()]


def play(file: Path, on: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """What it printed. The servers are started, once for the test run, only where they are used.

    AssertionError, with what it said, where something came out otherwise than the file expects.
    """
    outer = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    settings = {"DATA": str(folder / "data")}
    if on == "servers":
        postgres: Postgres = request.getfixturevalue("postgres")
        rabbit: Rabbit = request.getfixturevalue("rabbit")
        settings["DATABASE_URL"] = postgres.tcp_url("postgres")
        settings["AMQP_URL"] = rabbit.url
        settings["MANAGEMENT_URL"] = rabbit.management_url
    told = {f"{PREFIX}{name}": value for name, value in settings.items()}
    where = ["--servers"] if on == "servers" else ["--data", str(folder / "data")]
    played = subprocess.run(
        [TUKIVERKKO, "play", file, *where], env=outer | told, capture_output=True, text=True, check=False
    )
    assert played.returncode == 0, f"{played.stdout[-3000:]}\n{played.stderr[-3000:]}"
    return played.stdout
