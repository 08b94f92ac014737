"""Starts what an installation needs and keeps it running: PostgreSQL, the services, the gateway."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg.sql import SQL, Identifier

from shared.contracts.services import SERVICES
from shared.plumbing.embedded.child import end, ending_with_owner
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.sealing.key_store import make_key_store
from shared.plumbing.settings import PREFIX, Settings

SCHEMAS = (*SERVICES, "gateway")
"""Whoever has tables: the gateway keeps its sessions."""
DATABASE, DATABASE_OF_KEYS = "tukiverkko", "tukiverkko_keys"
PATIENCE = 120.0
ENDS_WITHIN = 10.0
LOOK = 0.1
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0


class DidNotStart(Exception):
    """A process ended, or did not answer in time."""


class NoKeyStore(Exception):
    """The settings name servers, and none for the keys."""


@contextmanager
def databases(settings: Settings, *, play: bool = False) -> Iterator[Settings]:
    """The settings with a database that is there and migrated; the embedded one runs as long as this."""
    with ExitStack() as stack:
        if settings.database_url is None:
            settings.home.mkdir(parents=True, exist_ok=True)
            server = stack.enter_context(Postgres(settings.home / "postgres"))
            urls = {"database_url": server.url(DATABASE), "keys_database_url": server.url(DATABASE_OF_KEYS)}
            for name in (DATABASE, DATABASE_OF_KEYS):
                create_database(server.url("postgres"), name)
            settings = settings.model_copy(update=urls)
        elif settings.keys_database_url is None:
            raise NoKeyStore("no key store: set TUKIVERKKO_KEYS_DATABASE_URL beside TUKIVERKKO_DATABASE_URL")
        migrate_all(settings, play=play)
        yield settings


def migrate_all(settings: Settings, *, play: bool = False) -> None:
    """Brings every service's schema and the key store to the newest version, the gateway's sessions too."""
    make_key_store(settings.database_of_keys)
    for service in SCHEMAS:
        migrate(settings.database_of(service), service, play=play)


def create_database(server_url: str, name: str) -> None:
    """Makes a database where there is none of that name."""
    with psycopg.connect(server_url, autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            owner.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def environment(settings: Settings) -> dict[str, str]:
    """The settings as variables for a child process: these and no other, whatever ours were given."""
    said = settings.model_dump(mode="json") | {"data": str(settings.home)}
    told = {f"{PREFIX}{name.upper()}": str(value) for name, value in said.items() if value is not None}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | told


@contextmanager
def child(module: str, settings: Settings, log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process of ours, ended with this context: asked first, then made to.

    It is in a session of its own, so that Ctrl-C reaches only us, and the kernel ends it when we are
    killed: what it had not yet stored nobody was told of. Called from a thread that lives as long.
    """
    with ExitStack() as stack:
        out = stack.enter_context(log.open("ab")) if log else None
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT if out else None,
            start_new_session=True,
            # It calls one loaded C function and nothing else.
            preexec_fn=ending_with_owner(signal.SIGKILL),  # noqa: PLW1509
        )
        try:
            yield process
        finally:
            end(process, signal.SIGTERM, patience=ENDS_WITHIN)


def wait_until(what: str, is_so: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Waits for a condition. DidNotStart where the process ends before it, or after two minutes."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if process is not None and process.poll() is not None:
            raise DidNotStart(f"{what}: the process ended with {process.returncode}")
        if time.monotonic() > until:
            raise DidNotStart(f"{what}: no answer within {PATIENCE:.0f} s")
        time.sleep(LOOK)


class Supervisor:
    """Runs children side by side, as long as its context, and starts one again when it ends by itself.

    log: the file that their lines go to; None: where ours go.
    """

    def __init__(self, modules: Sequence[str], settings: Settings, log: Path | None = None) -> None:
        self._settings = settings
        self._log = log
        self._ending = threading.Event()
        self._keepers = [
            threading.Thread(target=self._keep, args=(module,), daemon=True) for module in modules
        ]

    def __enter__(self) -> Self:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self, module: str) -> None:
        pause = FIRST_PAUSE
        while not self._ending.is_set():
            with child(module, self._settings, self._log) as process:
                started = time.monotonic()
                while process.poll() is None and not self._ending.wait(LOOK):
                    pass
            if not self._ending.is_set():
                pause = (
                    FIRST_PAUSE if time.monotonic() - started > PATIENCE else min(pause * 2, LONGEST_PAUSE)
                )
                sys.stderr.write(f"{module} ended with {process.returncode}; again in {pause:.1f} s\n")
                self._ending.wait(pause)
