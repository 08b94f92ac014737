"""`drill`: restores the newest backup into a new place, and proves that all of it is there and fits together.

The running installation is neither asked nor touched: a PostgreSQL of its own, a bus in memory, no messages.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from pydantic_core import from_json

from services.console.remaking import rebuild
from services.console.running import installation
from services.console.safekeeping.backing import KEYS_DUMP, postgres_tool
from services.console.safekeeping.manifest import Manifest, NoBackup, counted, newest
from services.console.supervising import DATABASE, DATABASE_OF_KEYS, SCHEMAS, DidNotStart, create_database
from services.console.verifying import verify_all
from shared.contracts.services import READERS, WITH_A_LOG
from shared.plumbing.embedded.child import last_lines
from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.sealing.key_store import ERASED, LOST
from shared.plumbing.sealing.key_store import SCHEMA as KEYS
from shared.plumbing.sealing.opening import open_sealing
from shared.plumbing.sealing.sealing import At, Instead
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase, role_of
from shared.plumbing.switching import NotNow

TOLD_AT_MOST = 20
OF_THE_REGION = ("region", "standing_team", "own_policies", "own_instruments", "studies", "log_level")
"""Settings that the copy must have as well: its policies and instruments are read at the start."""
Say = Callable[[str], None]


@dataclass
class Drilled:
    """What was found. seconds: by step; facts, sealed: how many were looked at; findings: what differs."""

    backup: str
    keys: str
    facts: int = 0
    sealed: int = 0
    erased: int = 0
    rows: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.findings

    def lines(self) -> list[str]:
        """For people."""
        times = ", ".join(f"{step} {took:.1f} s" for step, took in self.seconds.items())
        shown = [f"  {each}" for each in self.findings[:TOLD_AT_MOST]]
        more = len(self.findings) - len(shown)
        verdict = "all of it is there" if self.holds else f"{len(self.findings)} things differ"
        return [
            f"backup {self.backup}, keys {self.keys}",
            f"{self.facts} facts, {self.sealed} of them sealed ({self.erased} erased), {self.rows} rows",
            f"{times}; in all {sum(self.seconds.values()):.1f} s",
            *shown,
            *([f"  and {more} more"] if more else []),
            verdict,
        ]


class Drill:
    """One drill. place: an empty folder. say: told of each step."""

    def __init__(self, settings: Settings, place: Path, say: Say) -> None:
        self._settings = alone(settings, place)
        self._place = place
        self._say = say

    def run(self, backups: Path, keys: Path) -> Drilled:
        """NoBackup, with a sentence, where there is nothing to restore, or it cannot be restored."""
        if self._place.exists() and any(self._place.iterdir()):
            raise NoBackup(f"{self._place} is not empty")
        backup, of_keys = newest(backups), newest(keys)
        found = Drilled(backup.name, of_keys.name)
        with self._step(found, "restored"):
            shutil.copytree(of_keys / "keys", self._settings.keys)
            shutil.copytree(backup / "seals", self._settings.seals)
        with Postgres(self._settings.home / "postgres") as server:
            with self._step(found, "restored"):
                self._restore(server, backup, of_keys)
            urls = {"database_url": server.url(DATABASE), "keys_database_url": server.url(DATABASE_OF_KEYS)}
            restored = self._settings.model_copy(update=urls)
            with self._step(found, "counted"):
                found.findings += differing(restored.database_of_keys, Manifest.read(of_keys))
                found.findings += differing(str(restored.database_url), Manifest.read(backup))
            with self._step(found, "seals verified"):
                self._verify(restored, found)
            with self._step(found, "opened"):
                for service in WITH_A_LOG:
                    open_all(restored, service, found)
        with self._step(found, "rows made anew"):
            self._compare_rows(found)
        return found

    def _step(self, found: Drilled, name: str) -> "Step":
        return Step(found.seconds, name, self._say)

    def _restore(self, server: Postgres, backup: Path, of_keys: Path) -> None:
        with psycopg.connect(server.url(), autocommit=True) as owner:
            for schema in (*SCHEMAS, KEYS):
                owner.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role_of(schema))))
        for name in (DATABASE, DATABASE_OF_KEYS):
            create_database(server.url(), name)
        for dump in Manifest.read(backup).dumps:
            postgres_tool(
                "pg_restore", server.url(DATABASE), "--exit-on-error", "--no-privileges", str(backup / dump)
            )
        of_store = str(of_keys / KEYS_DUMP)
        postgres_tool(
            "pg_restore", server.url(DATABASE_OF_KEYS), "--exit-on-error", "--no-privileges", of_store
        )

    def _verify(self, restored: Settings, found: Drilled) -> None:
        verified = verify_all(restored)
        found.facts = sum(report.facts for report in verified.services.values())
        for name, report in (*verified.services.items(), *verified.logs.items()):
            found.findings += [f"{name}: {finding}" for finding in report.findings]

    def _compare_rows(self, found: Drilled) -> None:
        """The services run on the copy, and each reader's rows are made anew beside those restored."""
        log = self._place / "services.log"
        try:
            with installation(self._settings, log=log) as ready:
                for reader in READERS:
                    _compare(ready, reader, found, self._say)
        except (DidNotStart, NotNow) as ended:
            found.findings.append(f"the services do not work on the copy: {ended}\n{last_lines(log)}")


