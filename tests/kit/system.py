"""An installation with a broker that can be stopped, and a program outside that reads its events."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
from kombu import Connection

from services.console.supervising import DATABASE
from services.intake.commands import COMMANDS
from shared.plumbing.embedded.child import end
from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.installation import wait_for
from tests.support.processes import environment, tukiverkko
from tests.support.running import Running, a_running_system, carry_out

VHOST = "outside"
OUT = "case.events.out"
PATIENCE = 90.0


@dataclass(frozen=True)
class System:
    """settings: what the product's own commands are given."""

    running: Running
    node: Rabbit
    settings: dict[str, str]

    def subscribe(self, name: str, events: str, folder: Path) -> Path:
        """The file that the integrator is given."""
        done = tukiverkko("subscriber", "add", name, "--events", events, "--json", **self.settings)
        assert done.returncode == 0, done.stderr
        file = folder / f"{name}.json"
        file.write_text(done.stdout, encoding="utf-8")
        return file

    def contact(self, client: httpx.Client) -> str:
        """A contact more; its id."""
        example = COMMANDS["receive_referral"].example
        known = {name: given for name, given in example.items() if name != "subject"}
        referral = str(uuid4())
        insist(client, "intake.receive_referral", {**known, "referral_id": referral})
        return referral

    def screen(self, client: httpx.Client, referral: str) -> None:
        """One fact more about a contact."""
        example = COMMANDS["screen_referral"].example
        insist(client, "intake.screen_referral", {**example, "referral_id": referral})

    def facts(self, number: int, each: int = 10) -> None:
        """So many facts, of contacts with `each` facts or fewer."""
        with self.running.client() as client:
            while number > 0:
                referral = self.contact(client)
                for _ in range(min(each, number) - 1):
                    self.screen(client, referral)
                number -= each

    def told(self, given: Path) -> list[dict[str, Any]]:
        """Every event that a subscriber may read, as HTTP has them."""
        said = json.loads(given.read_text(encoding="utf-8"))
        events: list[dict[str, Any]] = []
        after, more = "", True
        with httpx.Client(headers={"Authorization": f"Bearer {said['token']}"}, timeout=30) as client:
            while more:
                answer = client.get(said["http"], params={"after": after, "limit": 1000})
                assert answer.status_code == 200, answer.text
                page = answer.json()
                events += page["events"]
                after, more = page["next"], page["more"]
        return events

    @contextmanager
    def unbound(self, queue: str, key: str) -> Iterator[None]:
        """What is told meanwhile reaches everybody but this queue."""
        with self._channel() as channel:
            channel.queue_unbind(queue, OUT, key)
            yield
            channel.queue_bind(queue, OUT, key)

    def put_into(self, queue: str, body: bytes) -> None:
        """A message straight into a queue."""
        with Connection(self.node.vhost_url(VHOST)) as link:
            link.Producer(serializer=None).publish(body, routing_key=queue, content_encoding="utf-8")

    def remove(self, name: str) -> None:
        done = tukiverkko("subscriber", "remove", name, **self.settings)
        assert done.returncode == 0, done.stderr

    def everything_is_forwarded(self) -> None:
        """Waits until the forwarder is at the end of intake's log."""
        wait_for("the forwarder is at the end", lambda: self._forwarded() == self._head())

    def _head(self) -> int:
        return self._number("SELECT coalesce(max(notification_id), 0) FROM intake.stored_events")

    def _forwarded(self) -> int:
        return self._number(
            "SELECT coalesce(max(position), 0) FROM reporting.forwarded WHERE source = 'intake'"
        )

    def _number(self, sql: str) -> int:
        with psycopg.connect(Postgres(self.running.data / "postgres").url(DATABASE)) as connection:
            row = connection.execute(sql.encode()).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _channel(self) -> Iterator[Any]:
        with Connection(self.node.vhost_url(VHOST)) as link:
            yield link.channel()


def insist(client: httpx.Client, command: str, data: dict[str, Any]) -> None:
    """Carried out once, and asked for again, as people do, while the answer is "not yet"."""
    once = {"Idempotency-Key": str(uuid4())}

    def done() -> bool:
        answer = carry_out(client, command, data, **once)
        assert answer.status_code in {200, 503}, answer.text
        return answer.is_success

    wait_for(f"{command} is carried out", done, PATIENCE)


@contextmanager
def a_system(folder: Path) -> Iterator[System]:
    """All of it, on a RabbitMQ of its own; subscribers are told as fast as it goes."""
    port = free_ports(1)[0]
    with Rabbit(folder / "rabbit") as node:
        settings = {
            "AMQP_URL": node.create_vhost(VHOST),
            "MANAGEMENT_URL": node.management_url,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "FORWARDED_A_SECOND": "0",
        }
        with a_running_system(folder / "data", port, **settings) as running:
            yield System(running, node, {**settings, "DATA": str(running.data)})


class Program:
    """A program of an integrator: started, killed and started again."""

    def __init__(self, command: list[str | Path], log: Path) -> None:
        self.log = log
        self._command = [str(part) for part in command]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            bare = {name: value for name, value in environment().items() if not name.startswith("PYTHON")}
            self._process = subprocess.Popen(
                self._command, env=bare, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def kill9(self) -> None:
        """In the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """As an init system does; its exit."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def ends(self) -> None:
        if self._process is not None and self._process.poll() is None:
            end(self._process, signal.SIGKILL)

    def says(self, words: str) -> bool:
        """Whether it has said so by now."""
        return self.log.exists() and words in self.log.read_text(encoding="utf-8", errors="replace")


def in_order(events: list[dict[str, Any]]) -> bool:
    """Whether the numbers of each subject only grow, and each is there once."""
    last: dict[tuple[str, str], int] = {}
    for event in events:
        of = (event["logid"], event["subject"])
        if event["sequence"] <= last.get(of, 0):
            return False
        last[of] = event["sequence"]
    return True


FACTS = int(os.environ.get("EVENTS", "500"))
"""How many pass while programs are killed."""
