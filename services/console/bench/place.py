"""Where the bench runs: servers of its own, processes of its own, all of them gone at its end."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from services.console.supervising import create_database, environment, migrate_all, wait_until
from shared.plumbing.ask import NoAnswer
from shared.plumbing.embedded.child import end, start_child
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit, program
from shared.plumbing.keys import signing_key
from shared.plumbing.rpc import RpcServices
from shared.plumbing.settings import Settings

HERE = "services.console.bench"
SERVING = "services.console.serving"


@dataclass(frozen=True)
class Place:
    """The servers of a run. seconds: how long each rate is measured; facts: how many a log holds."""

    home: Path
    postgres: Postgres
    rabbit: Rabbit | None
    seconds: float
    facts: int

    def fresh(self) -> Settings:
        """An empty installation: a database, and a virtual host where there is a RabbitMQ, of its own."""
        name = f"bench_{uuid4().hex[:12]}"
        create_database(self.postgres.url(), name)
        amqp = self.rabbit.create_vhost(name) if self.rabbit else None
        home, url = self.home / name, self.postgres.url(name)
        settings = Settings(
            data=home, database_url=url, keys_database_url=url, amqp_url=amqp, log_level="WARNING"
        )
        migrate_all(settings, play=True)
        signing_key(settings.keys)
        return settings

    @contextmanager
    def serving(self, settings: Settings, *services: str) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
        """One process a service, answering. DidNotStart where one does not come up."""
        asker = RpcServices(str(settings.amqp_url), asker="bench")
        with ExitStack() as stack:
            stack.callback(asker.close)
            running = {}
            for service in services:
                running[service] = stack.enter_context(self.running(settings, SERVING, service))
                wait_until(service, _answers(asker, service), running[service])
            yield running

    @contextmanager
    def running(self, settings: Settings, module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A module as a process with these settings, until the context ends."""
        with (self.home / f"{module}.log").open("ab") as log:
            process = start_child(
                [sys.executable, "-m", module, *arguments],
                at_owners_end=signal.SIGKILL,
                log=log,
                env=environment(settings),
            )
            try:
                yield process
            finally:
                end(process, signal.SIGTERM)


def _answers(asker: RpcServices, service: str) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            return bool(asker.ask(service, "status", {}, timeout=1.0))
        except NoAnswer:
            return False

    return answers


@contextmanager
def a_place(home: Path, seconds: float, facts: int) -> Iterator[Place]:
    """The servers, started and stopped. RabbitMQ only where it is installed."""
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres(home / "postgres"))
        rabbit = None
        if _is_installed():
            rabbit = Rabbit(home / "rabbit").start()
            stack.callback(rabbit.kill9)  # nothing of it is wanted any more
        yield Place(home, postgres, rabbit, seconds, facts)


def wait_until_seen(settings: Settings, head: int) -> None:
    """Until reporting has seen intake's log up to a position, as long as it gets on."""
    with psycopg.connect(settings.database_of("reporting"), autocommit=True) as rows:
        while (seen := _seen(rows)) < head:
            wait_until(f"more than position {seen} in reporting", partial(_has_passed, rows, seen))


def _has_passed(rows: psycopg.Connection[Any], position: int) -> bool:
    return _seen(rows) > position


def _seen(rows: psycopg.Connection[Any]) -> int:
    found = rows.execute("SELECT position FROM reporting.subscriptions WHERE source = 'intake'").fetchone()
    return int(found[0]) if found else 0


def measured(module: str, function: str, settings: Settings, *, green: bool = True, **arguments: Any) -> Any:
    """A function of the bench, run in a process of its own; what it returned."""
    host = f"{HERE}.green" if green else f"{HERE}.plain"
    done = subprocess.run(
        [sys.executable, "-m", host, f"{HERE}.{module}", function, json.dumps(arguments)],
        env=environment(settings),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _is_installed() -> bool:
    try:
        return bool(program())
    except FileNotFoundError:
        return False
