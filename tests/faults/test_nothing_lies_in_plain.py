"""R-P1, R-P2: every byte that a whole system wrote is searched for what people told it: none is in plain.

And when it was erased, and its final day has come, nobody opens it with all that is left. One system is told
everything, asked everything, and searched; the tests go in their order, the last erase what the first found.
"""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest

from services.intake.commands import COMMANDS as OF_INTAKE
from shared.plumbing.sealing.letters import SEALED
from shared.plumbing.sealing.opening import open_key_store
from shared.plumbing.sealing.rotating import turn
from tests.support.everything_asked import answers, break_and_park, get_it_wrong
from tests.support.everything_followed import followed
from tests.support.everything_matched import STAYS, matched, without_professionals
from tests.support.everything_said import CASES, KEPT, REFERRALS, billed, erasures, everything, kept
from tests.support.installation import wait_for
from tests.support.left_over import LeftOver, joined
from tests.support.planting import (
    ALL_FIELDS,
    COMMANDS,
    DAYS_PLANTED,
    DIGITS,
    LANGUAGE,
    MARK,
    fields_with_days,
    marks_in,
    own,
    personal_fields,
    planted_fields,
)
from tests.support.searching import fields_in, folders_with, found_in, places_of_marks, rows_with_marks
from tests.support.servers import create_database
from tests.support.whole_system import WholeSystem, a_whole_system

pytestmark = pytest.mark.timeout(300)
TAKEN, TWO = "SELECT outcome FROM network_steps_taken", 2
"""Somebody is confirmed for a case, and free again."""
DESTROYED = "SELECT FROM destroyed_matters"
NO_ROOM = {"birth_date", "died_on", "phone", "languages"}
"""Fields whose marks have no room for six digits."""
BORN = [day for path, day in zip(fields_with_days(), DAYS_PLANTED, strict=True) if "birth_date" in path]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeSystem]:
    """Told everything that its commands have room for, and broken once."""
    with a_whole_system(tmp_path_factory.mktemp("whole")) as made:
        made.tell_all(everything(), billed(), matched(), followed())
        wait_for("who was sought has joined and left", lambda: len(made.rows(TAKEN, "intake")) == TWO)
        made.settle()
        break_and_park(made)
        made.settle()
        take_the_post(made)
        yield made


def take_the_post(system: WholeSystem) -> None:
    """Messages lie in files, where elsewhere they go out: to whom is all that they tell of anybody."""
    wait_for("who made contact is asked", lambda: bool(list(system.settings.messages.glob("*.json"))))
    for each in system.settings.messages.glob("*.json"):
        message = json.loads(each.read_text(encoding="utf-8"))
        assert marks_in(message.pop("to"))
        assert marks_in(json.dumps(message)) == []
        each.unlink()


def test_the_search_finds_a_mark_however_it_is_written(tmp_path: Path) -> None:
    """A search that cannot find proves nothing."""
    for mark in (MARK, DIGITS, LANGUAGE, DAYS_PLANTED[0]):
        coded = [base64.b64encode(b"." * before + mark.encode() + b"..") for before in range(3)]
        hidden = [
            mark.encode(),
            mark.encode("utf-16-le"),
            mark.encode("utf-16-be"),
            mark.encode().hex().encode(),
        ]
        for number, said in enumerate([*hidden, *coded]):
            (tmp_path / "file").write_bytes(b"\0\1" + said + b"\2")
            assert places_of_marks(tmp_path), (mark, number)


def test_every_field_in_which_people_tell_of_people_has_a_mark_of_its_own() -> None:
    """A new field of a command needs a place in tests/support/everything_said.py."""
    said = [*everything(), *billed(), *matched(), *followed(), *erasures()]
    marked = {path for each in said for path in planted_fields(COMMANDS[each.name], each.data)}
    assert marked == set(ALL_FIELDS)
    telling = {name for name, command in COMMANDS.items() if personal_fields(command)}
    assert {each.name for each in said} >= set(OF_INTAKE) | telling
    assert len({own(path) for path in ALL_FIELDS}) == len(ALL_FIELDS)


def test_no_byte_of_what_people_told_lies_in_plain(system: WholeSystem) -> None:
    """R-P1: heap files, WAL, queues, logs, traces, keys, temporary files, rows as they come out, metrics."""
    answered = list(answers(system))
    assert [(name, answer.status_code) for name, answer in answered if answer.status_code != 200] == []
    told = "".join(answer.text for _, answer in answered if "pdf" not in answer.headers["Content-Type"])
    assert len(fields_in(told, MARK)) > 70, "it was told and it is there"
    assert 500 not in get_it_wrong(system)
    system.flush()
    assert list(found_in(system.metrics().encode())) == []
    assert rows_with_marks(system.server) == []
    assert places_of_marks(system.folder) == []
    reached = folders_with("referral/2025-0000", system.folder)
    assert {"base", "pg_wal", "rabbit", "log"} <= reached
    assert system.collector.spans(), "traces were made and are searched"
    assert folders_with(SEALED, system.folder) == set(), "requests and replies lie on no disk, sealed or not"
    assert "koordinaattori-1" in str(system.rows("SELECT user_name FROM access_log", "intake"))


