"""Rows made anew beside the living: the same, row by row, while the living go on (architecture.md, 8)."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from services.reporting.projections import PROJECTIONS
from shared.contracts.intake import FACTS
from shared.plumbing.ahead import Pull
from shared.plumbing.rebuild import Rebuild, Source
from shared.plumbing.switching import NotNow
from tests.plumbing.test_relay import running
from tests.plumbing.test_subscription import Reader, reading
from tests.support.casework import Work
from tests.support.installation import wait_for
from tests.support.intake_store import ADVICE, IntakeStore
from tests.support.reading import Figures, rows_of


class Rebuilt(Reader):
    """A reader whose rows can be made anew."""

    def rebuild(self, chosen: Sequence[str] | None = None, pull: Pull | None = None) -> Rebuild:
        sources = [Source("intake", pull or self.some_at_a_time, FACTS)]
        return Rebuild(self.url, "reporting", sources, PROJECTIONS, chosen)

    @property
    def url(self) -> str:
        return str(self.store.settings.database_url)

    def some_at_a_time(self, position: int, limit: int) -> dict[str, Any]:
        return self.store.facts_after(position, min(limit, 5))

    def rows(self) -> Figures:
        return rows_of(self.url)

    def change(self, sql: str) -> None:
        with self.database.rows() as rows:
            rows.execute(sql)

    def contact(self) -> None:
        """A contact with advice: three facts with what the next one's needs."""
        referral = self.store.receive()["result"]["referral_id"]
        self.store.send("give_advice", {"referral_id": referral, **ADVICE})

    def work_on_a_case(self) -> None:
        """A case from its contact on."""
        for line in Work(seed=3).lines:
            who = {"sub": line["by"]["user"], **line["by"], "clock": line["at"]}
            self.store.send(line["command"].partition(".")[2], line["data"], line["id"], who=who)

    def receiving(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.contact()


@pytest.fixture
def reader(database: str, tmp_path: Path) -> Iterator[Rebuilt]:
    made = Rebuilt(IntakeStore(tmp_path, database), database)
    for _ in range(6):
        made.contact()
    yield made
    made.database.close()


@contextmanager
def meanwhile(work: Callable[[threading.Event], None]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_while_facts_flow_the_new_rows_are_the_living_ones(reader: Rebuilt) -> None:
    """R-R4: equal row by row; the old ones are read and written until the new take their place."""
    with reading(reader):
        reader.seen_all()
        with meanwhile(reader.receiving):
            report = reader.rebuild().run()
            assert report.differences == 0
            assert report.switched
            assert report.rows >= 6 * 4
            assert report.positions["intake"] >= 12
        reader.seen_all()
        with psycopg.connect(reader.url) as owner:
            left = owner.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'reporting_next'").fetchone()
        assert left is None
        reader.contact()
        reader.seen_all()
    assert reader.rebuild().run(compare_only=True).differences == 0


def test_a_row_that_is_not_as_the_facts_say_is_found_and_mended(reader: Rebuilt) -> None:
    with running(reader.loop):
        reader.seen_all()
    right = reader.rows()
    reader.change("UPDATE contacts SET channel = 'email' WHERE position = 1")
    reader.change("DELETE FROM timeline WHERE position = 2")
    wrong = reader.rows()
    report = reader.rebuild().run(compare_only=True)
    assert {table: found.differences for table, found in report.by_table.items() if found.differences} == {
        "contacts": 2,
        "timeline": 1,
    }
    assert not report.switched
    assert reader.rows() == wrong
    assert reader.rebuild().run().differences == 3
    assert reader.rows() == right


def test_cases_are_made_anew_row_by_row(reader: Rebuilt) -> None:
    """R-R4: their versions, their networks, meetings, months and plans."""
    reader.work_on_a_case()
    with running(reader.loop):
        reader.seen_all()
    right = reader.rows()
    assert all(right[table] for table in ("cases", "case_members", "case_meetings", "case_plans"))
    reader.change("UPDATE case_meetings SET minutes = 1 WHERE state = 'held'")
    reader.change("DELETE FROM case_members WHERE role = 'client'")
    assert reader.rebuild().run().differences > 0
    assert reader.rows() == right
    assert reader.rebuild(["cases"]).run().differences == 0


def test_broken_off_it_goes_on_where_it_was(reader: Rebuilt) -> None:
    asked: list[int] = []

    def breaks(position: int, limit: int) -> dict[str, Any]:
        asked.append(position)
        if position >= 5:
            raise ConnectionError("away")
        return reader.some_at_a_time(position, limit)

    with running(reader.loop):
        reader.seen_all()
    with pytest.raises(ConnectionError):
        reader.rebuild(pull=breaks).run()
    assert max(asked) == 5
    read_again: list[int] = []

    def counted(position: int, limit: int) -> dict[str, Any]:
        read_again.extend([position] if limit else [])
        return reader.some_at_a_time(position, limit)

    report = reader.rebuild(pull=counted).run()
    assert (report.resumed, report.differences, min(read_again)) == (True, 0, 5)


def test_another_log_is_read_from_its_beginning_and_reading_goes_on(reader: Rebuilt) -> None:
    """As after a restore: what was read of the old log is no measure of the new rows."""
    with reading(reader):
        reader.seen_all()
        with psycopg.connect(reader.url) as owner:
            owner.execute("UPDATE intake.log SET log_id = gen_random_uuid()")
        wait_for("it stands still", lambda: not reader.loop.standing()["ready"])
        with pytest.raises(NotNow, match="rebuild all"):
            reader.rebuild(["contacts"]).run()
        report = reader.rebuild().run()
        assert not report.same_log
        wait_for("it goes on", lambda: reader.loop.standing()["ready"])
        reader.contact()
        reader.seen_all()
    assert reader.contacts() >= 7


def test_one_projection_alone(reader: Rebuilt) -> None:
    with running(reader.loop):
        reader.seen_all()
        right = reader.rows()
        reader.change("DELETE FROM queue_matters")
        reader.change("UPDATE contacts SET channel = 'email'")
        report = reader.rebuild(["queue"]).run()
        assert set(report.by_table) == {"queue_items", "queue_matters"}
        after = reader.rows()
        assert after["queue_matters"] == right["queue_matters"]
        assert after["queue_items"] == right["queue_items"]
        assert after["contacts"] != right["contacts"]
        reader.contact()
        reader.seen_all()


def test_one_at_a_time(reader: Rebuilt) -> None:
    refused: list[str] = []

    def asks_another(position: int, limit: int) -> dict[str, Any]:
        if not refused:
            with pytest.raises(NotNow) as told:
                reader.rebuild().run()
            refused.append(str(told.value))
        return reader.some_at_a_time(position, limit)

    with running(reader.loop):
        reader.seen_all()
    reader.rebuild(pull=asks_another).run()
    assert refused == ["another rebuild of reporting runs"]


def test_what_was_discarded_stays_out(reader: Rebuilt) -> None:
    """It was somebody's decision, with a reason: to make rows anew does not undo it."""
    with running(reader.loop):
        reader.seen_all()
    log_id = reader.store.facts_after(0)["log_id"]
    reader.change(
        f"""INSERT INTO discarded SELECT 'intake', '{log_id}', 2, 'referral/x', 'x', 1, 'ValueError', '', 5,
            now(), now(), 'yllapitaja-1', 'Testin oma.'"""
    )
    report = reader.rebuild().run()
    assert report.by_table["timeline"].only_living == 1
    assert [row["position"] for row in reader.rows()["timeline"]].count(2) == 0
