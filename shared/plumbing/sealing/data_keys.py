"""The keys of a service's streams: made ahead, found by their ids, kept in memory for a while.

A new stream takes a key from a pool that was stored ahead, a batch in one flush to the disk, so that a new
matter waits for no second database. Which key a stream has stands in `sealing_keys`, beside the facts and in
their transaction. A stream may come to have several keys, where two instances begin with it at once.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
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
AHEAD = 64
"""Keys that are made and stored at once."""
IN_MEMORY = 20_000
SECONDS_IN_MEMORY = 300.0
LOST_IN_MEMORY = 5.0
"""Seconds: a long stream without its key asks for it once, not for each of its facts."""
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class DataKey:
    """A key that seals a stream's texts."""

    key_id: UUID
    cipher: AESGCM


class DataKeys:
    """database: the service's, where `sealing_keys` lies."""

    def __init__(self, store: KeyStore, database: ServiceDatabase) -> None:
        self.store = store
        self._database = database
        self._lock = threading.Lock()
        self._forgotten = 0
        self._ahead: deque[DataKey] = deque()
        self._making = False
        self._found: Remembered[UUID, Found] = Remembered(IN_MEMORY)
        self._of_stream: Remembered[UUID, UUID] = Remembered(IN_MEMORY)
        self._stored: Remembered[tuple[UUID, UUID], bool] = Remembered(IN_MEMORY)

    def to_write(self, stream: UUID, *, begins: bool) -> DataKey:
        """The key under which a stream's next fact is sealed. begins: it is the stream's first fact.

        Refused where its key was destroyed, also where a restored log knows nothing of the erasure.
        """
        known = self._of_stream.get(stream)
        for key_id in [known] if known else [] if begins else self.of_stream(stream):
            found = self.to_read(key_id)
            if isinstance(found, AESGCM):
                self._of_stream.keep(stream, key_id)
                return DataKey(key_id, found)
            if found == ERASED:
                raise Refused("this was erased: nothing is added to it")
        key = self._next()
        self._found.keep(key.key_id, key.cipher)
        self._of_stream.keep(stream, key.key_id)
        return key

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

    def was_read(self, stream: UUID, key_id: UUID) -> None:
        """A fact of the stream was opened with it: what comes next is sealed with it as well."""
        if self._of_stream.get(stream) is None:
            self._of_stream.keep(stream, key_id)
            self._stored.keep((stream, key_id), value=True)

    def new_among(self, used: Iterable[tuple[UUID, UUID]]) -> list[tuple[UUID, UUID]]:
        """Of these (stream, key) those that are not known to stand in `sealing_keys`."""
        return [pair for pair in dict.fromkeys(used) if not self._stored.get(pair)]

    def were_stored(self, used: Iterable[tuple[UUID, UUID]]) -> None:
        """Those rows are in the database."""
        for pair in used:
            self._stored.keep(pair, value=True)

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

    def _next(self) -> DataKey:
        with self._lock:
            if not self._ahead:
                self._ahead.extend(self._made())
            elif len(self._ahead) <= AHEAD // 2 and not self._making:
                self._making = True
                threading.Thread(target=self._make_ahead, name="keys ahead", daemon=True).start()
            return self._ahead.popleft()

    def _make_ahead(self) -> None:
        """Before they are needed: nobody waits for the disk."""
        made: list[DataKey] = []
        try:
            made = self._made()
        except PersistenceError as error:  # whoever needs one that is not there will be told
            log.warning("no keys were made ahead", service=self._database.service, exc_info=error)
        finally:
            with self._lock:
                self._ahead.extend(made)
                self._making = False

    def _made(self) -> list[DataKey]:
        made = {uuid4(): new_key() for _ in range(AHEAD)}
        self.store.add(made)
        return [DataKey(key_id, AESGCM(key)) for key_id, key in made.items()]


class Remembered(Generic[K, V]):
    """What was used last, so many of it, and none of it longer than SECONDS_IN_MEMORY."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: K) -> V | None:
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                return None
            if found[0] < time.monotonic():
                del self._kept[name]
                return None
            self._kept.move_to_end(name)
            return found[1]

    def keep(self, name: K, value: V, seconds: float = SECONDS_IN_MEMORY) -> None:
        with self._lock:
            self._kept[name] = (time.monotonic() + seconds, value)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def drop(self, name: K) -> None:
        with self._lock:
            self._kept.pop(name, None)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


OF_STREAM = "SELECT key_id FROM sealing_keys WHERE stream = %s ORDER BY key_id"
