"""The two ways to ask a running system, as plain as can be: there are thousands of questions."""

import json
import socket
import threading
from abc import abstractmethod
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from shared.plumbing.ask import DEADLINE_HEADER, opened, until
from tests.permissions.asking import COMMANDS, QUERIES
from tests.support.running import Running

PATIENCE = 60.0
BESIDE: dict[str, dict[str, Any]] = {
    "operate": {"name": "list_parked", "data": {}},
    "subscribers": {"name": "list_subscribers", "data": {}},
    "events": {"name": "events", "data": {}},
}
"""What has an RPC method of its own, and no address at the edge: the method → a request."""
BETWEEN_SERVICES = {"accesses", "safe_contact", "recipients_scores"}
"""What the bridge does not carry: one service asks it of another, or it is a part of an answer (specs do)."""
Said = tuple[int, dict[str, Any]]
"""Status, and the result or the problem."""


def is_command(service: str, name: str) -> bool:
    return name in COMMANDS[service]


class Way:
    """Asks over one connection a thread."""

    def __init__(self) -> None:
        self._own = threading.local()

    @abstractmethod
    def connect(self) -> HTTPConnection:
        """A connection of this way's."""

    @abstractmethod
    def ask(self, service: str, name: str, data: dict[str, Any], token: str) -> Said:
        """A command or a query, by its name."""

    def send(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Said:
        if not hasattr(self._own, "line"):
            self._own.line = self.connect()
        text = None if body is None else json.dumps(body)
        self._own.line.request(method, path, text, {"Content-Type": "application/json"} | headers)
        answer = self._own.line.getresponse()
        return answer.status, json.loads(answer.read())


class ByHttp(Way):
    """At the edge, as any program asks."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._where = urlsplit(running.base_url)

    def connect(self) -> HTTPConnection:
        return HTTPConnection(str(self._where.hostname), self._where.port, timeout=PATIENCE)

    def ask(self, service: str, name: str, data: dict[str, Any], token: str) -> Said:
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": str(uuid4()),
            "Accept-Language": "en",
        }
        path = f"/api/v1/{service}/{name}"
        if is_command(service, name) or QUERIES[service][name].by_post:
            status, body = self.send("POST", path, data, headers)
        else:
            said = {name: json.dumps(it) if isinstance(it, bool) else it for name, it in data.items()}
            status, body = self.send("GET", f"{path}?{urlencode(said)}", None, headers)
        return status, body.get("result", body)


class ByRpc(Way):
    """At the services, as the edge asks: nobody has decided anything before."""

    def __init__(self, bridge: Path) -> None:
        super().__init__()
        self._bridge = bridge

    def connect(self) -> HTTPConnection:
        return _Local(self._bridge)

    def ask(self, service: str, name: str, data: dict[str, Any], token: str) -> Said:
        method = "carry_out" if is_command(service, name) else "answer"
        request = {"name": name, "data": data, "token": token, "id": str(uuid4())}
        if name in BESIDE:
            method, request = name, BESIDE[name] | {"token": token}
        headers = {DEADLINE_HEADER: until(PATIENCE)}
        reply = opened(self.send("POST", f"/ask/{service}/{method}", request, headers)[1])
        return reply["status"], reply.get("result", reply.get("problem", {}))


class _Local(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("services", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self._path))
