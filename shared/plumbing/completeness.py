"""Completeness, not only lag (architecture.md, 11): a hole that nobody waits for is found all the same.

A reader keeps, for each range of 1,000 positions, how many facts became rows and the sum of their
identities, in the transaction of the rows. The source counts the same over its log. Whatever was parked or
discarded is accounted for as well. A range where the two differ is a hole: a gauge that should be 0.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from shared.plumbing.facts_read import ReadFact

SPAN = 1000
"""Positions in a range."""
LOOKED_AT = 200
"""Ranges compared in one turn: the newest ones each time, the older ones in rotation."""
NEWEST = 3
OF_LOG = f"""
SELECT (notification_id - 1) / {SPAN} AS span, count(*) AS facts,
    sum(('x' || substr(encode(sha256(convert_to(
        log_id || ':' || notification_id || ':' || originator_version || ':'
        || (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
    'UTF8')), 'hex'), 1, 15))::bit(60)::bigint) AS fold
FROM stored_events AS e, log WHERE notification_id > %(after)s AND notification_id <= %(upto)s GROUP BY 1
"""  # noqa: S608 - only our own number
OF_READER = f"""
SELECT span, sum(facts) AS facts, sum(fold) AS fold FROM (
    SELECT span, facts, fold FROM applied WHERE source = %(source)s
    UNION ALL SELECT (position - 1) / {SPAN}, 1, identity FROM parked WHERE source = %(source)s
    UNION ALL SELECT (position - 1) / {SPAN}, 1, identity FROM discarded d WHERE source = %(source)s
        AND log_id = (SELECT log_id FROM subscriptions WHERE source = %(source)s)
        AND position > (SELECT counted_from FROM subscriptions WHERE source = %(source)s)
) AS accounted WHERE span >= %(first)s AND span < %(end)s GROUP BY 1
"""  # noqa: S608 - only our own number
Tally = dict[int, tuple[int, int]]
"""Range → (how many, sum of their identities)."""
Ask = Callable[[int, int], dict[str, Any]]
"""(after, up to) → {"log_id", "ranges": [[range, facts, "fold"]]}, asked of the source."""


def span_of(position: int) -> int:
    """The range that a position belongs to."""
    return (position - 1) // SPAN


def account(rows: Cursor[DictRow], source: str, facts: Sequence[ReadFact]) -> None:
    """Writes down that rows were made of these facts, in their transaction."""
    spans: defaultdict[int, list[int]] = defaultdict(list)
    for fact in facts:
        spans[span_of(fact.position)].append(fact.identity)
    for span, identities in spans.items():
        rows.execute(
            """INSERT INTO applied AS old (source, span, facts, fold) VALUES (%s, %s, %s, %s)
               ON CONFLICT (source, span) DO UPDATE
               SET facts = old.facts + excluded.facts, fold = old.fold + excluded.fold""",
            (source, span, len(identities), sum(identities)),
        )


def tally_of_log(rows: Connection[DictRow], after: int, upto: int) -> list[list[Any]]:
    """What the log itself holds after one position up to another, by range; sums as text."""
    found = rows.execute(OF_LOG, {"after": after, "upto": upto}).fetchall()
    return [[int(row["span"]), int(row["facts"]), str(row["fold"])] for row in found]


@dataclass(frozen=True)
class Window:
    """Ranges from `first` up to but not with `end`."""

    first: int
    end: int


class Completeness:
    """Compares one reader's account with its source's log, some ranges at a time."""

    def __init__(self, source: str, ask: Ask) -> None:
        self.source = source
        self._ask = ask
        self._next = 0
        self._holes: set[int] = set()

    def look(self, rows: Connection[DictRow]) -> int:
        """How many ranges are known to have a hole, after another turn. rows: in one snapshot."""
        row = rows.execute(
            "SELECT log_id, position, counted_from FROM subscriptions WHERE source = %s AND stopped IS NULL",
            (self.source,),
        ).fetchone()
        if row is None:
            return len(self._holes)
        since, position = int(row["counted_from"]), int(row["position"])
        for window in self._windows(span_of(since + 1), span_of(position) + 1):
            mine = self._accounted(rows, window)
            after, upto = max(since, window.first * SPAN), min(position, window.end * SPAN)
            answer = self._ask(after, upto)
            if answer["log_id"] != str(row["log_id"]):
                return len(self._holes)  # another log by now: the subscription will say so
            theirs = {int(span): (int(facts), int(fold)) for span, facts, fold in answer["ranges"]}
            self._compare(window, mine, theirs)
        return len(self._holes)

    def _windows(self, first: int, end: int) -> Iterable[Window]:
        newest = max(first, end - NEWEST)
        yield Window(newest, end)
        begin = self._next if first <= self._next < newest else first
        self._next = min(begin + LOOKED_AT, newest)
        if begin < newest:
            yield Window(begin, self._next)

    def _accounted(self, rows: Connection[DictRow], window: Window) -> Tally:
        values = {"source": self.source, "first": window.first, "end": window.end}
        found = rows.execute(OF_READER, values).fetchall()
        return {int(row["span"]): (int(row["facts"]), int(row["fold"])) for row in found}

    def _compare(self, window: Window, mine: Tally, theirs: Tally) -> None:
        spans = range(window.first, window.end)
        self._holes -= set(spans)
        self._holes |= {span for span in spans if mine.get(span) != theirs.get(span)}
