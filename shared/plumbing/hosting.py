"""Hosts services in this process: nameko containers with each service's desk and its loops.

eventlet must have patched this process before anything else was imported (services/console/serving.py).
"""

import gc
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

import eventlet
import psycopg
import structlog
from eventlet.event import Event
from eventsourcing.persistence import InterfaceError, OperationalError
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider
from prometheus_client import start_http_server

from shared.plumbing.broker import nameko_config
from shared.plumbing.bus import connected
from shared.plumbing.desk import Desk
from shared.plumbing.entrypoint import Encoded, rpc
from shared.plumbing.keys import signing_key
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.tokens import Verifier
from shared.plumbing.untrusted import why_not

log = structlog.get_logger()
DESKS = "TUKIVERKKO_DESKS"
LAST_TURN = 3.0
STOPS_WITHIN = 8.0
"""Seconds: a container whose broker is away waits for it without end; the process ends all the same."""
TRIES = 5
"""How often the servers may go away again while desks are opened."""
OpenDesk = Callable[[Settings], Desk]


class DeskOf(DependencyProvider):  # type: ignore[misc]
    """Gives a service's methods its desk, and runs the desk's loops as long as the container lives."""

    def setup(self) -> None:
        self.desk: Desk = self.container.config[DESKS][self.container.service_name]

    def start(self) -> None:
        self._running = [
            self.container.spawn_managed_thread(loop.run, identifier=loop.name) for loop in self.desk.loops
        ]

    def stop(self) -> None:
        """Lets the loops finish what they are at; the container kills what has not ended by then."""
        for loop in self.desk.loops:
            loop.stop()
        with eventlet.Timeout(LAST_TURN, exception=False):
            for running in self._running:
                running.wait()

    def get_dependency(self, worker_ctx: Any) -> Desk:  # noqa: ARG002 - nameko's
        return self.desk


class ServedByDesk:
    """The entrypoints of every service; a service adds its `name`. They have no opinions."""

    desk: Desk = DeskOf()  # nameko gives each request the desk in its place

    @rpc
    def carry_out(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.carry_out(request)

    @rpc
    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.answer(request)

    @rpc
    def status(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.status(request)

    @rpc
    def operate(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.operate(request)

    @rpc
    def accesses(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.accesses(request)

    @rpc
    def safe_contact(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.safe_contact(request)

    @rpc
    def events(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.events(request)

    @rpc
    def subscribers(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.subscribers(request)

    @rpc
    def tally(self, request: dict[str, Any]) -> dict[str, Any]:
        return self.desk.tally(request)

    @rpc
    def facts_after(self, request: dict[str, Any]) -> Encoded:
        return Encoded(self.desk.facts_as_json(request))


def bus_url(settings: Settings) -> str:
    """The bus of this installation: RabbitMQ, or the one in this process's memory."""
    return settings.amqp_url or "memory://"


def open_verifier(settings: Settings, database: ServiceDatabase) -> Verifier:
    """What tells who asks; a claimed clock is believed where the database was made for playing files."""
    return Verifier(signing_key(settings.keys), database.made_for_play())


def wait_for_servers(settings: Settings, services: Mapping[str, Any], patience: float = 60.0) -> None:
    """Waits until the broker and each service's database answer. TimeoutError after `patience` seconds."""
    until = time.monotonic() + patience
    pause, because = 0.1, None
    while True:
        try:
            with connected(bus_url(settings)):
                of_keys = (settings.keys_database_url,) if settings.keys_database_url else ()
                for url in (*map(settings.database_of, services), *of_keys):
                    psycopg.connect(url, connect_timeout=5).close()
                return
        except Exception as error:
            # A server that wants a certificate closes the line: why comes with it, or is lost (TLS 1.3).
            because = why_not(error) or because
            if time.monotonic() > until:
                raise TimeoutError(because or "the servers do not answer") from error
            log.warning("waiting for the servers", fault=type(error).__name__, because=because)
            time.sleep(pause)
            pause = min(pause * 2, 2.0)


def open_desks(kinds: Mapping[str, tuple[type[Any], OpenDesk]], settings: Settings) -> dict[str, Desk]:
    """The desks, once the servers are there; also where a server went away again in the midst of it."""
    for _ in range(TRIES):
        wait_for_servers(settings, kinds)
        try:
            return {name: open_desk(settings) for name, (_, open_desk) in kinds.items()}
        except (InterfaceError, OperationalError) as away:
            log.warning("waiting for the servers", fault=type(away).__name__)
    raise TimeoutError("the servers do not stay")


def run_services(
    kinds: Mapping[str, tuple[type[Any], OpenDesk]],
    settings: Settings,
    when_up: Callable[[dict[str, Desk]], Callable[[], None] | None],
) -> None:
    """Runs these services until SIGTERM or SIGINT.

    kinds: name → (nameko class, how to open its desk). when_up: called once all answer; what it
    returns is called at the end (the bridge's close, on the embedded default).
    """
    desks = open_desks(kinds, settings)
    letters = letters_of(settings)
    config = {**nameko_config(bus_url(settings), workers=settings.workers, letters=letters), DESKS: desks}
    containers = [ServiceContainer(service, config=config) for service, _ in kinds.values()]
    for container in containers:
        container.start()
    if settings.metrics_port is not None:
        start_http_server(settings.metrics_port, addr="127.0.0.1")
    close = when_up(desks)
    stay()
    log.info("serving", services=list(desks))
    _until_told(containers)
    if close:
        close()
    for loop in (loop for desk in desks.values() for loop in desk.loops):
        loop.stop()  # all before the first container stops: loops ask each other's services
    with eventlet.Timeout(STOPS_WITHIN, exception=False):
        for container in reversed(containers):
            container.stop()
    log.info("stopped", services=list(desks))


def stay() -> None:
    """What was made so far is here to stay: Python need not look through it again for what has gone.

    Reading a log makes many small things; for each thousand of them it looked at every module, a fifth of
    the work.
    """
    gc.collect()
    gc.freeze()


def _until_told(containers: list[Any]) -> None:
    """Waits for a signal, or for a container that died: then this process ends with its error."""
    told = Event()

    def tell(*_: Any) -> None:
        if not told.ready():
            told.send(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn(tell))
    for container in containers:
        eventlet.spawn(_tell_of_death, container, told)
    told.wait()


def _tell_of_death(container: Any, told: Event) -> None:
    try:
        container.wait()
    except Exception as error:  # noqa: BLE001 - whatever ended it ends this process
        if not told.ready():
            told.send_exception(error)
