"""The bridge: how the edge, another process, asks services that live on the in-memory broker.

HTTP on a Unix socket in a folder that only we enter; served by green threads inside the services' process.

    POST /ask/<service>/<method>   a JSON object → {"result": ..., "error": null}, as nameko's RPC replies
    GET  /metrics                  Prometheus, text
    GET  /alive                    {"alive": true}
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import eventlet
import structlog
from eventlet import wsgi
from eventlet.green import socket
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

from shared.plumbing.ask import DEADLINE_HEADER, AnswerLate, ServiceAway, ServiceBroken, too_late

Dispatch = Callable[[str, str, dict[str, Any]], dict[str, Any]]
"""(service, method, request) → reply. Raises ServiceAway for a service or method that is not there."""

LARGEST_REQUEST = 32 * 1024 * 1024  # bytes; the edge's own limits are lower
JSON = "application/json"
DEADLINE_VARIABLE = "HTTP_" + DEADLINE_HEADER.upper().replace("-", "_")
Answer = tuple[str, str, bytes]

log = structlog.get_logger(__name__)


class Bridge:
    """The WSGI application. dispatch: asks the service; registry: what /metrics shows."""

    def __init__(
        self, dispatch: Dispatch, *, registry: CollectorRegistry = REGISTRY, largest: int = LARGEST_REQUEST
    ) -> None:
        self.dispatch = dispatch
        self.registry = registry
        self.largest = largest

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        status, kind, body = self._answer(environ)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: Mapping[str, Any]) -> Answer:
        match environ["REQUEST_METHOD"], environ["PATH_INFO"].strip("/").split("/"):
            case "GET", ["alive"]:
                return "200 OK", JSON, b'{"alive": true}'
            case "GET", ["metrics"]:
                return "200 OK", CONTENT_TYPE_LATEST, generate_latest(self.registry)
            case "POST", ["ask", service, method]:
                return self._asked(service, method, environ)
            case _:
                return failed("404 Not Found", ServiceAway("no such place"))

    def _asked(self, service: str, method: str, environ: Mapping[str, Any]) -> Answer:
        length = environ.get("CONTENT_LENGTH") or "0"
        body = b"" if int(length) > self.largest else environ["wsgi.input"].read(self.largest + 1)
        if int(length) > self.largest or len(body) > self.largest:
            return failed("413 Content Too Large", ServiceBroken("TooLarge", f"over {self.largest} bytes"))
        try:
            request = json.loads(body)
        except ValueError as bad:
            return failed("400 Bad Request", ServiceBroken("BadRequest", str(bad)))
        if not isinstance(request, dict):
            return failed("400 Bad Request", ServiceBroken("BadRequest", "not a JSON object"))
        if too_late(environ.get(DEADLINE_VARIABLE)):
            return failed("504 Gateway Timeout", AnswerLate("nobody waits any more"))
        return self._dispatched(service, method, request)

    def _dispatched(self, service: str, method: str, request: dict[str, Any]) -> Answer:
        try:
            reply = self.dispatch(service, method, request)
            said = json.dumps({"result": reply, "error": None}, ensure_ascii=False, allow_nan=False)
        except ServiceAway as away:
            return failed("503 Service Unavailable", away)
        except AnswerLate as late:
            return failed("504 Gateway Timeout", late)
        except Exception as bug:
            log.exception("request failed", service=service, method=method)
            return failed("500 Internal Server Error", bug)
        return "200 OK", JSON, said.encode()


def failed(status: str, error: Exception) -> Answer:
    """An answer that carries an error in the shape of nameko's."""
    kind, value = type(error).__name__, str(error)
    if isinstance(error, ServiceBroken):  # it says itself what broke
        kind, value = error.exc_type, error.value
    said = {"result": None, "error": {"exc_type": kind, "value": value}}
    return status, JSON, json.dumps(said).encode()


def spawn_bridge(path: Path, bridge: Bridge) -> Any:
    """Serve in a green thread of its own; when this returns it takes requests. `kill()` it to stop.

    The socket is made anew where an earlier process left one, and is ours alone (0600).
    """
    listening = listen(path)

    def serve() -> None:
        try:
            # No limit on silent connections: the only ones who reach this socket are our own.
            wsgi.server(listening, bridge, log_output=False, debug=False, socket_timeout=None)
        finally:
            listening.close()
            path.unlink(missing_ok=True)

    return eventlet.spawn(serve)


def listen(path: Path) -> Any:
    """A listening Unix socket of 0600 in a folder of 0700."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listening.bind(str(path))
    finally:
        os.umask(before)
    listening.listen(128)
    return listening
