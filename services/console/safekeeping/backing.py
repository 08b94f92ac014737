"""`backup`: the services' databases into one folder, the key store and the keys into another, apart.

The services may run meanwhile. The keys come after the store: every key that a stored fact needs is there.
"""

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from services.console.safekeeping.manifest import (
    MANIFEST,
    Counts,
    Manifest,
    NoBackup,
    age_in_days,
    counted,
    stamp,
)
from services.console.supervising import SCHEMAS, databases
from shared.plumbing.embedded.postgres import binaries
from shared.plumbing.sealing.key_store import SCHEMA as KEYS
from shared.plumbing.sealing.ring import KEPT_DAYS
from shared.plumbing.settings import Settings

KEYS_DUMP = "keys.dump"
BY_TLS = frozenset({"require", "verify-ca", "verify-full"})


def back_up(settings: Settings, to: Path, keys_to: Path) -> list[Path]:
    """Makes both; their folders. NoBackup, with a sentence, where that cannot be."""
    to, keys_to = to.expanduser().resolve(), keys_to.expanduser().resolve()
    if to.is_relative_to(keys_to) or keys_to.is_relative_to(to):
        raise NoBackup("keep the keys apart: another folder, and not within the other")
    now = stamp()
    with databases(settings) as ready:
        with _made(to / now) as folder:
            dumps = _store(ready, folder)
            _copy(settings.seals, folder / "seals")
            Manifest(now, settings.region, dumps).write(folder)
        with _made(keys_to / now) as folder:
            kept = _dumped(ready.database_of_keys, (KEYS,), folder / KEYS_DUMP)
            _copy(settings.keys, folder / "keys")
            Manifest(now, settings.region, {KEYS_DUMP: kept}).write(folder)
    _forget_the_old(keys_to)
    return [to / now, keys_to / now]


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Made beside its place and moved there: what was broken off is never taken for a backup."""
    aside = folder.with_name(f".{folder.name}")
    aside.mkdir(mode=0o700, parents=True)
    try:
        yield aside
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _store(settings: Settings, folder: Path) -> dict[str, Counts]:
    """A dump of each database; several services may lie in one."""
    of_url: defaultdict[str, list[str]] = defaultdict(list)
    for schema in SCHEMAS:
        of_url[settings.database_of(schema)].append(schema)
    named = {f"store-{at}.dump": each for at, each in enumerate(of_url.items(), 1)}
    return {name: _dumped(url, tuple(schemas), folder / name) for name, (url, schemas) in named.items()}


def _dumped(url: str, schemas: tuple[str, ...], file: Path) -> Counts:
    """Dumps these schemas; how many rows there are in each table, at the same moment."""
    with psycopg.connect(url) as rows:
        rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ((moment,),) = rows.execute("SELECT pg_export_snapshot()").fetchall()
        of_schemas = [f"--schema={schema}" for schema in schemas]
        postgres_tool("pg_dump", url, "-Fc", f"--snapshot={moment}", *of_schemas, f"--file={file}")
        file.chmod(0o600)
        return counted(rows, schemas)


def postgres_tool(program: str, url: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on a database. NoBackup, with its last words, where it fails."""
    said: dict[str, Any] = dict(conninfo_to_dict(url))
    secret = {"PGPASSWORD": str(said.pop("password"))} if "password" in said else {}  # others see arguments
    command = [
        _program(program, str(said.get("sslmode", ""))),
        *arguments,
        f"--dbname={make_conninfo(**said)}",
    ]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoBackup(f"{program}: {done.stderr.strip()[-500:]}")


def _program(name: str, sslmode: str) -> str:
    """Ours, which speaks no TLS, or where that is wanted the machine's own."""
    if sslmode not in BY_TLS:
        return str(binaries() / name)
    if found := shutil.which(name):
        return found
    raise NoBackup(f"the database is asked over TLS: install PostgreSQL's client programs, for {name}")


def _copy(source: Path, to: Path) -> None:
    shutil.copytree(source, to) if source.exists() else to.mkdir()
    to.chmod(0o700)


def _forget_the_old(keys_to: Path) -> None:
    """R-P2: a copy of the keys is kept for as long as the ring keeps a key, and no longer."""
    for old in [path.parent for path in keys_to.glob(f"*/{MANIFEST}")]:
        if age_in_days(old) > KEPT_DAYS:
            shutil.rmtree(old)
