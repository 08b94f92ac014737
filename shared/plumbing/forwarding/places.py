"""How far somebody has come in a source's log, also where that log was restored since.

After a restore a log is told under a new id. What was recorded before the reader's place is the same in both;
what comes after it, by the moment at which it was recorded, is news to the reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.plumbing.ahead import Pull
from shared.plumbing.renewal import Whence


class AnotherLog(Exception):
    """The source has a log that was never this one: nobody reads on by himself."""


@dataclass(frozen=True)
class Place:
    """After this fact. log_id None: before the first."""

    log_id: UUID | None = None
    position: int = 0
    recorded_at: datetime | None = None

    def after(self, event: dict[str, Any]) -> "Place":
        """The place behind an event."""
        return Place(
            UUID(event["logid"]), int(event["position"]), datetime.fromisoformat(event["recordedat"])
        )


@dataclass(frozen=True)
class Source:
    """A service's log as others ask for it. whence: which log it is, and was before it was restored."""

    name: str
    pull: Pull
    whence: Callable[[], Whence]

    def after(self, place: Place, limit: int) -> tuple[Place, list[dict[str, Any]], int]:
        """(the place in the log that is there now, the facts after it, the head). AnotherLog, NoAnswer."""
        answer = self.pull(place.position, limit)
        log_id = UUID(answer["log_id"])
        if place.log_id not in {None, log_id}:
            place = self._found_again(place, log_id)
            answer = self.pull(place.position, limit)
        return Place(log_id, place.position, place.recorded_at), answer["facts"], int(answer["head"])

    def _found_again(self, place: Place, log_id: UUID) -> Place:
        if place.recorded_at is None or not self.whence().continues(place.log_id):
            raise AnotherLog(f"the log of {self.name} is another one")
        return Place(log_id, self._last_by(place.recorded_at), place.recorded_at)

    def _last_by(self, moment: datetime) -> int:
        """The last position that was recorded by then: positions are recorded in their order."""
        low, high = 0, int(self.pull(0, 1)["head"])
        while low < high:
            middle = (low + high) // 2
            facts = self.pull(middle, 1)["facts"]
            if facts and datetime.fromisoformat(facts[0]["recordedat"]) <= moment:
                low = int(facts[0]["position"])
            else:
                high = middle
        return low
