"""An event as a handler gets it: CloudEvents 1.0 in structured JSON, read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

PREFIX = "fi.tukiverkko."


class Unreadable(Exception):
    """A body that is no event of Tukiverkko's. What is missing or wrong is said."""


@dataclass(frozen=True)
class Event:
    """One event.

    name: "intake.referral-received"; version: 1, 2 …; subject: "referral/2023-00017", what it is about;
    sequence: its number within the subject, from 1 on; log_id and position: which log of the source it stands
    in, and where (greater is later, with holes); time: when it happened; data: its fields. attributes: the
    whole CloudEvent as it came. id: the same whichever way it comes.
    """

    id: str
    name: str
    version: int
    source: str
    subject: str
    sequence: int
    log_id: str
    position: int
    time: datetime
    data: Mapping[str, Any]
    attributes: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Name and version, as its routing key: "intake.referral-received.v1"."""
        return f"{self.name}.v{self.version}"

    def is_before(self, other: "Event") -> bool:
        """Whether it is of the same subject, and earlier."""
        same = (self.log_id, self.subject) == (other.log_id, other.subject)
        return same and self.sequence < other.sequence

    @classmethod
    def of(cls, body: bytes | str | Mapping[str, Any]) -> Self:
        """The event that a message or an entry of a replay holds. Unreadable where it holds none."""
        try:
            said = json.loads(body) if isinstance(body, bytes | str) else body
            name, _, version = str(said["type"]).removeprefix(PREFIX).rpartition(".v")
            return cls(
                id=_text(said, "id"),
                name=name,
                version=int(version),
                source=_text(said, "source"),
                subject=_text(said, "subject"),
                sequence=_number(said, "sequence"),
                log_id=_text(said, "logid"),
                position=_number(said, "position"),
                time=datetime.fromisoformat(said["time"]),
                data=dict(said["data"]),
                attributes=said,
            )
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise Unreadable(f"no event of Tukiverkko's: {error!r}") from error

    def text(self) -> str:
        """The whole CloudEvent as JSON; `of` reads it again."""
        return json.dumps(self.attributes, ensure_ascii=False, separators=(",", ":"))


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said[name]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is no text")
    return value


def _number(said: Mapping[str, Any], name: str) -> int:
    """A whole number of at least 1 that SQLite can keep."""
    value = said[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise ValueError(f"{name} is no number")
    return value
