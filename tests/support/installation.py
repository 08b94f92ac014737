"""An installation on real servers as the tests see it: processes of each service, asked over the broker.

It stops what it started and nothing else. Waiting is for a condition, with a time limit.
"""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx
import psycopg
from psycopg.rows import dict_row

from services.console.supervising import environment, migrate_all
from shared.plumbing.ask import NoAnswer
from shared.plumbing.embedded.child import end, kill, last_lines, start_child
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.keys import signing_key
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

SERVING = "services.console.serving"
PATIENCE = 60.0  # seconds, on a busy machine
GLANCE = 0.05
COORDINATOR = {"sub": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi"}
BUSY = 503


def wait_for(what: str, true: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Waits until it is so; the seconds it took. AssertionError, naming it, after `patience` seconds."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise AssertionError(f"not within {patience:g} s: {what}")
        time.sleep(GLANCE)
    return time.monotonic() - begun


@dataclass(frozen=True)
class Instance:
    """One process of one service."""

    service: str
    child: subprocess.Popen[bytes]
    log: Path
    metrics_port: int

    def metric(self, name: str, **labels: str) -> float | None:
        """The value of a metric; None where it is not there. labels: by which one of several is meant."""
        try:
            text = httpx.get(f"http://{LOOPBACK}:{self.metrics_port}/metrics", timeout=10).text
        except httpx.TransportError:
            return None
        for said, value in re.findall(rf"^{name}(?:{{([^}}]*)}})? (\S+)$", text, re.MULTILINE):
            if labels.items() <= dict(re.findall(r'(\w+)="([^"]*)"', said)).items():
                return float(value)
        return None

    def lines(self, event: str) -> list[dict[str, Any]]:
        """What it has written of one thing."""
        written = self.log.read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in written if line.startswith("{") and line.endswith("}")]
        return [line for line in told if line["event"] == event]

    def kill9(self) -> None:
        kill(self.child)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL to what does not end by it."""
        end(self.child, signal.SIGTERM)


class Installation:
    """One database and one virtual host with any number of service processes.

    home: its folder. The database is made for play, so that a request may bring its own clock.
    """

    def __init__(self, home: Path, database_url: str, amqp_url: str, *, migrated: bool = True) -> None:
        self.home = home
        self.settings = Settings(
            data=home, database_url=database_url, keys_database_url=database_url, amqp_url=amqp_url
        )
        self.given = self.settings  # what services are started with: a test may put a line of its own between
        self.key = signing_key(self.settings.keys)
        self.instances: list[Instance] = []
        self._lines: dict[str, psycopg.Connection[dict[str, Any]]] = {}
        self._services = RpcServices(amqp_url, asker="test", letters=letters_of(self.settings))
        if migrated:
            migrate_all(self.settings, play=True)

    @property
    def database(self) -> str:
        """Its name."""
        return str(self.settings.database_url).rpartition("/")[2]

    def start(self, service: str) -> Instance:
        """A process of the service that answers. AssertionError, with its log's end, where it does not."""
        instance = self.launch(service, self.serving(service))
        self.serves(instance)
        return instance

    def serving(self, service: str) -> list[str]:
        """The command that serves it."""
        return [sys.executable, "-m", SERVING, service]

    def launch(self, service: str, command: list[str]) -> Instance:
        """A process that is to serve, not waited for."""
        port, log = free_ports(1)[0], self.home / f"{service}-{len(self.instances)}.log"
        settings = self.given.model_copy(update={"metrics_port": port})
        with log.open("ab") as out:
            child = start_child(command, at_owners_end=signal.SIGKILL, log=out, env=environment(settings))
        instance = Instance(service, child, log, port)
        self.instances.append(instance)
        return instance

    def serves(self, instance: Instance, patience: float = PATIENCE) -> None:
        """Waits until it does."""

        def answers_or_ended() -> bool:
            ended = instance.child.poll() is not None
            return ended or instance.metric("process_start_time_seconds") is not None

        try:
            wait_for(f"{instance.service} serves", answers_or_ended, patience)
            assert instance.child.poll() is None, f"{instance.service} ended"
        except AssertionError as late:
            raise AssertionError(f"{late}\n{last_lines(instance.log)}") from late

    def running(self, service: str) -> list[Instance]:
        return [one for one in self.instances if one.service == service and one.child.poll() is None]

    def ask(self, service: str, method: str, request: dict[str, Any]) -> dict[str, Any]:
        """The reply; asked again, as people do, while nobody answers or the answer is "not yet"."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                reply = self._services.ask(service, method, request)
            except NoAnswer as none:
                reply = {"status": BUSY, "problem": {"sentence": repr(none)}}
            if reply.get("status") != BUSY or time.monotonic() > until:
                return reply
            time.sleep(GLANCE)

    def token(self, clock: str | None = None, **claims: Any) -> str:
        who = COORDINATOR | claims | ({"clock": clock} if clock else {})
        return issue(self.key, who)

    def command(
        self,
        name: str,
        data: dict[str, Any],
        *,
        command_id: str | None = None,
        clock: str | None = None,
        **claims: Any,
    ) -> dict[str, Any]:
        """A command ("intake.give_advice") and its reply; the same id each time it is asked."""
        service, _, command = name.partition(".")
        request = {
            "name": command,
            "data": data,
            "id": command_id or str(uuid4()),
            "token": self.token(clock, **claims),
        }
        return self.ask(service, "carry_out", request)

    def query(
        self, name: str, data: dict[str, Any], *, clock: str | None = None, **claims: Any
    ) -> dict[str, Any]:
        """A query's result. AssertionError where there is none."""
        service, _, query = name.partition(".")
        request = {"name": query, "data": data, "token": self.token(clock, **claims)}
        reply = self.ask(service, "answer", request)
        assert reply["status"] == 200, reply
        return dict(reply["result"])

    def carry_out_all(self, lines: list[dict[str, Any]]) -> None:
        """The commands of a file, each at its clock, with its id, as whoever the line names, as expected."""
        for line in lines:
            if "command" in line:
                who = {"sub": line["by"]["user"], **line["by"]}
                reply = self.command(
                    line["command"], line["data"], command_id=line["id"], clock=line["at"], **who
                )
                assert (reply["status"] == 200) == ("expect" not in line), (line, reply)

    def status(self, service: str) -> dict[str, Any]:
        return self.ask(service, "status", {})

    def rows(self, sql: str, service: str = "reporting", *values: Any) -> list[dict[str, Any]]:
        """Rows of a service's schema, read beside the service."""
        try:
            return list(self._line_to(service).execute(sql, values or None).fetchall())
        except psycopg.OperationalError:  # the server was ended meanwhile, or the database made anew
            if lost := self._lines.pop(service, None):
                lost.close()
            return list(self._line_to(service).execute(sql, values or None).fetchall())

    def _line_to(self, service: str) -> psycopg.Connection[dict[str, Any]]:
        """One connection for all that is asked: who waits asks many times a second."""
        if service not in self._lines:
            self._lines[service] = psycopg.connect(
                self.settings.database_of(service),
                row_factory=dict_row,
                options=f"-c search_path={service}",
                autocommit=True,
                prepare_threshold=None,  # tables are switched for others of the same name
            )
        return self._lines[service]

    def change(self, sql: str, service: str) -> None:
        """Changes a service's tables behind its back."""
        options = f"-c search_path={service}"
        with psycopg.connect(self.settings.database_of(service), options=options, autocommit=True) as own:
            own.execute(sql)

    def head(self, service: str = "intake") -> int:
        """The newest position of a service's log."""
        found = self.rows("SELECT coalesce(max(notification_id), 0) AS at FROM stored_events", service)
        return int(found[0]["at"])

    def seen(self, source: str = "intake", by: str = "reporting") -> int:
        """How far somebody has come in another's log."""
        found = self.rows("SELECT position FROM subscriptions WHERE source = %s", by, source)
        return int(found[0]["position"]) if found else 0

    def settle(self, patience: float = PATIENCE) -> float:
        """Waits until reporting has seen intake's log to its end; the seconds that took.

        Then until feedback, where it runs, has done what follows from it, and reporting has seen that, too.
        """
        took = wait_for("reporting has seen every fact", lambda: self.seen() == self.head(), patience)
        wait_for("feedback has done what follows", self.followed_up)
        return took

    def followed_up(self) -> bool:
        """Whether nothing waits in feedback, and reporting has seen all of it; so where it does not run."""
        if not self.running("feedback"):
            return True
        if self.seen(by="feedback") != self.head():
            return False
        loops = self.status("feedback").get("loops")
        if loops is None or any(loop.get("waiting") for loop in loops.values()):
            return False
        return self.seen("feedback") == self.head("feedback")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._services.close()
        for line in self._lines.values():
            line.close()
        for instance in self.instances:
            instance.kill9()
