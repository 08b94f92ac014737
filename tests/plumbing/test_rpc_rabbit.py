"""RPC over a real RabbitMQ, by the sync and by the async asker."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from kombu import Producer, Queue

from shared.plumbing.ask import AnswerLate, NoAnswer, ServiceAway, ServiceBroken
from shared.plumbing.broker import RPC_EXCHANGE, connection
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.rpc import RpcServices
from shared.plumbing.rpc_async import AmqpServices
from tests.support.echo import echo

Request = dict[str, Any]


class Async:
    """The async asker with the sync one's face, in a loop of its own."""

    def __init__(self, url: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.services = AmqpServices(url)

    def ask(self, service: str, method: str, request: Request, timeout: float = 5.0) -> Request:
        return self.loop.run_until_complete(self.services.ask(service, method, request, timeout))

    def deafen(self) -> None:
        queue, exchange = self.services._queue, self.services._exchange  # noqa: SLF001
        assert queue
        assert exchange
        self.loop.run_until_complete(queue.unbind(exchange, self.services._reply_to))  # noqa: SLF001

    def close(self) -> None:
        self.loop.run_until_complete(self.services.close())
        self.loop.close()


Asker = RpcServices | Async


@pytest.fixture(params=[RpcServices, Async], ids=["sync", "async"])
def services(request: pytest.FixtureRequest, vhost: str) -> Iterator[Asker]:
    asker: Asker = request.param(vhost)
    yield asker
    asker.close()


def test_a_request_is_answered_or_one_learns_why_not(vhost: str, services: Asker) -> None:
    with pytest.raises(ServiceAway, match="nobody listens"):
        services.ask("echo", "answer", {})
    with echo(vhost):
        assert services.ask("echo", "answer", {"name": "Äiti"})["result"] == {"name": "Äiti"}
        with pytest.raises(ServiceBroken, match="LookupError: a bug"):
            services.ask("echo", "stumble", {})
        with pytest.raises(ServiceBroken, match="UnserializableValueError"):
            services.ask("echo", "mumble", {})
        with pytest.raises(AnswerLate):
            services.ask("echo", "work", {"seconds": 1}, timeout=0.2)
        assert services.ask("echo", "answer", {"after": "a late one"})["result"] == {"after": "a late one"}


def test_what_the_broker_does_not_take_was_not_asked(vhost: str, services: Asker) -> None:
    """As a quorum queue between two leaders; here the queue is full."""
    full = {"x-max-length": 1, "x-overflow": "reject-publish"}
    with connection(vhost) as link:
        Queue("full", RPC_EXCHANGE, routing_key="full.*", queue_arguments=full)(link.channel()).declare()
        link.Producer(exchange=RPC_EXCHANGE).publish("all it holds", routing_key="full.answer")
        with pytest.raises(ServiceAway):
            services.ask("full", "answer", {})
    with echo(vhost):
        assert services.ask("echo", "answer", {"and": "another"})["result"] == {"and": "another"}


def test_a_line_that_hears_nothing_is_mended(vhost: str, services: Asker) -> None:
    """As where the nodes of a cluster took one for dead that only stood still, and forgot its queues."""
    with echo(vhost):
        assert services.ask("echo", "answer", {"a": "first"})["result"] == {"a": "first"}
        if isinstance(services, Async):
            services.deafen()
        else:
            (line,) = services._kept  # noqa: SLF001
            line._queue.unbind_from(RPC_EXCHANGE, line._reply_to)  # noqa: SLF001
        with pytest.raises(AnswerLate):
            services.ask("echo", "answer", {}, timeout=0.5)
        assert services.ask("echo", "answer", {"and": "another"})["result"] == {"and": "another"}


def test_an_expired_request_is_never_carried_out(vhost: str, services: Asker) -> None:
    with echo(vhost):
        services.ask("echo", "answer", {})
    with pytest.raises(AnswerLate):  # nobody is there, but the queue is: it is durable
        services.ask("echo", "note", {"word": "too late"}, timeout=0.2)
    with echo(vhost):
        assert services.ask("echo", "noted", {})["result"] == {"words": []}
        services.ask("echo", "note", {"word": "again"})
        assert services.ask("echo", "noted", {})["result"] == {"words": ["again"]}


def test_many_threads_ask_at_once(vhost: str) -> None:
    services = RpcServices(vhost)
    with echo(vhost), ThreadPoolExecutor(10) as threads:
        began = time.monotonic()
        said = list(threads.map(lambda n: services.ask("echo", "answer", {"n": n})["result"]["n"], range(50)))
        list(threads.map(lambda _: services.ask("echo", "work", {"seconds": 0.3}), range(10)))
        assert said == list(range(50))
        assert time.monotonic() - began < 3, "they were not answered side by side"
    services.close()


def test_many_ask_at_once_in_one_loop(vhost: str) -> None:
    async def ask() -> list[int]:
        services = AmqpServices(vhost)
        answers = await asyncio.gather(*(services.ask("echo", "answer", {"n": n}) for n in range(100)))
        await services.close()
        return [each["result"]["n"] for each in answers]

    with echo(vhost):
        assert asyncio.run(ask()) == list(range(100))


PLAIN = {"content_type": "application/json", "content_encoding": "utf-8"}
NO_REQUESTS: dict[str, tuple[bytes, dict[str, Any]]] = {
    "half a JSON": (b"{", PLAIN),
    "a list": (b"[1]", PLAIN),
    "no argument": (b'{"args": [], "kwargs": {}}', PLAIN),
    "a pickle": (b"\x80\x04.", {"content_type": "application/x-python-serialize"}),
    "no text": (b"\xff\xfe", {"content_type": "text/plain", "content_encoding": "utf-8"}),
    "odd headers": (
        b'{"args": [{}], "kwargs": {}}',
        PLAIN | {"headers": {"nameko.call_id_stack": 7, "tukiverkko-deadline": "soon"}},
    ),
}


def test_no_message_ends_a_service(vhost: str) -> None:
    services = RpcServices(vhost)
    with echo(vhost) as process, connection(vhost) as raw:
        for body, properties in NO_REQUESTS.values():
            for route in ("echo.answer", "echo.unknown"):
                Producer(raw, RPC_EXCHANGE).publish(body, routing_key=route, **properties)
            assert services.ask("echo", "answer", {"still": "there"})["status"] == 200
        assert process.poll() is None
    services.close()


@pytest.mark.timeout(240)
def test_the_broker_is_lost_and_comes_back(own_rabbit: Rabbit) -> None:
    url = own_rabbit.create_vhost("lost")
    askers: list[Asker] = [RpcServices(url), Async(url)]
    with echo(url) as process:
        for asker in askers:
            assert asker.ask("echo", "answer", {})["status"] == 200
        own_rabbit.pause()
        for asker in askers:
            with pytest.raises(AnswerLate):
                asker.ask("echo", "answer", {}, timeout=0.3)
        own_rabbit.go_on()
        own_rabbit.kill9()
        for asker in askers:
            with pytest.raises(ServiceAway):
                asker.ask("echo", "answer", {})
        own_rabbit.start()
        for asker in askers:
            assert answered_within(asker, seconds=30)
        own_rabbit.wipe()
        own_rabbit.create_vhost("lost")
        for asker in askers:
            assert answered_within(asker, seconds=30)
        assert process.poll() is None, "the service ended with the broker"
    for asker in askers:
        asker.close()


def answered_within(asker: Asker, seconds: float) -> bool:
    """Ask until it is answered; the service needs a while to find the broker again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            asker.ask("echo", "answer", {}, timeout=1)
        except NoAnswer:
            time.sleep(0.1)
        else:
            return True
    return False
