"""Asking over the bridge, where services and their broker live in another process of this machine."""

from pathlib import Path
from typing import Any

import httpx

from shared.plumbing.ask import (
    DEADLINE_HEADER,
    PATIENCE,
    AnswerLate,
    ServiceAway,
    ServiceBroken,
    opened,
    until,
)
from shared.plumbing.embedded.folders import socket_folder

NOWHERE = "http://services"  # a Unix socket has no host; HTTP wants one


def socket_path(folder: Path) -> Path:
    """Where the bridge's socket lies for a data folder: the same for the server and those who ask."""
    return socket_folder(folder / "run", len("services.sock") + 1) / "services.sock"


class AsyncBridgeServices:
    """The async port over the bridge; for any number of askers in one event loop.

    path: the bridge's socket (`socket_path`).
    """

    def __init__(self, path: Path, *, connections: int = 100) -> None:
        transport = httpx.AsyncHTTPTransport(
            uds=str(path),
            verify=False,
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=20),
        )
        self._http = httpx.AsyncClient(transport=transport, base_url=NOWHERE)

    async def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - it travels with the request
    ) -> dict[str, Any]:
        """The service's reply. ServiceAway, AnswerLate (after `timeout` seconds), ServiceBroken."""
        asked = self._http.build_request(**posted(service, method, request, timeout))
        try:
            answer = await self._http.send(asked)
        except httpx.TransportError as error:
            raise meant(error, f"{service}.{method}") from error
        return read(answer)

    async def metrics(self) -> str:
        """The services' metrics, in Prometheus's text form. ServiceAway where nobody answers."""
        try:
            return (await self._http.get("/metrics", timeout=PATIENCE)).text
        except httpx.TransportError as error:
            raise meant(error, "metrics") from error

    async def close(self) -> None:
        await self._http.aclose()


class BridgeServices:
    """The sync port over the bridge; safe for several threads."""

    def __init__(self, path: Path) -> None:
        transport = httpx.HTTPTransport(uds=str(path), verify=False)
        self._http = httpx.Client(transport=transport, base_url=NOWHERE)

    def ask(
        self, service: str, method: str, request: dict[str, Any], timeout: float = PATIENCE
    ) -> dict[str, Any]:
        """The service's reply. ServiceAway, AnswerLate (after `timeout` seconds), ServiceBroken."""
        asked = self._http.build_request(**posted(service, method, request, timeout))
        try:
            answer = self._http.send(asked)
        except httpx.TransportError as error:
            raise meant(error, f"{service}.{method}") from error
        return read(answer)

    def alive(self) -> bool:
        """Whether the services' process answers."""
        try:
            return self._http.get("/alive", timeout=PATIENCE).is_success
        except httpx.TransportError:
            return False

    def close(self) -> None:
        self._http.close()


def posted(service: str, method: str, request: dict[str, Any], timeout: float) -> dict[str, Any]:
    """What both clients send."""
    return {
        "method": "POST",
        "url": f"/ask/{service}/{method}",
        "json": request,
        "headers": {DEADLINE_HEADER: until(timeout)},
        "timeout": timeout,
    }


def meant(error: httpx.TransportError, what: str) -> ServiceAway | AnswerLate:
    """What a broken exchange means to the asker."""
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return AnswerLate(f"{what}: no answer in time")
    return ServiceAway(f"{what}: the services' process does not answer ({error})")


def read(answer: httpx.Response) -> dict[str, Any]:
    """The reply in an answer; the port's exceptions where there is none."""
    try:
        payload = answer.json()
    except ValueError:
        raise ServiceBroken("BadPayload", f"HTTP {answer.status_code}") from None
    try:
        return opened(payload)
    except ServiceBroken as broken:
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise ServiceAway(broken.value) from None
        if answer.status_code == httpx.codes.GATEWAY_TIMEOUT:
            raise AnswerLate(broken.value) from None
        raise
