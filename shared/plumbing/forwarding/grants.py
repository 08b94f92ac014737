"""Who outside may read which events: the table, and each change of it with who made it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg.rows import DictRow

from shared.contracts.subscribing import UnknownEvent, checked_grants
from shared.kernel.asker import Asker
from shared.kernel.refused import Misfit, NotAllowed, NotSignedIn, Unknown
from shared.plumbing.store.database import ServiceDatabase

LASTS = timedelta(days=365)
"""How long a subscriber's token holds; `rotate` gives a new one."""
ASKED_AGAIN = timedelta(minutes=1)
"""It is written down once a minute at most that a subscriber has asked."""
ROW = "name, events, token_id, token_until, due, added_at, asked_at"
ADD = f"""
INSERT INTO subscribers (name, events, token_until, due, added_at)
VALUES (%(name)s, %(events)s, %(until)s, 'all', %(now)s)
ON CONFLICT (name) DO UPDATE SET events = %(events)s, due = coalesce(subscribers.due, 'grants')
RETURNING {ROW}
"""  # noqa: S608 - ours
ROTATE = f"""
UPDATE subscribers SET token_id = %s, token_until = %s, due = 'all' WHERE name = %s RETURNING {ROW}
"""  # noqa: S608 - ours


@dataclass(frozen=True)
class Subscriber:
    """A program outside. due: what the broker has not got yet, "all" or "grants"."""

    name: str
    events: tuple[str, ...]
    token_id: UUID
    token_until: datetime
    due: str | None
    added_at: datetime
    asked_at: datetime | None

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it. The token's id tells nothing without the key it is signed with."""
        return {
            "name": self.name,
            "events": list(self.events),
            "token_id": str(self.token_id),
            "token_until": self.token_until.isoformat(),
            "due": self.due,
            "added_at": self.added_at.isoformat(),
            "asked_at": self.asked_at.isoformat() if self.asked_at else None,
        }


class Grants:
    """The subscribers of an installation. published: the names of all facts."""

    def __init__(self, database: ServiceDatabase, published: Collection[str]) -> None:
        self._database = database
        self._published = published

    def add(self, name: str, events: list[str], by: Asker) -> Subscriber:
        """A new subscriber, or other grants for one that is there. Misfit for what is not published."""
        try:
            grants = checked_grants(events, self._published)
        except UnknownEvent as unknown:
            raise _no_such(unknown) from None
        if not grants:
            raise Misfit("name the events: one or several, as in intake.referral-received")
        with self._database.rows() as rows:
            known = self._one(rows, name)
            if known and known.events == tuple(grants):
                return known
            found = rows.execute(
                ADD,
                {"name": name, "events": grants, "until": by.now + LASTS, "now": by.now},
            ).fetchone()
            _write_down(rows, by, "grants" if known else "added", name, grants)
            return _read(found)

    def rotated(self, name: str, by: Asker) -> Subscriber:
        """The same with a new token; the broker is due a new password. Unknown."""
        with self._database.rows() as rows:
            found = rows.execute(ROTATE, (uuid4(), by.now + LASTS, name)).fetchone()
            if not found:
                raise _nobody(name)
            one = _read(found)
            _write_down(rows, by, "rotated", name, one.events)
            return one

    def made(self, name: str) -> Subscriber:
        """The broker has all of it. Unknown."""
        with self._database.rows() as rows:
            found = rows.execute(
                f"UPDATE subscribers SET due = NULL WHERE name = %s RETURNING {ROW}",  # noqa: S608 - ours
                (name,),
            ).fetchone()
        if not found:
            raise _nobody(name)
        return _read(found)

    def removed(self, name: str, by: Asker) -> bool:
        """Whether there was one; it is none from now on."""
        with self._database.rows() as rows:
            found = rows.execute(
                f"DELETE FROM subscribers WHERE name = %s RETURNING {ROW}",  # noqa: S608 - ours
                (name,),
            ).fetchone()
            if found:
                _write_down(rows, by, "removed", name, _read(found).events)
        return bool(found)

    def listed(self) -> list[Subscriber]:
        with self._database.rows() as rows:
            found = rows.execute(f"SELECT {ROW} FROM subscribers ORDER BY name").fetchall()  # noqa: S608
        return [_read(row) for row in found]

    def changes(self, limit: int) -> list[dict[str, Any]]:
        """Who changed what, the newest first."""
        with self._database.rows() as rows:
            found = rows.execute(
                "SELECT at, by, what, name, events FROM subscriber_changes ORDER BY number DESC LIMIT %s",
                (limit,),
            ).fetchall()
        return [{**row, "at": row["at"].isoformat()} for row in found]

    def of(self, asker: Asker) -> Subscriber:
        """Who asks, by the token's own id. NotAllowed for no subscriber, NotSignedIn for an older token."""
        with self._database.rows() as rows:
            one = self._one(rows, asker.user)
            if one is None:
                raise NotAllowed("there is no subscriber {name} here", name=asker.user)
            if (asker.may or {}).get("token") != str(one.token_id):
                raise NotSignedIn("the token does not hold: it was replaced by a newer one")
            if one.asked_at is None or asker.now - one.asked_at > ASKED_AGAIN:
                rows.execute("UPDATE subscribers SET asked_at = %s WHERE name = %s", (asker.now, one.name))
        return one

    def _one(self, rows: Connection[DictRow], name: str) -> Subscriber | None:
        found = rows.execute(
            f"SELECT {ROW} FROM subscribers WHERE name = %s",  # noqa: S608 - ours
            (name,),
        ).fetchone()
        return _read(found) if found else None


def _read(row: Any) -> Subscriber:
    return Subscriber(**{**row, "events": tuple(row["events"])})


def _write_down(rows: Connection[DictRow], by: Asker, what: str, name: str, events: Collection[str]) -> None:
    rows.execute(
        "INSERT INTO subscriber_changes (at, by, what, name, events) VALUES (%s, %s, %s, %s, %s)",
        (by.now, by.user, what, name, list(events)),
    )


def _nobody(name: str) -> Unknown:
    return Unknown("there is no subscriber {name} here", name=name)


def _no_such(unknown: UnknownEvent) -> Misfit:
    if unknown.near:
        return Misfit("there is no event {name}: did you mean {near}?", name=unknown.name, near=unknown.near)
    return Misfit("there is no event {name}: docs/events.md lists them", name=unknown.name)
