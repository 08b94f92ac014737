"""A hole under zero lag is seen: what was applied is compared with the log, range by range."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from shared.plumbing import completeness
from shared.plumbing.completeness import Completeness
from shared.plumbing.facts_read import read_fact
from tests.plumbing.test_relay import running
from tests.plumbing.test_subscription import Reader
from tests.support.intake_store import IntakeStore


class Counted(Reader):
    """A reader with its account."""

    def tally(self, after: int, upto: int) -> dict[str, Any]:
        return self.store.desk.tally({"after": after, "upto": upto})

    def holes(self, looking: Completeness | None = None) -> int:
        """What the gauge says after a turn."""
        self.loop.check(looking or Completeness("intake", self.tally))
        labels = {"service": "reporting", "source": "intake"}
        return int(REGISTRY.get_sample_value("tukiverkko_completeness_holes", labels) or 0)

    def change(self, sql: str) -> None:
        with self.database.rows() as rows:
            rows.execute(sql)

    def skip_one(self) -> None:
        """A fact is passed over, as a fault in reading would do it: the cursor moves past it."""
        events = self.store.facts_after(self.loop.applier.place().position)["facts"]
        self.loop.applier.apply(self.loop.applier.place(), [read_fact(event) for event in events[1:]])


@pytest.fixture
def reader(database: str, tmp_path: Path) -> Iterator[Counted]:
    made = Counted(IntakeStore(tmp_path, database), database)
    for _ in range(4):
        made.store.receive()
    with running(made.loop):
        made.seen_all()
    yield made
    made.database.close()


def test_what_was_read_whole_has_no_hole(reader: Counted) -> None:
    assert reader.holes() == 0


def test_a_fact_that_was_passed_over_is_seen(reader: Counted) -> None:
    for _ in range(2):
        reader.store.receive()
    reader.skip_one()
    assert reader.position() == reader.store.head()
    assert reader.holes() == 1


def test_a_record_that_is_gone_is_seen(reader: Counted) -> None:
    reader.change("DELETE FROM applied")
    assert reader.holes() == 1


def test_another_fact_in_the_place_of_one_is_seen(reader: Counted) -> None:
    """As many facts as there should be, but not the same."""
    reader.store.receive()
    (event,) = reader.store.facts_after(reader.loop.applier.place().position)["facts"]
    fact = read_fact(event | {"recordedat": "2020-01-01T00:00:00+00:00"})
    reader.loop.applier.apply(reader.loop.applier.place(), [fact])
    assert reader.holes() == 1


def test_what_is_parked_or_given_up_is_no_hole(reader: Counted) -> None:
    reader.store.receive()
    applier = reader.loop.applier
    (event,) = reader.store.facts_after(applier.place().position)["facts"]
    applier.apply(applier.place(), [read_fact(event | {"data": {}})])
    assert reader.holes() == 0
    applier.discard(reader.store.head(), "yllapitaja-1", "Testin oma.")
    assert reader.holes() == 0


def test_what_was_applied_before_anybody_counted_is_left_aside(reader: Counted) -> None:
    """As on an installation that was there before the account was."""
    reader.change("DELETE FROM applied")
    reader.change("UPDATE subscriptions SET counted_from = position")
    assert reader.holes() == 0
    reader.store.receive()
    events = reader.store.facts_after(reader.position())["facts"]
    reader.loop.applier.apply(reader.loop.applier.place(), [read_fact(event) for event in events])
    assert reader.holes() == 0


def test_older_ranges_are_looked_at_in_rotation(reader: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn costs the same however long the log is; a hole far back is found after some turns."""
    asked: list[int] = []

    def tally(after: int, upto: int) -> dict[str, Any]:
        asked.append(upto - after)
        return reader.tally(after, upto)

    monkeypatch.setattr(completeness, "LOOKED_AT", 2)
    reader.change("UPDATE subscriptions SET position = 9500")
    reader.change("INSERT INTO applied VALUES ('intake', 4, 1, 1)")
    looking = Completeness("intake", tally)
    found = [reader.holes(looking) for _ in range(4)]
    assert found == [0, 0, 1, 1]
    assert max(asked) <= 3000
