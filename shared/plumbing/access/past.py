"""Reading the access log again: the newest lines about a person or about matters, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from shared.kernel.refused import Misfit

ACCESS, DISCLOSURES = "access_log", "disclosures"
MOST_LINES = 1001


@dataclass(frozen=True, order=True)
class Place:
    """Where a line stands among those of all services: newest first."""

    at: datetime
    service: str
    position: int

    @classmethod
    def of(cls, line: dict[str, Any]) -> Self:
        return cls(datetime.fromisoformat(line["at"]), line["service"], line["position"])

    def as_text(self) -> str:
        return f"{self.at.isoformat()}|{self.service}|{self.position}"

    @classmethod
    def read(cls, text: str) -> Self:
        """ValueError where nobody wrote it so."""
        at, service, position = text.split("|")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(text)
        return cls(moment, service, int(position))


@dataclass(frozen=True)
class Sought:
    """Which lines: read in a region, of these persons or matters, not older than `since`, before a place."""

    region: str
    persons: tuple[UUID, ...]
    matters: tuple[UUID, ...]
    limit: int
    since: datetime | None = None
    before: Place | None = None

    def as_request(self) -> dict[str, Any]:
        """As it travels to another service."""
        return {
            "persons": [str(each) for each in self.persons],
            "matters": [str(each) for each in self.matters],
            "limit": self.limit,
            "since": self.since.isoformat() if self.since else None,
            "before": self.before.as_text() if self.before else None,
        }

    @classmethod
    def read(cls, request: dict[str, Any], region: str) -> Self:
        """What another service asks for, as somebody of this region. Misfit where it is none of ours."""
        try:
            return cls(
                region=region,
                persons=tuple(UUID(each) for each in request["persons"]),
                matters=tuple(UUID(each) for each in request["matters"]),
                limit=min(int(request["limit"]), MOST_LINES),
                since=datetime.fromisoformat(request["since"]) if request["since"] else None,
                before=Place.read(request["before"]) if request["before"] else None,
            )
        except (KeyError, TypeError, ValueError):
            raise Misfit("a request is an object with name, data and token") from None


_LINES = f"""
SELECT position, at, user_name, role, organisation, sector, county, purpose, legal_basis, correlation,
    fields, matters, query, special_reason, reveal,
    persons && %(persons)s::uuid[] OR matters && %(matters)s::uuid[] AS about
FROM {ACCESS}
WHERE (persons && %(persons)s::uuid[] OR mentioned && %(persons)s::uuid[] OR matters && %(matters)s::uuid[])
    AND region = %(region)s
    AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
    AND (%(at)s::timestamptz IS NULL
        OR (at, %(service)s::text, position) < (%(at)s, %(than)s::text, %(place)s::bigint))
ORDER BY at DESC, position DESC LIMIT %(limit)s
"""  # noqa: S608 - a table
_GIVEN = f"""
SELECT position, at, role, organisation, sector, county, purpose, legal_basis, what, fields, matters,
    recipient_kind, recipient_sector, recipient_county, recipient_organisation
FROM {DISCLOSURES}
WHERE (persons && %(persons)s::uuid[] OR matters && %(matters)s::uuid[]) AND region = %(region)s
    AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
ORDER BY at DESC, position DESC LIMIT %(limit)s
"""  # noqa: S608 - a table


def lines(rows: Connection[DictRow], service: str, sought: Sought) -> list[dict[str, Any]]:
    """Lines of one service, newest first, as JSON.

    about: the person, or a matter of theirs, was read of; else they were only mentioned.
    """
    before = sought.before
    values = {
        **_common(sought),
        "service": service,
        "at": before.at if before else None,
        "than": before.service if before else None,
        "place": before.position if before else None,
    }
    return [{**_plain(row), "service": service} for row in rows.execute(_LINES, values).fetchall()]


def given(rows: Connection[DictRow], sought: Sought) -> list[dict[str, Any]]:
    """What was given to others, newest first, as JSON."""
    return [_plain(row) for row in rows.execute(_GIVEN, _common(sought)).fetchall()]


def newest(found: Iterable[Sequence[dict[str, Any]]], limit: int) -> list[dict[str, Any]]:
    """The newest lines of several services together."""
    together = (line for of_one in found for line in of_one)
    return sorted(together, key=Place.of, reverse=True)[:limit]


def _common(sought: Sought) -> dict[str, Any]:
    return {
        "persons": list(sought.persons), "matters": list(sought.matters), "since": sought.since,
        "limit": sought.limit, "region": sought.region,
    }  # fmt: skip


def _plain(row: DictRow) -> dict[str, Any]:
    return {**row, "at": row["at"].isoformat(), "matters": [str(each) for each in row["matters"]]}