@dataclass
class Final:
    """What could be opened: before anything was erased, on the day it was, and from the final day on."""

    before: str
    at_once: str
    at_last: str


@pytest.fixture(scope="module")
def final(system: WholeSystem) -> Final:
    """Two admins erase everybody and every matter; the ring turns day by day until that is final."""
    assert system.say(kept())["status"] == 200
    left = LeftOver(system)
    left.keep_data()
    left.keep_keys()
    before = joined(left.opened())
    last = erased(system)
    left.keep_files()
    at_once = joined(left.opened())
    day = datetime.now(UTC).date()
    while day < last:
        day += timedelta(days=1)
        with closing(open_key_store(system.settings)) as store:
            turn(store, day)
        left.keep_keys()
    left.keep_files()
    return Final(before, at_once, joined(left.opened()))


def test_all_that_is_told_can_be_opened_before_it_is_erased(final: Final) -> None:
    """The attempt is in earnest, and every field is stored; nothing is final while a backup opens it."""
    assert fields_in(final.before, MARK) == {own(path) for path in ALL_FIELDS if not told_otherwise(path)}
    for mark in (DIGITS, LANGUAGE, *BORN):
        assert mark in final.before, mark
    assert fields_in(final.at_once, MARK) == fields_in(final.before, MARK)


def test_on_the_final_day_all_that_is_left_opens_nothing_of_what_was_erased(final: Final) -> None:
    """R-P2: every key and every backup that is left, tried on everything that was ever stored."""
    assert list(found_in(without_professionals(final.at_last).encode())) == []
    assert KEPT in final.at_last, "it tries in earnest"
    assert [mark for mark in STAYS if mark not in final.at_last] == [], "who helps is erased with nobody"


@pytest.mark.usefixtures("final")
def test_what_was_erased_is_answered_by_nobody(system: WholeSystem) -> None:
    """R-P2: every copy reads `[erased]`; and the days of death that admins gave are nowhere."""
    told = [(name, answer) for name, answer in answers(system) if "pdf" not in answer.headers["Content-Type"]]
    shown = [(name, without_professionals(answer.text)) for name, answer in told]
    assert [name for name, text in shown if re.search(f"{MARK}[0-9a-f]{{6}}", text)] == []
    assert "[erased]" in "".join(answer.text for _, answer in told)
    system.flush()
    assert rows_with_marks(system.server) == []
    assert places_of_marks(system.folder) == []


def test_what_lies_in_plain_is_found(system: WholeSystem) -> None:
    """In rows, in logs of every kind. The last test, for the write-ahead log keeps what it found."""
    url = create_database(system.server, "plain")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE scratch (said text, born date)")
        connection.execute("INSERT INTO scratch VALUES (%s, %s)", (f"huoli {MARK}", DAYS_PLANTED[0]))
        connection.execute("CHECKPOINT")
    (system.home / "scratch.log").write_text(f'{{"event": "{MARK}"}}\n', encoding="utf-8")
    assert {"plain public.scratch as text", "plain public.scratch as binary"} <= {
        each.partition(":")[0] for each in rows_with_marks(system.server)
    }
    places = {Path(each.partition(":")[0]) for each in places_of_marks(system.folder)}
    (system.home / "scratch.log").unlink()
    with psycopg.connect(system.server.url(), autocommit=True) as owner:
        owner.execute("DROP DATABASE plain")
    assert {"base", "pg_wal", "scratch.log"} <= {part for place in places for part in place.parts}


def erased(system: WholeSystem) -> date:
    """Two admins erase everybody and every matter; the day on which it is final."""
    final = []
    for said in erasures():
        answer = system.say(said)
        assert answer["status"] == 200, (said.name, answer)
        final.append(answer["result"].get("final_on", ""))
    system.settle()
    for service, matters in (
        ("billing", 1),
        ("matching", len(REFERRALS) + len(CASES)),
        ("feedback", len(REFERRALS) + len(CASES)),
    ):
        destroyed = partial(destroyed_in, system, service, matters)
        wait_for(f"{service} has destroyed what it was told in words", destroyed)
    return date.fromisoformat(max(final))


def destroyed_in(system: WholeSystem, service: str, matters: int) -> bool:
    """Whether a service has destroyed the texts of so many matters."""
    return len(system.rows(DESTROYED, service)) >= matters


def told_otherwise(path: str) -> bool:
    """Whether a field's mark is not its own in letters: it has no room, or names a guardian by their name."""
    return path.rpartition(".")[2] in NO_ROOM or path == "forbid_disclosure.to"
