"""A line between a service and a server that a test may cut, or on which it may swallow answers:
that to a COMMIT, or all that a broker says to who opens a channel.
"""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

from shared.plumbing.embedded.ports import LOOPBACK

WRITES = b"LOCK TABLE stored_events"
"""What the writer of facts says on its connection, and nobody else on theirs."""
COMMIT = b"COMMIT"
COMMITTED = b"COMMIT\0"
"""PostgreSQL's answer to it."""
OPENS_CHANNEL = b"\0\x14\0\x0a"
"""AMQP 0-9-1, channel.open: class 20, method 10."""
PIECE = 65536


class Pair:
    """One connection through the proxy: the two sockets, and what is going on between them."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near, self.far = near, far
        self.writes = False
        self.swallowing = False
        self.swallowed = b""
        self.silent = False

    def cut(self) -> None:
        """Ends it on both sides at once."""
        for one in (self.near, self.far):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


class Proxy:
    """Listens on a free loopback port and passes everything on to another one.

    cuts: how many COMMITs were answered by the server and never heard of by who gave them.
    silent: whether a broker that is asked for a channel says nothing more on that line, for ever; fallen: on
    how many lines it was so.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.cuts = self.fallen = 0
        self.silent = False
        self._to_swallow = 0
        self._pairs: list[Pair] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server((LOOPBACK, 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> int:
        """Cuts every line; how many there were."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            pair.cut()
        return len(pairs)

    def swallow_next_commit(self) -> None:
        """The next COMMIT of facts is carried out; its answer is lost, and the line with it."""
        with self._lock:
            self._to_swallow += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection((LOOPBACK, self.target), timeout=5)
                far.settimeout(None)
            except OSError:  # the server is away: so are we
                near.close()
                continue
            pair = Pair(near, far)
            with self._lock:
                self._pairs.append(pair)
            for pump in (self._up, self._down):
                threading.Thread(target=pump, args=(pair,), daemon=True).start()

    def _up(self, pair: Pair) -> None:
        """From who asks to the server."""
        while data := _received(pair.near):
            pair.writes = pair.writes or WRITES in data
            if pair.writes and COMMIT in data:
                with self._lock:
                    pair.swallowing, self._to_swallow = self._to_swallow > 0, max(0, self._to_swallow - 1)
            if self.silent and OPENS_CHANNEL in data and not pair.silent:
                pair.silent = True
                self.fallen += 1
            if not _passed_on(pair.far, data):
                break
        self._end(pair)

    def _down(self, pair: Pair) -> None:
        """From the server to who asks."""
        while data := _received(pair.far):
            if pair.swallowing:
                pair.swallowed += data
                if COMMITTED in pair.swallowed:
                    self.cuts += 1
                    break
            elif not pair.silent and not _passed_on(pair.near, data):
                break
        self._end(pair)

    def _end(self, pair: Pair) -> None:
        pair.cut()
        with self._lock:
            if pair in self._pairs:
                self._pairs.remove(pair)


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(PIECE)
    except OSError:
        return b""


def _passed_on(line: socket.socket, data: bytes) -> bool:
    try:
        line.sendall(data)
    except OSError:
        return False
    return True
