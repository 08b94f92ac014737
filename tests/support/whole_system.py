"""A whole system on servers of its own, to be searched: PostgreSQL, RabbitMQ, the services and the gateway.

Everything lies below one folder: the servers' data and logs, the data folder with the keys, the logs of the
processes, the traces they sent, whatever they leave in a temporary folder, a cache or a user's home. Its
`/metrics` are asked for.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import httpx
import psycopg

from services.console.supervising import environment, migrate_all
from services.gateway.cookies import SESSION
from services.gateway.signing_in.sealed import Sealed
from services.gateway.signing_in.sessions_in_database import SessionsInDatabase
from services.gateway.signing_in.sessions_kept import Lasting, Session
from shared.contracts.services import SERVICES
from shared.plumbing.embedded.child import start_child
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.collector import Collector, a_collector
from tests.support.everything_said import Said
from tests.support.installation import COORDINATOR, Installation, Instance, wait_for
from tests.support.searching import uncompressed
from tests.support.servers import create_database

GATEWAY = "services.gateway.main"
DATA, KEYS = "searched", "searched_keys"
TALKATIVE = {
    "log_statement": "all", "log_parameter_max_length_on_error": "-1", "log_min_error_statement": "error",
    "log_error_verbosity": "verbose",
}  # fmt: skip
"""A region's own PostgreSQL may log whatever is said to it, with every value."""
TODAY = "2026-01-15T12:00:00+02:00"


class WholeSystem(Installation):
    """An installation with its gateway, and a key store of its own."""

    def __init__(self, folder: Path, server: Postgres, amqp_url: str, collector: Collector) -> None:
        super().__init__(folder / "data", create_database(server, DATA), amqp_url, migrated=False)
        self.folder, self.server, self.collector = folder, server, collector
        own = {
            "keys_database_url": create_database(server, KEYS),
            "http_port": free_ports(1)[0],
            "otlp_url": collector.url,
        }
        self.settings = self.given = self.settings.model_copy(update=own)
        migrate_all(self.settings, play=True)
        for name in (DATA, KEYS):
            uncompressed(server.url(name))
        self.base_url = f"http://{LOOPBACK}:{self.settings.http_port}"

    def start_all(self) -> None:
        """Every process, and waits until all of it works."""
        for service in SERVICES:
            self.launch(service, self.serving(service))
        log = self.home / "gateway.log"
        with log.open("ab") as out:
            command = [sys.executable, "-m", GATEWAY]
            child = start_child(
                command, at_owners_end=signal.SIGKILL, log=out, env=environment(self.settings)
            )
        self.gateway = Instance("gateway", child, log, self.settings.http_port)
        for instance in self.instances:
            self.serves(instance)
        self.instances.append(self.gateway)
        wait_for("the pages answer", self._is_ready)

    def say(self, said: Said) -> dict[str, Any]:
        """A command as a program gives it, through the gateway; its answer as it came."""
        headers = {
            "Authorization": f"Bearer {self.token(said.clock, **said.who)}",
            "Idempotency-Key": str(uuid4()),
        }
        path = f"{self.base_url}/api/v1/{said.service}/{said.name}"
        answer = httpx.post(path, json=said.data, headers=headers, timeout=30)
        return {"status": answer.status_code, **answer.json()}

    def tell_all(self, *everything: Iterable[Said]) -> None:
        """Each is accepted; matching and billing are told when they have heard of the cases, and billing's
        run is over before what is said of invoices.
        """
        for said in chain.from_iterable(everything):
            wait_for(f"{said.name} is accepted", lambda said=said: self._accepts(said))  # type: ignore[misc]

    def _accepts(self, said: Said) -> bool:
        """404 of another service: it has not heard of the case yet, or not issued the invoice."""
        answer = self.say(said)
        early = said.service != "intake" and answer["status"] == HTTPStatus.NOT_FOUND
        assert early or answer["status"] == HTTPStatus.OK, (said.name, answer)
        return not early

    def client(self, **claims: Any) -> httpx.Client:
        """A program's."""
        headers = {"Authorization": f"Bearer {self.token(TODAY, **claims)}", "Accept-Language": "fi"}
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=30)

    def browser(self, name: str, **claims: Any) -> httpx.Client:
        """A person's, signed in under a name that is shown to them. Their clock is the tests'."""
        session = Session(COORDINATOR | {"clock": TODAY} | claims, name)
        cookies = {SESSION: asyncio.run(self._begun(session))}
        return httpx.Client(base_url=self.base_url, cookies=cookies, timeout=30, follow_redirects=True)

    def metrics(self) -> str:
        """All figures of all processes."""
        with httpx.Client(timeout=10) as asking:
            return "".join(
                asking.get(f"http://{LOOPBACK}:{each.metrics_port}/metrics").text for each in self.instances
            )

    def flush(self) -> None:
        """What is only in PostgreSQL's memory comes to its files."""
        with psycopg.connect(self.server.url(DATA), autocommit=True) as connection:
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")

    async def _begun(self, session: Session) -> str:
        box = Sealed(self.key, "sessions")
        sessions = SessionsInDatabase(self.settings.database_of("gateway"), box, Lasting())
        try:
            return await sessions.begin(session)
        finally:
            await sessions.close()

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/readyz", timeout=5).is_success
        except httpx.TransportError:
            return False


@contextmanager
def a_whole_system(folder: Path) -> Iterator[WholeSystem]:
    """Everything started, all of it below the folder, until the context ends."""
    with ExitStack() as stack:
        own = {name: folder / name.lower() for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME")}
        for each in own.values():
            each.mkdir()
        stack.enter_context(patch.dict(os.environ, {name: str(each) for name, each in own.items()}))
        server = stack.enter_context(Postgres(folder / "postgres", port=free_ports(1)[0], settings=TALKATIVE))
        node = Rabbit(folder / "rabbit").start()
        stack.callback(node.kill9)
        collector = stack.enter_context(a_collector(folder / "spans"))
        system = stack.enter_context(WholeSystem(folder, server, node.create_vhost(DATA), collector))
        system.start_all()
        yield system
