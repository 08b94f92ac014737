"""How matters stand as the year's figures have to know it, and the facts that are counted of each in turn.

A *turn* takes the facts of one matter in the order of their log: what it counted before and after a fact
makes the fact's entries. What several matters are counted by together is in `together.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.sql import SQL

from services.reporting.projections.reading import Rows
from services.reporting.projections.year.entries import Counted, Entry, Whose, changes, stamp_of
from shared.contracts.envelope import Message

Stands = dict[str, Any]
"""What is kept of a matter, as JSON."""


class Which(NamedTuple):
    """A matter, or a part of one that is counted by itself: a case's meeting, a wave's request."""

    kind: str
    id: UUID
    item: str = ""


@dataclass
class Matter:
    """A row of year_matters. position: of the last fact that was counted."""

    which: Which
    stands: Stands
    position: int = 0

    def row(self) -> dict[str, Any]:
        return {**self.which._asdict(), "position": self.position, "stands": self.stands}


class Known:
    """The matters that some facts are about, as they stand; what changed is told by `changed`."""

    FIND = SQL(
        """SELECT m.* FROM year_matters m
           JOIN unnest(%s::text[], %s::uuid[], %s::text[]) AS a (kind, id, item) USING (kind, id, item)"""
    )

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._matters: dict[Which, Matter] = {}
        self._changed: dict[Which, Matter] = {}

    def read(self, asked: Iterable[Which]) -> None:
        """Reads those that were not read yet."""
        if wanted := sorted(set(asked) - self._matters.keys()):
            self._rows.execute(self.FIND, tuple(map(list, zip(*wanted, strict=True))))
            for row in self._rows.fetchall():
                which = Which(row["kind"], row["id"], row["item"])
                self._matters[which] = Matter(which, row["stands"], row["position"])

    def get(self, which: Which) -> Matter | None:
        return self._matters.get(which)

    def keep(self, matter: Matter) -> None:
        """So it stands from now on."""
        self._matters[matter.which] = self._changed[matter.which] = matter

    @property
    def changed(self) -> Sequence[dict[str, Any]]:
        return [matter.row() for matter in self._changed.values()]


class Turn(NamedTuple):
    """How the facts of a kind of matter are counted, one after the other.

    after: (fact's message, how it stood or None) → how it stands. counted: what that counts.
    whose: by whom it may be seen.
    """

    after: Callable[[Message[Any], Stands | None], Stands]
    counted: Callable[[Stands], Counted]
    whose: Callable[[Which, Stands], Whose]

    def take(self, message: Message[Any], which: Which, known: Known) -> Iterable[Entry]:
        """The fact's entries; none where it was counted before."""
        before = known.get(which)
        if before is not None and before.position >= message.position:
            return ()
        stood = before.stands if before else None
        stands = self.after(message, stood)
        known.keep(Matter(which, stands, message.position))
        was = self.counted(stood) if stood else {}
        return changes(was, self.counted(stands), stamp_of(message), self.whose(which, stands))
