"""What may happen to an installation: each harm strikes, and is mended as an init system or people would."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.installation import Installation, Instance, wait_for
from tests.support.proxy import Proxy

INSTANCES = {"intake": 2, "reporting": 1}
PAUSE = 2.0  # seconds that something stands still
RELAYS = "tukiverkko_relay_active"


@dataclass(frozen=True)
class Harm:
    """strike: it happens; mend: what is done about it from outside. kills: whether it is a kill -9."""

    name: str
    strike: Callable[[], None]
    mend: Callable[[], None]
    kills: bool = True


class Harms:
    """Everything that may happen to one installation on servers and lines of its own."""

    def __init__(
        self, installation: Installation, postgres: Postgres, rabbit: Rabbit, lines: list[Proxy]
    ) -> None:
        self._installation = installation
        self._postgres = postgres
        self._rabbit = rabbit
        self._lines = lines
        self._killed: set[int] = set()
        self.crashes: list[str] = []

    def kills(self) -> list[Harm]:
        """The kinds of kill -9, in the order in which they come again and again."""
        serve = self.everybody_serves
        relay = Harm("relay's holder", lambda: self._kill(self._relaying()), serve)
        reporting = Harm("reporting", lambda: self._kill_all("reporting"), serve)
        database = Harm("PostgreSQL", self._postgres.kill9, self._start_postgres)
        return [
            relay, Harm("RabbitMQ", self._rabbit.kill9, self._start_rabbit), reporting, database,
            Harm("every intake", lambda: self._kill_all("intake"), serve), relay, database,
        ]  # fmt: skip

    def rare(self, away: float) -> list[Harm]:
        """What takes longer. away: seconds without PostgreSQL, while commands and messages flow."""
        mid_batch = Harm("reporting in mid-batch", self._kill_in_mid_batch, self.everybody_serves)
        without = Harm(
            f"{away:g} s without PostgreSQL", self._postgres.kill9, self._start_postgres_after(away)
        )
        return [mid_batch, without, mid_batch]

    def others(self) -> list[Harm]:
        """What happens without a death."""
        return [
            Harm("lines cut", self._cut, _nothing, kills=False),
            Harm("intake stands still", self._stop("intake"), self._go_on("intake"), kills=False),
            Harm("backends ended", self._end_backends, _nothing, kills=False),
            Harm("RabbitMQ stands still", self._rabbit.pause, _after_pause(self._rabbit.go_on), kills=False),
            Harm("reporting stands still", self._stop("reporting"), self._go_on("reporting"), kills=False),
        ]

    def everybody_serves(self) -> None:
        """Starts what is not running. What ended without having been killed is counted as a crash."""
        for one in self._installation.instances:
            if one.child.poll() is not None and one.child.pid not in self._killed:
                self._killed.add(one.child.pid)
                self.crashes.append(f"{one.service} ended with {one.child.returncode}: {one.log}")
        for service, wanted in INSTANCES.items():
            while len(self._installation.running(service)) < wanted:
                self._installation.start(service)

    def _relaying(self) -> Instance:
        found: list[Instance] = []

        def somebody_relays() -> bool:
            found[:] = [one for one in self._installation.running("intake") if one.metric(RELAYS) == 1]
            return bool(found)

        wait_for("somebody relays", somebody_relays)
        return found[0]

    def _kill(self, instance: Instance) -> None:
        self._killed.add(instance.child.pid)
        instance.kill9()

    def _kill_all(self, service: str) -> None:
        for one in self._installation.running(service):
            self._kill(one)

    def _start_rabbit(self) -> None:
        self._rabbit.kill9()
        self._rabbit.start()

    def _start_postgres(self) -> None:
        self._postgres.start()

    def _start_postgres_after(self, seconds: float) -> Callable[[], None]:
        def mend() -> None:
            threading.Event().wait(seconds)  # the length of the harm itself
            self._postgres.start()

        return mend

    def _kill_in_mid_batch(self) -> None:
        """Killed when it has written some rows of a batch and waits for the table of the next ones."""
        url = self._postgres.url(self._installation.database)
        with psycopg.connect(url) as other, psycopg.connect(url, autocommit=True) as looking:
            other.execute("LOCK TABLE reporting.timeline IN ACCESS EXCLUSIVE MODE")
            wait_for("it waits in a transaction", lambda: bool(looking.execute(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'tukiverkko-reporting'"
                " AND wait_event_type = 'Lock' AND backend_xid IS NOT NULL"
            ).fetchone()))  # fmt: skip
            self._kill_all("reporting")

    def _cut(self) -> None:
        for line in self._lines:
            line.cut()

    def _end_backends(self) -> None:
        with psycopg.connect(self._postgres.url(), autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name LIKE 'tukiverkko-%'"
            )

    def _stop(self, service: str) -> Callable[[], None]:
        return lambda: self._tell(service, signal.SIGSTOP)

    def _go_on(self, service: str) -> Callable[[], None]:
        return _after_pause(lambda: self._tell(service, signal.SIGCONT))

    def _tell(self, service: str, what: signal.Signals) -> None:
        for one in self._installation.running(service):
            os.kill(one.child.pid, what)


def _nothing() -> None:
    """Nobody does anything: it has to come right by itself."""


def _after_pause(go_on: Callable[[], None]) -> Callable[[], None]:
    def mend() -> None:
        threading.Event().wait(PAUSE)  # the length of the harm itself
        go_on()

    return mend
