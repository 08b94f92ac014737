"""Events again, for a subscriber that asks: read from the sources' own logs, so that a queue may lose them.

A cursor says how far each source's log was read. It is opaque to who holds it, and gives no rights.
"""

import base64
import binascii
import json
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.contracts.subscribing import Granted
from shared.kernel.refused import Misfit, NotYet, Refused
from shared.plumbing.ask import NoAnswer
from shared.plumbing.forwarding.places import AnotherLog, Place, Source

RANGE = 1000
LEAST = 100
ENOUGH = 2.0
"""Seconds after which a page is given as it is: logs are long, and grants may be few."""
Cursor = dict[str, Place]


class Replay:
    """Pages of events, out of the logs of these sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    def page(self, after: str, limit: int, granted: Granted) -> tuple[dict[str, Any], dict[str, int]]:
        """({"events", "next", "more"}, how far each log was read). Misfit, Refused.

        A service that is away leaves its events to the next page; NotYet where there is nothing else.
        """
        cursor, until = read_cursor(after), time.monotonic() + ENOUGH
        events: list[dict[str, Any]] = []
        more, away = False, ""
        for source in self._sources:
            if not granted.reads(source.name):
                continue
            place, ended = cursor.get(source.name, Place()), False
            try:
                while not ended and len(events) < limit and time.monotonic() < until:
                    place, found, ended = _range(source, place, limit - len(events), granted)
                    events += found
            except NoAnswer:
                away = source.name
            cursor[source.name] = place
            more = more or not ended
        if away and not events:
            raise NotYet("the service {service} is away just now: try again shortly", service=away)
        read = {name: place.position for name, place in cursor.items()}
        return {"events": events, "next": written(cursor), "more": more}, read


def _range(
    source: Source, place: Place, wanted: int, granted: Granted
) -> tuple[Place, list[dict[str, Any]], bool]:
    """The place behind it, the granted events of a range, and whether the log ends there."""
    try:
        place, facts, head = source.after(place, min(RANGE, max(LEAST, wanted)))
    except AnotherLog:
        raise Refused(
            "the log of {service} is another one now: ask again without a cursor", service=source.name
        ) from None
    found: list[dict[str, Any]] = []
    for fact in facts:
        place = place.after(fact)
        if granted.covers(str(fact["type"])):
            found.append(fact)
            if len(found) == wanted:
                break
    return place, found, place.position >= head


def written(cursor: Cursor) -> str:
    """The cursor as it is handed out."""
    said = {
        name: [
            str(place.log_id),
            place.position,
            place.recorded_at.isoformat() if place.recorded_at else None,
        ]
        for name, place in cursor.items()
        if place.log_id is not None
    }
    return base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The cursor again. Misfit for what is none."""
    if not text:
        return {}
    try:
        said = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        return {
            str(name): Place(UUID(log_id), _position(position), _moment(at))
            for name, (log_id, position, at) in said.items()
        }
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise Misfit(
            "this is no cursor: use `next` of an answer as it is, or leave it out to begin",
            fields=[{"field": "after", "sentence": "this is no cursor"}],
        ) from None


def _position(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said < 2**62:
        raise ValueError(said)
    return said


def _moment(said: Any) -> datetime | None:
    moment = datetime.fromisoformat(said) if said else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError(said)
    return moment
