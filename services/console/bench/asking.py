"""Commands over RPC and over HTTP, 64 in flight, against a bare nameko echo."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import COORDINATOR, a_contact
from services.console.bench.place import Place, measured
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.keys import signing_key
from shared.plumbing.rpc_async import AmqpServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

IN_FLIGHT = 64
ECHO = "bench_echo"
LONG = 30.0
OK = 200
Ask = Callable[[], Awaitable[None]]


def commands(place: Place) -> list[Figure]:
    """Contacts received: over RPC as the gateway asks, and through the gateway itself."""
    port = free_ports(1)[0]
    settings = place.fresh().model_copy(update={"http_port": port, "requests_a_minute": 0})
    with place.running(settings, f"{__package__}.echo"):
        bare = measured("asking", "echoed", settings, green=False, seconds=place.seconds)
    with place.serving(settings, "intake"):
        by_rpc = measured("asking", "by_rpc", settings, green=False, seconds=place.seconds)
        with place.running(settings, "services.gateway.main"):
            by_http = measured("asking", "by_http", settings, green=False, seconds=place.seconds)
    against = "a bare nameko RPC echo, 64 in flight"
    return [
        Figure("commands over RPC, 64 in flight", by_rpc, bare, "commands/s", against, 0.30),
        Figure("commands over HTTP and RPC, 64 in flight", by_http, bare, "commands/s", against, 0.30),
    ]


def echoed(seconds: float) -> float:
    """Requests of a command's size to a service that gives them back."""
    return _over_rpc(seconds, ECHO, "echo")


def by_rpc(seconds: float) -> float:
    """Contacts received by intake, asked as the gateway asks."""
    return _over_rpc(seconds, "intake", "carry_out")


def _over_rpc(seconds: float, service: str, method: str) -> float:
    settings = Settings()
    token = issue(signing_key(settings.keys), COORDINATOR)

    async def measure() -> float:
        letters = letters_of(settings) if service != ECHO else None
        services = AmqpServices(str(settings.amqp_url), asker="bench", letters=letters)

        async def ask() -> None:
            request = {"name": "receive_referral", "data": a_contact(), "id": str(uuid4()), "token": token}
            reply = await services.ask(service, method, request, timeout=LONG)
            if reply["status"] != OK:
                raise RuntimeError(reply)

        await _until_answered(ask)
        try:
            return await _rate(lambda: ask, seconds)
        finally:
            await services.close()

    return asyncio.run(measure())


def by_http(seconds: float) -> float:
    """Contacts received through the gateway, each asker on a connection that it keeps."""
    settings = Settings()
    token = issue(signing_key(settings.keys), COORDINATOR)

    def asker() -> Ask:
        line: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

        async def ask() -> None:
            if not line:
                line.append(await asyncio.open_connection(LOOPBACK, settings.http_port))
            status = await _post(*line[0], token)
            if status != OK:
                raise RuntimeError(status)

        return ask

    async def measure() -> float:
        await _until_answered(asker())
        return await _rate(asker, seconds)

    return asyncio.run(measure())


async def _post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> int:
    """As little HTTP as it takes: the asker shares its cores with what is measured."""
    body = json.dumps(a_contact()).encode()
    head = (
        f"POST /api/v1/intake/receive_referral HTTP/1.1\r\nHost: {LOOPBACK}\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {uuid4()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    await reader.readexactly(int(answer.partition("content-length:")[2].partition("\r\n")[0]))
    return int(answer.split(" ", 2)[1])


async def _until_answered(ask: Ask) -> None:
    """The first answer, however long the other side takes to come up."""
    until = time.monotonic() + LONG
    while True:
        try:
            return await ask()
        except Exception:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)


async def _rate(asker: Callable[[], Ask], seconds: float) -> float:
    """Answers a second with so many in flight; half as long before it to warm up."""
    counted_from = time.monotonic() + seconds / 2
    until = counted_from + seconds
    done = 0

    async def go_on(ask: Ask) -> None:
        nonlocal done
        while time.monotonic() < until:
            await ask()
            done += counted_from <= time.monotonic() < until

    await asyncio.gather(*(go_on(asker()) for _ in range(IN_FLIGHT)))
    return done / seconds
