"""A subscriber at RabbitMQ: its user, its queue, what is bound to it, and nothing that it may besides.

All of it can be done again at any point: what is there already stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from shared.contracts.subscribing import LOG, OUT, binding_of, queue_of_subscriber, user_of, whole
from shared.plumbing.management import Management

NOTHING = "^$"
LIMITS = {"max-connections": 10, "max-channels": 50}
"""Of one subscriber's user: a program that opens line after line ends by itself."""
QUORUM = {"x-queue-type": "quorum"}
POLICY = "tukiverkko-subscribers"
MEBIBYTE = 1024 * 1024
AN_HOUR, A_MINUTE = 3600, 60
FULL = 0.95
"""Of the limit: a queue drops its oldest message before it reaches it."""


@dataclass(frozen=True)
class Backlog:
    """What lies in a subscriber's queue. acknowledged: when it last did, to the minute, of the last hour.

    full: the queue is at its limit, or nearly: its oldest facts are left to HTTP replay.
    """

    messages: int
    unacknowledged: int
    consumers: int
    acknowledged_ever: bool
    acknowledged: datetime | None
    full: bool


class AtBroker:
    """mebibytes: how large a subscriber's queue may become."""

    def __init__(self, management: Management, vhost: str, mebibytes: int) -> None:
        self._api = management
        self._vhost = vhost
        self._limit = mebibytes * MEBIBYTE

    def make(self, name: str, events: Sequence[str], password: str) -> None:
        """The user with this password, its queue and rights. Who was connected as it is no more."""
        user = user_of(name)
        self._api.put_user(user, password)
        for limit, value in LIMITS.items():
            self._api.limit_user(user, limit, value)
        self.grant(name, events)

    def grant(self, name: str, events: Sequence[str]) -> bool:
        """Just these events from now on; whether its queue was made anew.

        A queue that was bound to more is: in it lies what may be read no more.
        """
        user, queue = user_of(name), queue_of_subscriber(name)
        wanted = {binding_of(event) for event in events}
        bound = {
            each["routing_key"] for each in self._api.bindings(self._vhost, queue) if each["source"] == OUT
        }
        self._api.permit(
            self._vhost,
            user,
            configure=NOTHING,
            write=NOTHING,
            read=readable(queue, everything=whole(events)),
        )
        if anew := bool(bound - wanted):
            self._api.delete_queue(self._vhost, queue)
        self._api.put_exchange(self._vhost, OUT, "topic")
        # Drop-head: a queue that refused would hold up the facts of all others.
        limit = {"max-length-bytes": self._limit, "overflow": "drop-head"}
        self._api.put_policy(self._vhost, POLICY, r"^subscriber\.", limit)
        self._api.put_queue(self._vhost, queue, QUORUM)
        for key in sorted(wanted):
            self._api.bind(self._vhost, OUT, queue, key)
        self._api.close_connections_of(user)  # a channel remembers what its user was permitted
        return anew

    def remove(self, name: str) -> bool:
        """Its user, its connections and its queue are gone; whether anything was there."""
        user, queue = user_of(name), queue_of_subscriber(name)
        there = user in self._api.users() or self._backlog(queue) is not None
        self._api.close_connections_of(user)
        self._api.delete_user(user)
        self._api.delete_queue(self._vhost, queue)
        self._api.close_connections_of(user)  # who came in between the two
        return there

    def backlog(self, name: str) -> Backlog | None:
        """What waits for it; None where it has no queue."""
        found = self._backlog(queue_of_subscriber(name))
        if found is None:
            return None
        told = found.get("message_stats", {})
        return Backlog(
            messages=int(found.get("messages", 0)),
            unacknowledged=int(found.get("messages_unacknowledged", 0)),
            consumers=int(found.get("consumers", 0)),
            acknowledged_ever=bool(told.get("ack")),
            acknowledged=last_rise(told.get("ack_details", {}).get("samples", [])),
            full=found.get("message_bytes", 0) >= FULL * self._limit,
        )

    def _backlog(self, queue: str) -> dict[str, Any] | None:
        return self._api.queue(self._vhost, queue, rates_of=AN_HOUR, every=A_MINUTE)


def readable(queue: str, *, everything: bool) -> str:
    """The pattern of what a subscriber may read: its queue, and the stream where it is granted everything."""
    names = [queue, LOG] if everything else [queue]
    return f"^({'|'.join(re.escape(name) for name in names)})$"


def last_rise(samples: Sequence[dict[str, int]]) -> datetime | None:
    """When a counter last rose, by samples of it, the newest first: {"sample", "timestamp" in ms}."""
    for newer, older in pairwise(samples):
        if newer["sample"] > older["sample"]:
            return datetime.fromtimestamp(newer["timestamp"] / 1000, UTC)
    return None
