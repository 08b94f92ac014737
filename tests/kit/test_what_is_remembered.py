"""What a subscriber's file remembers: each event once, in order for each subject, whatever a handler does."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.events import event
from tukiverkko_subscriber import Event, LogIsAnother, State
from tukiverkko_subscriber import state as states
from tukiverkko_subscriber.__main__ import main
from tukiverkko_subscriber.state import Taken

OTHER_LOG = "0b0f1d0e-52d8-4f6f-b9f3-0a8a5f9f6c22"
FIRST, SECOND = "referral/2023-00017", "referral/2023-00018"


class Desk:
    """A handler with a table of its own, that fails where it is told to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "state.sqlite"
        self.state = State(self.file, tries=3)
        self.state.db.execute("CREATE TABLE IF NOT EXISTS done (subject TEXT, sequence INTEGER)")
        self.broken: set[tuple[str, int]] = set()

    def handle(self, one: Event, db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO done VALUES (?, ?)", (one.subject, one.sequence))
        if (one.subject, one.sequence) in self.broken:
            raise RuntimeError("this one does not go")

    def take(self, *events: Event, complete: bool = False) -> list[Taken]:
        return [self.state.take(one, self.handle, complete=complete) for one in events]

    def done(self, subject: str = FIRST) -> list[int]:
        rows = self.state.db.execute("SELECT sequence FROM done WHERE subject = ? ORDER BY rowid", (subject,))
        return [row[0] for row in rows]

    def words(self, *words: str) -> int | str | None:
        """The exit of `tukiverkko-subscriber`."""
        with pytest.raises(SystemExit) as ended:
            main(["--state", str(self.file), *words])
        return ended.value.code


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(states, "FIRST_PAUSE", 0.0)  # a failed one is due again at once
    desk = Desk(tmp_path)
    yield desk
    desk.state.close()


def test_an_event_that_comes_twice_is_handled_once(desk: Desk) -> None:
    assert desk.take(event(1), event(1), event(2), event(1)) == [
        Taken.HANDLED,
        Taken.AGAIN,
        Taken.HANDLED,
        Taken.AGAIN,
    ]
    assert desk.done() == [1, 2]


def test_it_is_known_again_after_a_stop(desk: Desk, tmp_path: Path) -> None:
    desk.take(event(1), event(2))
    desk.state.close()
    desk.state = State(tmp_path / "state.sqlite")
    assert desk.take(event(2), event(3)) == [Taken.AGAIN, Taken.HANDLED]


def test_a_number_that_is_left_out_is_not_passed_over(desk: Desk) -> None:
    assert desk.take(event(1), event(4)) == [Taken.HANDLED, Taken.GAP]
    assert desk.done() == [1]


def test_numbers_that_are_none_of_ours_are_passed_over_once_the_replay_was_asked(desk: Desk) -> None:
    desk.take(event(1))
    assert desk.take(event(4), complete=True) == [Taken.HANDLED]
    assert desk.take(event(5), event(3)) == [Taken.HANDLED, Taken.AGAIN]


def test_what_a_failed_handler_wrote_is_not_left(desk: Desk) -> None:
    desk.broken.add((FIRST, 1))
    assert desk.take(event(1)) == [Taken.ASIDE]
    assert desk.done() == []


def test_later_events_of_the_subject_wait_and_others_go_on(desk: Desk) -> None:
    desk.broken.add((FIRST, 1))
    assert desk.take(event(1), event(2), event(1, SECOND)) == [Taken.ASIDE, Taken.ASIDE, Taken.HANDLED]
    assert (desk.done(), desk.done(SECOND)) == ([], [1])


def test_what_waits_is_handled_in_order_once_it_goes(desk: Desk) -> None:
    desk.broken.add((FIRST, 1))
    desk.take(event(1), event(2), event(3))
    desk.broken.clear()
    assert desk.state.retry(desk.handle) == 3
    assert desk.done() == [1, 2, 3]
    assert desk.state.waiting() == []


def test_after_so_many_tries_it_waits_for_somebody_who_looks(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.broken.add((FIRST, 1))
    desk.take(event(1), event(2))
    assert desk.state.retry(desk.handle) == 0
    assert [(one.sequence, tries) for _, one, tries, _ in desk.state.waiting()] == [(1, 3), (2, 0)]
    assert desk.words("list") == 0
    assert "intake.advice-given.v1  referral/2023-00017 no. 1  tried 3 times" in capsys.readouterr().out
    desk.broken.clear()
    assert desk.state.retry(desk.handle) == 0, "nobody has looked yet"
    assert desk.words("retry") == 0
    assert desk.state.retry(desk.handle) == 2
    assert desk.done() == [1, 2]


def test_one_that_is_discarded_lets_the_others_go_on(desk: Desk) -> None:
    desk.broken.add((FIRST, 1))
    desk.take(event(1), event(2))
    desk.state.retry(desk.handle)
    assert desk.words("discard", "99") == 1
    assert desk.words("discard", str(desk.state.waiting()[0][0])) == 0
    assert desk.state.retry(desk.handle) == 1
    assert desk.done() == [2]


def test_a_handler_that_commits_by_itself_is_a_fault(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="neither commit nor roll back"):
        desk.state.take(event(1), lambda _, db: db.commit(), complete=False)


def test_a_restored_source_stops_the_subscriber(desk: Desk) -> None:
    desk.take(event(1), event(2))
    with pytest.raises(LogIsAnother, match="restored from a backup"):
        desk.take(event(3, log=OTHER_LOG))
    assert desk.done() == [1, 2]


def test_after_a_restore_all_of_the_source_comes_anew_and_nothing_of_its_old_log(desk: Desk) -> None:
    desk.take(event(1), event(2))
    desk.state.move("a cursor")
    assert desk.words("restored", "/regions/sisa-suomi/intake") == 0
    assert desk.state.cursor() == ""
    late = event(3)
    assert desk.take(event(1, log=OTHER_LOG), late) == [Taken.HANDLED, Taken.AGAIN]
    assert desk.words("restored", "/regions/nowhere/intake") == 1


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="there is no such file"):
        main(["--state", str(tmp_path / "none.sqlite"), "list"])
    assert not (tmp_path / "none.sqlite").exists()
