"""The loop: the queue tells at once, the replay what the queue left out, the state keeps both in order."""

import json
import logging
import re
import signal
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from types import FrameType
from typing import Any, Self

from kombu import Connection, Consumer, Queue

from tukiverkko_subscriber.event import Event, Unreadable
from tukiverkko_subscriber.given import Given
from tukiverkko_subscriber.link import link_to
from tukiverkko_subscriber.replay import NoReplay, Replay
from tukiverkko_subscriber.state import State, Taken

Handler = Callable[[Event, sqlite3.Connection], None]
AHEAD = 200
"""Messages that the broker sends before the first is acknowledged."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
LONG_POLL = 5
"""Seconds; a stop waits for as long."""
IDLE, NOW = 1.0, 0.001
"""Seconds to wait for a message, with nothing else to do and with something."""
A_VERSION = re.compile(r"(.+)\.v[0-9]+")
_log = logging.getLogger("tukiverkko_subscriber")


def reads(name: str, event: Event) -> bool:
    """Whether a handler's name covers an event."""
    return fnmatchcase(event.name, name) or fnmatchcase(event.key, name)


class Subscriber:
    """Calls your handlers with each event once, for each subject in its order.

    A handler gets the event and the state's SQLite connection. What it writes there is committed together
    with the note that the event was handled: exactly once, whatever happens. What it does elsewhere may be
    done twice if the process is killed between the two: give it the event's id and make it harmless.

    A handler that raises is tried again with growing pauses; after `tries` it waits, and what comes later of
    the same subject waits behind it, until somebody looks (`tukiverkko-subscriber`). Other subjects go on.

    ask_again: seconds after which the replay is asked whether anything was missed, with no sign of it.
    """

    def __init__(self, given: Given, state: State, *, ask_again: float = 60.0) -> None:
        self.given = given
        self.state = state
        self.counted: Counter[str] = Counter()
        self._ask_again = ask_again
        self._handlers: list[tuple[str, Handler]] = []
        self._replay = Replay(given)
        self._inbox: deque[Any] = deque()
        self._stopping = threading.Event()
        self._ask_at = 0.0
        self._held: Event | None = None

    @classmethod
    def from_file(cls, given: Path | str, *, state: Path | str, tries: int = 5) -> Self:
        """given: the file that `tukiverkko subscriber add --json` printed; state: a file of your own."""
        return cls(Given.read(Path(given)), State(state, tries=tries))

    def on(self, *names: str) -> Callable[[Handler], Handler]:
        """Has this called for these: "intake.referral-received", "intake.referral-received.v1", "intake.*".

        Where an event is told in two versions, a name without one gets whichever comes first: look at
        `event.version`, or name the version that you read.
        """

        def register(handler: Handler) -> Handler:
            self._handlers.extend((name, handler) for name in names)
            return handler

        return register

    def run(self) -> None:
        """Works until SIGTERM, SIGINT or `stop`. LogIsAnother where the source was restored from a backup."""
        before = self._listen_to_signals()
        try:
            self._work()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            _log.info("stopped: %s", dict(self.counted))

    def stop(self) -> None:
        """The event in hand is finished, then `run` returns."""
        self._stopping.set()

    # The way to the broker.

    def _work(self) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            begun = time.monotonic()
            self._by_queue() if self.given.amqp_url else self._by_http()
            went_well = time.monotonic() - begun > LONGEST_PAUSE
            pause = FIRST_PAUSE if went_well or not pause else min(pause * 2, LONGEST_PAUSE)

    def _by_http(self) -> None:
        """The installation has no broker for us: pages of the replay, each waited for."""
        try:
            while self._catch_up(lambda: None, LONG_POLL):
                self.counted["handled"] += self.state.retry(self._apply)
        except NoReplay as error:
            _log.warning("no events over HTTP: %s", error)

    def _by_queue(self) -> None:
        """One connection to the broker, from its beginning to its end."""
        self._inbox.clear()
        link = link_to(str(self.given.amqp_url), self.given.ca_file)
        try:
            self._ask_replay(lambda: None)
            link.connect()
            with link:
                self._consume(link)
        except NoReplay as error:
            _log.warning(
                "numbers were left out and the replay does not say why, so nothing goes on: %s", error
            )
        except (OSError, *link.connection_errors, *link.channel_errors) as error:
            _log.warning("no connection to the broker: %r", error)

    def _consume(self, link: Connection) -> None:
        consumer = Consumer(
            link.default_channel,
            [Queue(self.given.queue, no_declare=True)],
            on_message=self._inbox.append,
            on_decode_error=self._undecodable,
            prefetch_count=AHEAD,
            auto_declare=False,
        )
        with consumer:
            _log.info("connected to %s", self.given.queue)
            while not self._stopping.is_set():
                self._receive(link, IDLE if not self._inbox else NOW)
                if self._inbox:
                    self._handle(self._inbox[0], link)
                    self._inbox.popleft()
                self.counted["handled"] += self.state.retry(self._apply)
                if time.monotonic() > self._ask_at:
                    self._ask_replay(lambda: self._receive(link, NOW))

    def _receive(self, link: Connection, patience: float) -> None:
        """Messages into the inbox, heartbeats both ways."""
        with suppress(TimeoutError):
            link.drain_events(timeout=patience)
        link.heartbeat_check()

    # Events.

    def _handle(self, message: Any, link: Connection) -> None:
        """One message, acknowledged when its effect is on the disk."""
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        try:
            event = Event.of(body)
        except Unreadable as error:
            self._keep_unreadable(body, error)
        else:
            if self.take(event, complete=False) is Taken.GAP and not self._fill_before(event, link):
                return
        message.ack()

    def _fill_before(self, event: Event, link: Connection) -> bool:
        """What was lost before an event is handled, then the event; False where we were stopped."""
        _log.info("numbers before %d of %s did not come by the queue", event.sequence, event.subject)
        lost = self.counted["lost"]
        self._held = event
        try:
            if not self._catch_up(lambda: self._receive(link, NOW)):
                return False
        finally:
            self._held = None
        if self.counted["lost"] > lost:
            _log.warning("%d of its events had been lost on the way", self.counted["lost"] - lost)
        self.take(event, complete=True)
        return True

    def take(self, event: Event, *, complete: bool) -> Taken:
        """One event, by whichever way it came; `run` does it. complete: all that comes before it has come."""
        other = self._is_of_another_version(event)
        taken = Taken.OTHER if other else self.state.take(event, self._apply, complete=complete)
        self.counted[taken.value] += 1
        return taken

    def _is_of_another_version(self, event: Event) -> bool:
        """Versions of an event have one id and one number: which is read is settled before either counts."""
        names = [name for name, _ in self._handlers]
        versioned = [match[1] for name in names if (match := A_VERSION.fullmatch(name))]
        return any(fnmatchcase(event.name, name) for name in versioned) and not any(
            reads(name, event) for name in names
        )

    def _apply(self, event: Event, db: sqlite3.Connection) -> None:
        for name, handler in self._handlers:
            if reads(name, event):
                handler(event, db)

    def _undecodable(self, message: Any, error: Exception) -> None:
        """What kombu itself cannot unpack."""
        self._keep_unreadable(bytes(str(message.body), "utf-8", "replace"), error)
        message.ack()

    def _keep_unreadable(self, body: bytes, error: Exception) -> None:
        _log.error("a message is no event, and is kept: %s", error)
        self.counted["unreadable"] += 1
        self.state.unreadable(body, str(error))

    # The replay.

    def _ask_replay(self, meanwhile: Callable[[], None]) -> None:
        """Was anything missed? Where nobody answers it is asked later: the queue goes on."""
        try:
            self._catch_up(meanwhile)
        except NoReplay as error:
            _log.warning("the replay does not answer: %s", error)
        self._ask_at = time.monotonic() + self._ask_again

    def _catch_up(self, meanwhile: Callable[[], None], wait: int = 0) -> bool:
        """Everything that the source has for us; False where we were stopped on the way. NoReplay.

        meanwhile: called now and then, so that the broker sees us alive. wait: seconds, for the first event.
        """
        called = time.monotonic()
        while not self._stopping.is_set():
            page = self._replay.page(self.state.cursor(), wait)
            for said in page.events:
                if self._stopping.is_set():
                    return False
                self._take_replayed(said)
                if time.monotonic() - called > IDLE:
                    meanwhile()
                    called = time.monotonic()
            self.state.move(page.cursor)
            if not page.more:
                return True
        return False

    def _take_replayed(self, said: dict[str, Any]) -> None:
        """The replay tells in order and leaves nothing out: what it does not tell is none of ours."""
        try:
            event = Event.of(said)
        except Unreadable as error:
            self._keep_unreadable(json.dumps(said).encode(), error)
        else:
            news = self.take(event, complete=True) not in {Taken.AGAIN, Taken.OTHER}
            if news and self._held and event.is_before(self._held):
                self.counted["lost"] += 1

    def _listen_to_signals(self) -> dict[int, Any]:
        """What was done at these signals before; nothing where we are not in the main thread."""

        def end(_number: int, _frame: FrameType | None) -> None:
            self.stop()

        if threading.current_thread() is not threading.main_thread():
            return {}
        return {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
