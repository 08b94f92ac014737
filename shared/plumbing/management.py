"""RabbitMQ's management API: virtual hosts, queues, connections, users and what they may.

`url` is http(s)://user:password@host:port. Errors: httpx.HTTPStatusError, httpx.TransportError.
"""

from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit

import httpx

PATIENCE = 10.0


class Management:
    """A client of one broker's management API. `user` is whom the API signs in."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.user = parts.username or "guest"
        self._http = httpx.Client(
            base_url=f"{parts.scheme}://{parts.hostname}:{parts.port or 15672}/api",
            auth=(self.user, parts.password or "guest"),
            timeout=PATIENCE,
            trust_env=False,  # a broker is never behind a proxy
        )

    def answers(self) -> bool:
        """Whether the API is there and lets us in."""
        try:
            return self._http.get("/whoami").is_success
        except httpx.TransportError:
            return False

    def create_vhost(self, name: str) -> None:
        """A virtual host where our user may do everything; again does no harm."""
        self._put(f"/vhosts/{quote(name, safe='')}", {})
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self._put(f"/permissions/{quote(name, safe='')}/{quote(self.user, safe='')}", everything)

    def delete_vhost(self, name: str) -> None:
        """Delete a virtual host with all it holds; nothing where there is none."""
        self._delete(f"/vhosts/{quote(name, safe='')}")

    def vhosts(self) -> list[str]:
        return [each["name"] for each in self._get("/vhosts")]

    def nodes(self) -> list[dict[str, Any]]:
        """The nodes of the cluster (name, running, mem_alarm, disk_free_alarm, ...)."""
        return self._get("/nodes")

    def queues(self, vhost: str) -> list[dict[str, Any]]:
        """The queues of a virtual host, as the API has them (name, type, messages, consumers, ...)."""
        return self._get(f"/queues/{quote(vhost, safe='')}")

    def bindings(self, vhost: str, queue: str) -> list[dict[str, Any]]:
        """What is bound to a queue (source: the exchange, routing_key, ...); nothing where there is none."""
        try:
            return self._get(f"/queues/{quote(vhost, safe='')}/{quote(queue, safe='')}/bindings")
        except httpx.HTTPStatusError as error:
            if error.response.status_code == httpx.codes.NOT_FOUND:
                return []
            raise

    def delete_queue(self, vhost: str, name: str) -> None:
        """Delete a queue with its messages; nothing where there is none."""
        self._delete(f"/queues/{quote(vhost, safe='')}/{quote(name, safe='')}")

    def connections(self, vhost: str) -> list[dict[str, Any]]:
        """The connections to a virtual host. The API's lists lag by up to five seconds."""
        return self._get(f"/vhosts/{quote(vhost, safe='')}/connections")

    def close_connection(self, name: str) -> None:
        """Close a client's connection, as a broken network does."""
        self._delete(f"/connections/{quote(name, safe='')}")

    def close_connections_of(self, user: str) -> None:
        """End every connection of a user, also those that the API's lists do not show yet."""
        self._delete(f"/connections/username/{quote(user, safe='')}")

    def users(self) -> list[str]:
        return [each["name"] for each in self._get("/users")]

    def put_user(self, name: str, password: str) -> None:
        """A user with this password and no tags; the broker keeps its hash."""
        self._put(f"/users/{quote(name, safe='')}", {"password": password, "tags": ""})

    def delete_user(self, name: str) -> None:
        """Delete a user, which ends its connections; nothing where there is none."""
        self._delete(f"/users/{quote(name, safe='')}")

    def limit_user(self, name: str, limit: str, value: int) -> None:
        """limit: max-connections or max-channels."""
        self._put(f"/user-limits/{quote(name, safe='')}/{limit}", {"value": value})

    def permit(self, vhost: str, user: str, *, configure: str, write: str, read: str) -> None:
        """What a user may in a virtual host: patterns of the names of queues and exchanges."""
        at = f"/permissions/{quote(vhost, safe='')}/{quote(user, safe='')}"
        self._put(at, {"configure": configure, "write": write, "read": read})

    def put_exchange(self, vhost: str, name: str, kind: str) -> None:
        """A durable exchange; again does no harm."""
        at = f"/exchanges/{quote(vhost, safe='')}/{quote(name, safe='')}"
        self._put(at, {"type": kind, "durable": True})

    def put_queue(self, vhost: str, name: str, arguments: dict[str, Any]) -> None:
        """A durable queue; again does no harm."""
        at = f"/queues/{quote(vhost, safe='')}/{quote(name, safe='')}"
        self._put(at, {"durable": True, "arguments": arguments})

    def queue(self, vhost: str, name: str, *, rates_of: int, every: int) -> dict[str, Any] | None:
        """A queue with its rates of so many seconds back; None where there is none."""
        at = f"/queues/{quote(vhost, safe='')}/{quote(name, safe='')}"
        answer = self._http.get(at, params={"msg_rates_age": rates_of, "msg_rates_incr": every})
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        return dict(answer.raise_for_status().json())

    def bind(self, vhost: str, exchange: str, queue: str, key: str) -> None:
        """Bind a queue to an exchange by a key; again does no harm."""
        at = f"/bindings/{quote(vhost, safe='')}/e/{quote(exchange, safe='')}/q/{quote(queue, safe='')}"
        self._http.post(at, json={"routing_key": key}).raise_for_status()

    def put_policy(self, vhost: str, name: str, pattern: str, definition: dict[str, Any]) -> None:
        """A policy for the queues whose names fit the pattern."""
        at = f"/policies/{quote(vhost, safe='')}/{quote(name, safe='')}"
        said = {"pattern": pattern, "definition": definition, "apply-to": "queues", "priority": 10}
        self._put(at, said)

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, path: str) -> list[dict[str, Any]]:
        return list(self._http.get(path).raise_for_status().json())

    def _put(self, path: str, body: dict[str, Any]) -> None:
        self._http.put(path, json=body).raise_for_status()

    def _delete(self, path: str) -> None:
        answer = self._http.delete(path)
        if answer.status_code != httpx.codes.NOT_FOUND:
            answer.raise_for_status()
