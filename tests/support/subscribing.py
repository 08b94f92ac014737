"""Subscribers as they are outside: programs with what an operator gave them, and nothing else of ours."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from amqp.exceptions import AMQPError
from kombu import Connection

from services.console.bench.place import measured
from services.console.subscribers import Subscribers
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.installation import SERVING, Installation, Instance, wait_for

SOURCES = ("intake", "matching", "billing", "feedback")
Event = dict[str, Any]


class Outside:
    """An installation with its gateway, and who subscribes to it."""

    def __init__(self, home: Path, database_url: str, node: Rabbit, vhost: str, **settings: Any) -> None:
        self.installation = Installation(home, database_url, node.create_vhost(vhost))
        self.node = node
        self.port = free_ports(1)[0]
        more = {"management_url": node.management_url, "http_port": self.port, "requests_a_minute": 0}
        self.settings = self.installation.settings.model_copy(update=more | settings)
        self.installation.given = self.settings
        self.http = f"http://{LOOPBACK}:{self.port}/api/v1/events"
        self._contacts = 2

    def serve(self) -> None:
        """The sources in one process, reporting in one of its own, and the gateway."""
        started = [
            self.installation.launch("sources", [sys.executable, "-m", SERVING, *SOURCES]),
            self.launch_reporting(),
        ]
        self.installation.launch("gateway", [sys.executable, "-m", "services.gateway.main"])
        for one in started:
            self.installation.serves(one)
        wait_for("the gateway answers", self._ready)

    def launch_reporting(self) -> Instance:
        """The process that forwards."""
        return self.installation.launch("reporting", self.installation.serving("reporting"))

    def operator(self, user: str = "operator") -> Subscribers:
        return Subscribers(self.settings, user)

    def add(self, name: str, *events: str) -> "Subscriber":
        """A subscriber with what `subscriber add` says."""
        return Subscriber(self, self.operator().add(name, list(events)))

    def facts(self, number: int) -> int:
        """So many facts more or less in intake's log, three of each contact; its head."""
        head = measured("log_of_contacts", "filled", self.settings, facts=number, first=self._contacts)
        self._contacts += number // 3
        return int(head)

    def forwarded(self) -> int:
        """How far intake's log was forwarded."""
        found = self.installation.rows("SELECT position FROM forwarded WHERE source = 'intake'")
        return int(found[0]["position"]) if found else 0

    def all_forwarded(self, patience: float = 120.0) -> None:
        wait_for("all is forwarded", lambda: self.forwarded() == self.installation.head("intake"), patience)

    def _ready(self) -> bool:
        try:
            return httpx.get(f"http://{LOOPBACK}:{self.port}/readyz", timeout=5).is_success
        except httpx.TransportError:
            return False


class Subscriber:
    """A program outside. given: what an operator gave it."""

    def __init__(self, outside: Outside, given: dict[str, Any]) -> None:
        self.given = given
        self.name: str = given["name"]
        self._outside = outside

    @property
    def url(self) -> str:
        at = self.given["amqp"]
        who = f"{self.given['user']}:{quote(self.given['password'])}"
        return f"amqp://{who}@{at['host']}:{at['port']}/{at['vhost']}"

    @contextmanager
    def line(self) -> Iterator[Any]:
        """A channel at the broker. An AMQP error, or OSError, where it may not."""
        with Connection(self.url, connect_timeout=5) as link:
            link.connect()
            yield link.channel()

    def by_queue(self, *, acknowledge: bool = True) -> list[Event]:
        """What lies in its queue now."""
        found = []
        with self.line() as channel:
            while (message := channel.basic_get(self.given["queue"])) is not None:
                found.append(json.loads(message.body))
                if acknowledge:
                    channel.basic_ack(message.delivery_tag)
        return found

    def by_stream(self, wanted: int) -> list[Event]:
        """So many events from the stream's beginning."""
        found: list[Event] = []
        with self.line() as channel:

            def take(message: Any) -> None:
                found.append(json.loads(message.body))
                message.channel.basic_ack(message.delivery_tag)

            channel.basic_qos(0, 200, False)  # noqa: FBT003 - amqp's own
            channel.basic_consume(self.given["stream"], callback=take, arguments={"x-stream-offset": "first"})
            while len(found) < wanted:
                channel.connection.drain_events(timeout=20)
        return found

    def get(self, **asked: Any) -> httpx.Response:
        """One page over HTTP."""
        headers = {"Authorization": f"Bearer {self.given['token']}", "Accept-Language": "en"}
        return httpx.get(self._outside.http, params=asked, headers=headers, timeout=40)

    def by_http(self, limit: int = 1000) -> list[Event]:
        """Every page from the beginning."""
        found, after, more = [], "", True
        while more:
            answer = self.get(after=after, limit=limit)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            assert len(page["events"]) <= limit
            found += page["events"]
            after, more = page["next"], page["more"]
        return found

    def refused(self, method: str, *arguments: Any, **named: Any) -> str:
        """What the broker says no with. AssertionError where it does not."""
        with self.line() as channel:
            try:
                getattr(channel, method)(*arguments, **named)
            except (AMQPError, OSError) as no:
                return str(no)
        raise AssertionError(f"{self.name} may {method}")


def types(events: Sequence[Event]) -> set[str]:
    """The facts among them: `intake.advice-given`."""
    return {event["type"].removeprefix("fi.tukiverkko.").rpartition(".")[0] for event in events}


def by_subject(events: Sequence[Event]) -> dict[str, list[int]]:
    """The numbers within each subject, as they came, each event once."""
    found: dict[str, list[int]] = defaultdict(list)
    seen = set()
    for event in events:
        if event["id"] not in seen:
            seen.add(event["id"])
            found[event["subject"]].append(event["sequence"])
    return dict(found)