def _compare(ready: Settings, reader: str, found: Drilled, say: Say) -> None:
    report = rebuild(ready, reader, None, say, compare_only=True)
    found.rows += report.rows
    found.findings += [
        f"{reader}: {table.differences} rows of {name} are not as the facts have them"
        for name, table in report.by_table.items()
        if table.differences
    ]


class Step:
    """A step that takes time: said when it begins, and added up."""

    def __init__(self, seconds: dict[str, float], name: str, say: Say) -> None:
        self._seconds, self._name, self._say = seconds, name, say

    def __enter__(self) -> None:
        self._say(f"{self._name} …")
        self._begun = time.monotonic()

    def __exit__(self, *_: object) -> None:
        took = time.monotonic() - self._begun
        self._seconds[self._name] = self._seconds.get(self._name, 0.0) + took


def alone(settings: Settings, place: Path) -> Settings:
    """Settings of an installation of its own in this place: no server, no provider, no way for a message."""
    fields = {name: each.get_default() for name, each in Settings.model_fields.items()}
    of_region = {name: getattr(settings, name) for name in OF_THE_REGION}
    own = {"data": place / "data", "http_port": free_ports(1)[0]}
    return Settings.model_construct(**(fields | of_region | own))


def differing(url: str, manifest: Manifest) -> list[str]:
    """Tables in which there are not as many rows as the backup says."""
    findings = []
    with psycopg.connect(url) as rows:
        for dump, schemas in manifest.dumps.items():
            now = counted(rows, tuple(schemas))
            findings += [
                f"{schema}.{table}: {now.get(schema, {}).get(table, 0)} rows, not {there} ({dump})"
                for schema, tables in schemas.items()
                for table, there in tables.items()
                if now.get(schema, {}).get(table, 0) != there
            ]
    return findings


def open_all(restored: Settings, service: str, found: Drilled) -> None:
    """Opens every sealed fact of a service with the keys that came with it."""
    with closing(ServiceDatabase(restored.database_of(service), service)) as database:
        sealing = open_sealing(restored, database)
        lost: dict[str, int] = {}
        with database.rows() as rows, rows.cursor("facts") as facts:
            facts.execute("SELECT originator_id, originator_version, topic, state FROM stored_events")
            for fact in facts:
                said: dict[str, Any] = from_json(bytes(fact["state"]))
                if "sealed" not in said:
                    continue
                at = At(fact["originator_id"], fact["originator_version"], fact["topic"])
                texts = sealing.open(at, said["sealed"])
                found.sealed += 1
                if isinstance(texts, Instead):
                    found.erased += texts[0] == ERASED
                    if texts[0] == LOST:
                        lost[said["sealed"]["key"]] = lost.get(said["sealed"]["key"], 0) + 1
        sealing.keys.store.close()
    found.findings += [f"{service}: key {key} is lost, and {n} facts do not open" for key, n in lost.items()]
