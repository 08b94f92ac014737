"""Starts what an installation needs and keeps it running: PostgreSQL, the services, the gateway."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.settings import PREFIX, Settings

SERVICES = ("intake", "reporting")
DATABASE = "tukiverkko"
PATIENCE = 60.0
LOOK = 0.05


class DidNotStart(Exception):
    """A process ended, or did not answer in time."""


@contextmanager
def databases(settings: Settings, *, play: bool = False) -> Iterator[Settings]:
    """The settings with a database that is there and migrated; the embedded one runs as long as this."""
    with ExitStack() as stack:
        if settings.database_url is None:
            settings.home.mkdir(parents=True, exist_ok=True)
            server = stack.enter_context(Postgres(settings.home / "postgres"))
            create_database(server.url("postgres"), DATABASE)
            settings = settings.model_copy(update={"database_url": server.url(DATABASE)})
        migrate_all(settings, play=play)
        yield settings


def migrate_all(settings: Settings, *, play: bool = False) -> None:
    """Brings every service's schema to the newest version."""
    for service in SERVICES:
        migrate(settings.database_of(service), service, play=play)


def create_database(server_url: str, name: str) -> None:
    """Makes a database where there is none of that name."""
    with psycopg.connect(server_url, autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            owner.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def environment(settings: Settings) -> dict[str, str]:
    """The settings as variables for a child process."""
    told = {
        f"{PREFIX}{name.upper()}": str(value)
        for name, value in settings.model_dump(mode="json").items()
        if value is not None
    }
    return {**os.environ, **told}


@contextmanager
def child(module: str, settings: Settings, log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process of ours, ended with this context: asked first, then made to."""
    with ExitStack() as stack:
        out = stack.enter_context(log.open("ab")) if log else None
        process = subprocess.Popen(
            [sys.executable, "-m", module], env=environment(settings), stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT if out else None,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(what: str, is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Waits for a condition. DidNotStart where the process ends before it, or after a minute."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if process.poll() is not None:
            raise DidNotStart(f"{what}: the process ended with {process.returncode}")
        if time.monotonic() > until:
            raise DidNotStart(f"{what}: no answer within {PATIENCE:.0f} s")
        time.sleep(LOOK)


class Supervisor:
    """Runs children side by side and starts one again when it ends by itself."""

    def __init__(self, modules: Mapping[str, str], settings: Settings) -> None:
        self._modules = modules
        self._settings = settings
        self._told = threading.Event()

    def run(self, when_started: Callable[[], None]) -> None:
        """Until SIGTERM or SIGINT. when_started is called once, when all were started."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._told.set())
        keepers = [threading.Thread(target=self._keep, args=(m,)) for m in self._modules.values()]
        for keeper in keepers:
            keeper.start()
        when_started()
        for keeper in keepers:
            keeper.join()

    def stop(self) -> None:
        """Ends all of it."""
        self._told.set()

    def _keep(self, module: str) -> None:
        pause = 0.5
        while not self._told.is_set():
            with child(module, self._settings) as process:
                started = time.monotonic()
                while process.poll() is None and not self._told.wait(0.2):
                    pass
            if not self._told.is_set():
                pause = 0.5 if time.monotonic() - started > PATIENCE else min(pause * 2, 10.0)
                sys.stderr.write(f"{module} ended with {process.returncode}; again in {pause:.1f} s\n")
                self._told.wait(pause)
