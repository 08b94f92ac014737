"""Asking over the broker from a thread, a green thread or a plain process: nameko's RPC, without nameko.

Safe for any number of callers at once: each call takes a line of its own (a connection with a reply
queue), kept for the next. A lost line raises ServiceAway; the next call opens a new one.
"""

import json
import time
from collections import deque
from typing import Any
from uuid import uuid4

from kombu import Consumer, Message, Producer, Queue
from kombu.exceptions import ChannelError, OperationalError

from shared.plumbing import tracing
from shared.plumbing.ask import DEADLINE_HEADER, PATIENCE, AnswerLate, ServiceAway, opened, until
from shared.plumbing.broker import LOST, RPC_EXCHANGE, connection, give_up, host_of, leave, tries
from shared.plumbing.broker_addresses import is_away
from shared.plumbing.sealing.letters import SEALED, Letters, Unreadable

LINES_KEPT = 8


class RpcServices:
    """The sync port over the broker.

    url: amqp, amqps or memory; several of a cluster (broker_addresses.py). asker: a word for the reply
    queue's name, to be seen at the broker. letters: seals what is asked; without them it goes in plain, as
    on the bus in memory.
    """

    def __init__(
        self,
        url: str,
        *,
        asker: str = "asker",
        letters: Letters | None = None,
    ) -> None:
        self.url = url
        self.asker = asker
        self.letters = letters
        self._kept: deque[Line] = deque()

    def ask(
        self, service: str, method: str, request: dict[str, Any], timeout: float = PATIENCE
    ) -> dict[str, Any]:
        """The service's reply. ServiceAway, AnswerLate (after `timeout` seconds), ServiceBroken."""
        with tracing.asking(service, method, request) as asked:
            return self._ask(service, method, asked, timeout)

    def _ask(self, service: str, method: str, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        try:
            line = self._line()
        except (OperationalError, *LOST) as lost:
            raise ServiceAway(f"no connection to the broker: {lost}") from lost
        try:
            payload = line.ask(f"{service}.{method}", request, timeout)
        except TimeoutError:
            # Where nodes took another one for dead that was not, a line to it goes on, and its queue is gone.
            line.leave()
            raise AnswerLate(f"{service}.{method}: no answer within {timeout:g} s") from None
        except ChannelError as refused:
            line.close()
            raise ServiceAway(f"{service}: nobody listens ({refused})") from refused
        except (OperationalError, *LOST) as lost:
            line.close()
            raise ServiceAway(f"the connection was lost: {lost}") from lost
        except BaseException:
            line.close()
            raise
        self._keep(line)
        return opened(payload)

    def close(self) -> None:
        """Close the lines that are not in use."""
        while self._kept:
            self._kept.pop().close()

    def _line(self) -> "Line":
        while self._kept:
            try:
                line = self._kept.pop()
            except IndexError:  # another caller took the last one
                break
            if line.works() and not line.hangs():
                return line
            line.close()
        return Line(self.url, self.asker, self.letters)

    def _keep(self, line: "Line") -> None:
        if len(self._kept) < LINES_KEPT:
            self._kept.append(line)
        else:
            line.close()


class Line:
    """One connection with a reply queue of its own, for one caller at a time."""

    def __init__(self, url: str, asker: str, letters: Letters | None) -> None:
        self._letters = letters
        self._connection = connection(url)
        self._connection.ensure_connection(max_retries=tries(url))
        try:
            self._open(asker)
        except BaseException:
            self.close()
            raise

    def _open(self, asker: str) -> None:
        channel = self._connection.channel()
        self._reply_to = str(uuid4())
        self._queue = Queue(
            f"rpc.reply-{asker}-{self._reply_to}", exchange=RPC_EXCHANGE, routing_key=self._reply_to,
            durable=False, exclusive=True, auto_delete=True,
        )(channel)  # fmt: skip
        self._producer = Producer(channel, exchange=RPC_EXCHANGE, serializer="json")
        self._replies: dict[str, Any] = {}
        self._awaited: str | None = None
        accept = ["json", "sealed"]
        Consumer(channel, [self._queue], callbacks=[self._take], no_ack=True, accept=accept).consume()

    def ask(self, routing_key: str, request: dict[str, Any], timeout: float) -> Any:
        """Publish and wait for the reply with the same number; TimeoutError after `timeout` seconds."""
        end = time.monotonic() + timeout
        self._awaited = number = str(uuid4())
        said = {"args": [request], "kwargs": {}}
        try:
            self._publish(routing_key, number, said, timeout)
        except TimeoutError:  # not the service: the broker took it, or would have said so
            give_up(self._connection)
            raise
        while number not in self._replies:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.drain_events(timeout=left)
        return self._replies.pop(number)

    def _publish(self, routing_key: str, number: str, said: dict[str, Any], timeout: float) -> None:
        self._producer.publish(
            self._letters.request(json.dumps(said).encode(), number) if self._letters else said,
            content_type=SEALED if self._letters else None,
            content_encoding="binary" if self._letters else None,
            routing_key=routing_key,
            reply_to=self._reply_to,
            correlation_id=number,
            mandatory=True,
            delivery_mode="transient",  # it expires anyway
            expiration=timeout,
            headers={DEADLINE_HEADER: until(timeout)},
            confirm_timeout=timeout,
        )

    def works(self) -> bool:
        """Whether the connection still stands; takes what came meanwhile off it."""
        try:
            while self._connection.connected:  # kombu would make a new one, without our reply queue
                self._connection.drain_events(timeout=0)
        except TimeoutError:
            return bool(self._connection.connected)
        except (OperationalError, ChannelError, *LOST):
            return False
        return False

    def hangs(self) -> bool:
        """Whether its node said nothing when it was last asked: a line to another one is better."""
        return is_away(host_of(self._connection))

    def leave(self) -> None:
        """Close it without a goodbye, for which one that hangs lets us wait."""
        leave(self._connection)
        self.close()

    def close(self) -> None:
        """Close it, whatever state it is in. In memory nobody deletes the reply queue but us."""
        if self._connection.connected and self.hangs():
            leave(self._connection)
        try:
            if not self._connection.transport.implements.heartbeats:  # the in-memory one
                self._queue.delete()
            self._connection.close()
        except Exception:  # noqa: BLE001 - it is given up: how it ends interests nobody
            self._connection.collect()

    def _take(self, body: Any, message: Message) -> None:
        number = message.properties.get("correlation_id")
        if number != self._awaited:
            return
        if message.content_type != SEALED:
            self._replies[str(number)] = body
            return
        try:
            if self._letters:
                self._replies[str(number)] = json.loads(self._letters.open_reply(body, str(number)))
        except Unreadable as foreign:
            self._replies[str(number)] = {"error": {"exc_type": "BadPayload", "value": str(foreign)}}
