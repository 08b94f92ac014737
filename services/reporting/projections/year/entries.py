"""What a region's year is added up from: an entry for each thing that a fact counts, or no longer counts.

A figure is the sum of its entries, and what is behind it are these. Sums are kept by the month in which the
facts were recorded, so that a year opens as fast after many years as after one, and as known then (R-T1).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from pydantic_core import to_json

from services.reporting.projections.reading import Rows
from shared.contracts.envelope import Message
from shared.kernel.calendar import local_date


class Place(NamedTuple):
    """Where something counts. item: which of a matter's it is, where a matter has several of a kind."""

    year: int
    figure: str
    key: str
    item: str = ""


class Count(NamedTuple):
    """How often, and how much: cents of costs, hundredths of a T-score; else nothing."""

    times: int = 1
    amount: int = 0


Counted = Mapping[Place, Count]
NOTHING = Count(0, 0)


@dataclass(frozen=True)
class Whose:
    """Whose entries they are: by it they are left out for who does not see the matter (R-C10)."""

    region: str
    referral_id: UUID | None = None
    case_id: UUID | None = None


class Stamp(NamedTuple):
    """Of which fact an entry is. The order of stamps is that in which facts were learned."""

    recorded_at: datetime
    service: str
    position: int


def stamp_of(message: Message[Any]) -> Stamp:
    """The fact's own."""
    return Stamp(message.recorded_at, message.service, message.position)


class Entry(NamedTuple):
    """A row: what a fact changes in a figure."""

    stamp: Stamp
    whose: Whose
    place: Place
    change: Count


def changes(before: Counted, after: Counted, stamp: Stamp, whose: Whose) -> Iterable[Entry]:
    """An entry for each place that counts otherwise than before."""
    for place in {**before, **after}:
        was, now = before.get(place, NOTHING), after.get(place, NOTHING)
        if was != now:
            change = Count(now.times - was.times, now.amount - was.amount)
            yield Entry(stamp, whose, place, change)


@lru_cache(maxsize=4096)
def month_of(moment: datetime) -> date:
    """The Finnish month of a moment, by its first day."""
    return local_date(moment).replace(day=1)


ADD = """
WITH stand AS (
    INSERT INTO year_matters SELECT * FROM jsonb_populate_recordset(NULL::year_matters, %s)
    ON CONFLICT (kind, id, item) DO UPDATE SET position = excluded.position, stands = excluded.stands),
added AS (
    INSERT INTO year_entries SELECT * FROM jsonb_populate_recordset(NULL::year_entries, %s))
INSERT INTO year_sums AS old
SELECT * FROM jsonb_populate_recordset(NULL::year_sums, %s) AS s
ORDER BY s.region, s.year, s.recorded_in, s.figure, s.key
ON CONFLICT (region, year, recorded_in, figure, key) DO UPDATE SET entries = old.entries + excluded.entries,
    times = old.times + excluded.times, amount = old.amount + excluded.amount
"""
"""In one order: who adds to the same sums for another source waits, and never in a circle."""
TAKE_BACK = """
DELETE FROM year_entries AS e
USING unnest(%s::text[], %s::bigint[], %s::smallint[], %s::text[], %s::text[], %s::text[]) AS t
    (service, position, year, figure, key, item)
WHERE (e.service, e.position, e.year, e.figure, e.key, e.item)
    = (t.service, t.position, t.year, t.figure, t.key, t.item)
"""
NOTHING_LEFT = "DELETE FROM year_sums WHERE entries = 0"


def write(
    rows: Rows, stand: Sequence[Mapping[str, Any]], entries: Sequence[Entry], taken_back: Sequence[Entry] = ()
) -> None:
    """Writes how matters stand and adds entries, others taken back as if they had never been.

    stand: rows of year_matters.
    """
    if taken_back:
        rows.execute(TAKE_BACK, tuple(map(list, zip(*map(_key, taken_back), strict=True))))
    told = (list(stand), list(map(_row, entries)), _sums(entries, taken_back))
    if any(told):
        rows.execute(ADD, [to_json(each).decode() for each in told])
    if taken_back:
        rows.execute(NOTHING_LEFT)


def _key(entry: Entry) -> tuple[Any, ...]:
    return entry.stamp.service, entry.stamp.position, *entry.place


def _row(entry: Entry) -> dict[str, Any]:
    stamp, whose, place, change = entry
    return {
        "service": stamp.service, "position": stamp.position, "recorded_at": stamp.recorded_at,
        "region": whose.region, "referral_id": whose.referral_id, "case_id": whose.case_id,
        **place._asdict(), **change._asdict(),
    }  # fmt: skip


def _sums(entries: Iterable[Entry], taken_back: Iterable[Entry]) -> list[dict[str, Any]]:
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for sign, each in ((1, entries), (-1, taken_back)):
        for stamp, whose, place, change in each:
            key = whose.region, place.year, month_of(stamp.recorded_at), place.figure, place.key
            sums[key][0] += sign
            sums[key][1] += sign * change.times
            sums[key][2] += sign * change.amount
    keys, numbers = ("region", "year", "recorded_in", "figure", "key"), ("entries", "times", "amount")
    return [
        {**dict(zip(keys, key, strict=True)), **dict(zip(numbers, sum_, strict=True))}
        for key, sum_ in sums.items()
    ]
