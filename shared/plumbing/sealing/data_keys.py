"""The keys of a service's streams: made ahead, found by their ids, kept in memory for a while.

A new stream takes a key from a pool that was stored ahead, a batch in one flush to the disk, so that a new
matter waits for no second database. Which key a stream has stands in `sealing_keys`, beside the facts and in
their transaction. A stream may come to have several keys, where two instances begin with it at once.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID, uuid4

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import PersistenceError

from shared.kernel.refused import Refused
from shared.plumbing import metrics
from shared.plumbing.sealing.boxes import new_key
from shared.plumbing.sealing.key_store import ERASED, LOST, Found, KeyStore
from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
AHEAD = 256
"""Keys that are made and stored at once."""
IN_MEMORY = 20_000
SECONDS_IN_MEMORY = 300.0
LOST_IN_MEMORY = 5.0
"""Seconds: a long stream without its key asks for it once, not for each of its facts."""
K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True, eq=False)
class StreamKey:
    """A key that seals a stream's texts. stored: it is known that the database says so of the stream."""

    stream: UUID
    key_id: UUID
    cipher: AESGCM
    stored: bool = False
    name: str = field(init=False)
    """The id as it is written with each fact: spelled out once."""

    def __post_init__(self) -> None:
        self.name = str(self.key_id)


def not_stored(keys: Iterable[StreamKey | None]) -> list[StreamKey]:
    """Those that go into the database with what was sealed under them."""
    return list(dict.fromkeys(key for key in keys if key and not key.stored))


class DataKeys:
    """database: the service's, where `sealing_keys` lies."""

    def __init__(self, store: KeyStore, database: ServiceDatabase) -> None:
        self.store = store
        self._database = database
        self._lock = threading.Lock()
        self._forgotten = 0
        self._ahead: deque[tuple[UUID, AESGCM]] = deque()
        self._making = False
        self._found: Remembered[UUID, Found] = Remembered(IN_MEMORY)
        self._of_stream: Remembered[UUID, StreamKey] = Remembered(IN_MEMORY)

    def to_write(self, stream: UUID, *, begins: bool) -> StreamKey:
        """The key under which a stream's next fact is sealed. begins: it is the stream's first fact.

        Refused where its key was destroyed, also where a restored log knows nothing of the erasure.
        """
        key = self._of_stream.get(stream)
        if key is None:
            before = self._forgotten
            key = (None if begins else self._stored_of(stream)) or self._new_of(stream)
            if before == self._forgotten:  # else it may have been destroyed while it was on its way
                self._of_stream.keep(stream, key)
        return key

    def _stored_of(self, stream: UUID) -> StreamKey | None:
        """One of the keys that the stream has already, and that opens."""
        for key_id in self.of_stream(stream):
            found = self.to_read(key_id)
            if isinstance(found, AESGCM):
                return StreamKey(stream, key_id, found, stored=True)
            if found == ERASED:
                raise Refused("this was erased: nothing is added to it")
        return None

    def _new_of(self, stream: UUID) -> StreamKey:
        key_id, cipher = self._next()
        self._found.keep(key_id, cipher)
        return StreamKey(stream, key_id, cipher)

    def to_read(self, key_id: UUID) -> Found:
        """The key; `[erased]` or `[key lost]` where there is none."""
        found = self._found.get(key_id)
        if found is None:
            before = self._forgotten
            found = self.store.find([key_id])[key_id]
            if found == LOST:  # it may be brought back; what is erased stays so
                self.is_lost(key_id)
            if before == self._forgotten:  # else it may have been destroyed while it was on its way
                self._found.keep(key_id, found, LOST_IN_MEMORY if found == LOST else SECONDS_IN_MEMORY)
        return found

    def is_lost(self, key_id: UUID) -> None:
        """Counts and tells it: an alarm. The fact is read without its texts: a lost key stops no service."""
        metrics.KEYS_LOST.labels(self._database.service).inc()
        log.error("what is sealed does not open", service=self._database.service, key_id=str(key_id))

    def was_read(self, stream: UUID, key_id: UUID, cipher: AESGCM) -> None:
        """A fact of the stream was opened with it: what comes next is sealed with it as well."""
        if self._of_stream.get(stream) is None:
            self._of_stream.keep(stream, StreamKey(stream, key_id, cipher, stored=True))

    def of_stream(self, stream: UUID) -> list[UUID]:
        """All keys a stream ever had."""
        with self._database.rows() as rows:
            found = rows.execute(OF_STREAM, (stream,)).fetchall()
        return [row["key_id"] for row in found]

    def destroy(self, stream: UUID, on: date) -> date:
        """Destroys all keys of a stream; the day from which nothing that is left opens its texts."""
        keys = self.of_stream(stream)
        final = self.store.destroy(keys, on)
        for key_id in keys:
            self.forget(key_id)
        self._of_stream.drop(stream)
        return final

    def forget(self, key_id: UUID | None = None) -> None:
        """Out of memory with a key, or with all of them."""
        self._forgotten += 1
        if key_id is None:
            self._found.clear()
            self._of_stream.clear()
        else:
            self._found.drop(key_id)
            self._of_stream.drop_where(lambda key: key.key_id == key_id)

    def _next(self) -> tuple[UUID, AESGCM]:
        with self._lock:
            if not self._ahead:
                self._ahead.extend(self._made())
            elif len(self._ahead) <= AHEAD // 2 and not self._making:
                self._making = True
                threading.Thread(target=self._make_ahead, name="keys ahead", daemon=True).start()
            return self._ahead.popleft()

    def _make_ahead(self) -> None:
        """Before they are needed: nobody waits for the disk."""
        made: list[tuple[UUID, AESGCM]] = []
        try:
            made = self._made()
        except PersistenceError as error:  # whoever needs one that is not there will be told
            log.warning("no keys were made ahead", service=self._database.service, exc_info=error)
        finally:
            with self._lock:
                self._ahead.extend(made)
                self._making = False

    def _made(self) -> list[tuple[UUID, AESGCM]]:
        made = {uuid4(): new_key() for _ in range(AHEAD)}
        self.store.add(made)
        return [(key_id, AESGCM(key)) for key_id, key in made.items()]


class Remembered(Generic[K, V]):
    """What was kept last, so many of it, and none of it longer than SECONDS_IN_MEMORY."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[K, tuple[float, V]] = {}
        self._lock = threading.Lock()

    def get(self, name: K) -> V | None:
        """Without the lock: each fact that is sealed or opened asks."""
        found = self._kept.get(name)
        return found[1] if found and found[0] > time.monotonic() else None

    def keep(self, name: K, value: V, seconds: float = SECONDS_IN_MEMORY) -> None:
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = (time.monotonic() + seconds, value)
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]

    def drop(self, name: K) -> None:
        with self._lock:
            self._kept.pop(name, None)

    def drop_where(self, holds: Callable[[V], bool]) -> None:
        with self._lock:
            for name in [name for name, (_, value) in self._kept.items() if holds(value)]:
                del self._kept[name]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


OF_STREAM = "SELECT key_id FROM sealing_keys WHERE stream = %s ORDER BY key_id"
