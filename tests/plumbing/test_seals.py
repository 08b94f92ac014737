"""Seals: whatever is changed behind the service's back is found, by its place; nothing else is."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import seal_key
from shared.plumbing.seals.chain import AnotherChain, Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.post import SealPost
from shared.plumbing.seals.sealer import Sealer
from shared.plumbing.seals.verifying import Finding, Report, verify
from shared.plumbing.store.database import ServiceDatabase
from tests.plumbing.test_relay import running
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore
from tests.support.servers import create_database, drop_database

TAMPERINGS = 1000
A_SEAL = 15
BYTES = ("facts", "previous", "hash", "signature")
Rows = psycopg.Connection[DictRow]
Places = set[tuple[str, int]]


class Sealed:
    """A store, its chain of seals, and somebody who can write into its tables."""

    def __init__(self, home: Path, url: str) -> None:
        self.store = IntakeStore(home, url)
        self.database = ServiceDatabase(url, "intake")
        self.known = KnownSeals(home / "seals")
        self.chain = Chain(self.database, seal_key(home / "keys"), self.known, A_SEAL)

    def verify(self, rows: Rows) -> Report:
        return verify(rows, self.chain.key.public_key(), self.known)

    def places(self, rows: Rows) -> Places:
        return {(finding.where, finding.at) for finding in self.verify(rows).findings}

    @contextmanager
    def tampered(self) -> Iterator[Rows]:
        """A transaction that is given up at its end: what is done in it is only seen in it."""
        with psycopg.connect(str(self.store.settings.database_url), row_factory=dict_row) as rows:
            rows.execute("SET search_path = intake")
            yield rows
            rows.rollback()

    def seal(self) -> None:
        list(self.chain.seal())


@pytest.fixture
def unsealed(database: str, tmp_path: Path) -> Iterator[Sealed]:
    """An empty store of the test's own."""
    unsealed = Sealed(tmp_path, database)
    yield unsealed
    unsealed.database.close()


@pytest.fixture(scope="module")
def sealed(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    """60 facts under 4 seals. Tests of it leave it as it is: they change it in what is given up."""
    name = f"sealed_{uuid4().hex}"
    sealed = Sealed(tmp_path_factory.mktemp("sealed"), create_database(postgres, name))
    for _ in range(4 * A_SEAL):
        sealed.store.receive()
    sealed.seal()
    yield sealed
    sealed.database.close()
    drop_database(postgres, name)


def test_nothing_is_found_in_an_untouched_store(sealed: Sealed) -> None:
    with sealed.tampered() as rows:
        report = sealed.verify(rows)
    assert (report.facts, report.seals, report.unsealed, report.findings) == (60, 4, 0, [])


def test_what_came_since_is_counted_and_sealed_by_the_next(unsealed: Sealed) -> None:
    unsealed.store.receive()
    unsealed.seal()
    unsealed.store.receive()
    with unsealed.tampered() as rows:
        assert (unsealed.verify(rows).unsealed, unsealed.verify(rows).findings) == (1, [])
    unsealed.seal()
    unsealed.seal()
    with unsealed.tampered() as rows:
        report = unsealed.verify(rows)
    assert (report.seals, report.unsealed, report.findings) == (2, 0, [])


# A thousand ways to meddle with the facts, on the real table.


def positions(rows: Rows) -> list[int]:
    return [
        r["notification_id"] for r in rows.execute("SELECT notification_id FROM stored_events ORDER BY 1")
    ]


def another_byte(chance: random.Random, value: bytes, lowest: int = 0, highest: int = 255) -> bytes:
    at = chance.randrange(len(value))
    other = chance.choice([byte for byte in range(lowest, highest + 1) if byte != value[at]])
    return value[:at] + bytes([other]) + value[at + 1 :]


def change(chance: random.Random, rows: Rows) -> Places:
    """One byte of one column of one fact."""
    position = chance.choice(positions(rows))
    found = rows.execute("SELECT * FROM stored_events WHERE notification_id = %s", (position,)).fetchone()
    assert found
    column = chance.choice(["originator_id", "originator_version", "topic", "state", "recorded_at"])
    value: Any = found[column]
    changed: dict[str, Callable[[], Any]] = {
        "originator_id": lambda: UUID(bytes=another_byte(chance, value.bytes)),
        "originator_version": lambda: int.from_bytes(
            another_byte(chance, int(value).to_bytes(8, "big", signed=True)), "big", signed=True
        ),
        "topic": lambda: another_byte(chance, value.encode(), 32, 126).decode(),
        "state": lambda: another_byte(chance, bytes(value)),
        "recorded_at": lambda: value + timedelta(microseconds=1 << chance.randrange(40)),
    }
    sql = SQL("UPDATE stored_events SET {} = %s WHERE notification_id = %s").format(Identifier(column))
    rows.execute(sql, (changed[column](), position))
    return {("fact", position)}


def remove(chance: random.Random, rows: Rows) -> Places:
    position = chance.choice(positions(rows))
    rows.execute("DELETE FROM stored_events WHERE notification_id = %s", (position,))
    return {("fact", position)}


def insert(chance: random.Random, rows: Rows) -> Places:
    """A fact that was never stored: before all others, or beside another on its very position."""
    before = chance.choice(positions(rows))
    position = chance.choice([before, -chance.randrange(1000)])
    rows.execute("DROP INDEX stored_events_notification_id_idx")
    rows.execute(
        "INSERT INTO stored_events SELECT gen_random_uuid(), 1, topic, state, recorded_at, %s"
        " FROM stored_events LIMIT 1",
        (position,),
    )
    return {("fact", position)}


def swap(chance: random.Random, rows: Rows) -> Places:
    one, other = chance.sample(positions(rows), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        rows.execute("UPDATE stored_events SET notification_id = %s WHERE notification_id = %s", (new, old))
    return {("fact", one), ("fact", other)}


def test_each_of_a_thousand_meddlings_is_found_in_its_place(sealed: Sealed) -> None:
    chance = random.Random(20231)  # noqa: S311 - the same each time
    with sealed.tampered() as rows:
        for number in range(TAMPERINGS):
            meddle = (change, remove, insert, swap)[number % 4]
            with rows.transaction(force_rollback=True):
                where = meddle(chance, rows)
                assert sealed.places(rows) == where, (number, meddle.__name__)


def test_it_says_where_the_swapped_ones_belong(sealed: Sealed) -> None:
    with sealed.tampered() as rows:
        one, other = sorted(at for _, at in swap(random.Random(1), rows))  # noqa: S311
        assert sealed.verify(rows).findings == [
            Finding("fact", one, f"holds what was sealed at position {other}"),
            Finding("fact", other, f"holds what was sealed at position {one}"),
        ]


# The seals themselves.


def test_a_number_that_was_left_free_is_no_finding(unsealed: Sealed) -> None:
    """A save that is given up leaves its number free; a fact that stands there later was never stored."""
    unsealed.store.receive()
    with unsealed.database.rows() as rows:
        rows.execute("SELECT nextval('stored_events_notification_id_seq')")
    unsealed.store.receive()
    unsealed.seal()
    with unsealed.tampered() as rows:
        assert unsealed.verify(rows).findings == []
        free = max(positions(rows)) - 1
        rows.execute(
            "INSERT INTO stored_events SELECT gen_random_uuid(), 1, topic, state, recorded_at, %s"
            " FROM stored_events LIMIT 1",
            (free,),
        )
        assert unsealed.verify(rows).findings == [Finding("fact", free, "was inserted")]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_removed_seal_is_found(sealed: Sealed, number: int) -> None:
    """The newest too: it is known outside the database."""
    with sealed.tampered() as rows:
        rows.execute("DELETE FROM seals WHERE number = %s", (number,))
        assert sealed.verify(rows).findings == [Finding("seal", number, "was removed")]


def test_facts_and_seals_cut_off_together_are_found(sealed: Sealed) -> None:
    with sealed.tampered() as rows:
        rows.execute("DELETE FROM seals WHERE number > 2")
        rows.execute("DELETE FROM stored_events WHERE notification_id > (SELECT max(last) FROM seals)")
        assert sealed.places(rows) == {("seal", 3), ("seal", 4)}


@pytest.mark.parametrize(
    "change",
    [
        "after = after + 1", "last = last + 1", "kind = 'restored'", "log_id = gen_random_uuid()",
        "signed_at = signed_at + interval '1 microsecond'", "facts = facts || facts",
        *(f"{it} = set_byte({it}, 20, get_byte({it}, 20) # 4)" for it in BYTES),
        "number = 99",
    ],
)  # fmt: skip
def test_a_changed_seal_is_found_and_no_fact_is_blamed(sealed: Sealed, change: str) -> None:
    with sealed.tampered() as rows:
        rows.execute(f"UPDATE seals SET {change} WHERE number = 3")  # noqa: S608 - ours, from above
        assert sealed.places(rows) == {("seal", 3)} | ({("seal", 99)} if "99" in change else set())


def test_a_seal_by_another_key_is_found(unsealed: Sealed, tmp_path: Path) -> None:
    """Who can write into the tables can make a chain anew, but not sign it."""
    forger = Chain(unsealed.database, seal_key(tmp_path / "forged"), KnownSeals(tmp_path / "nothing-known"))
    unsealed.store.receive()
    list(forger.seal())
    with unsealed.tampered() as rows:
        assert unsealed.places(rows) == {("seal", 1)}


def test_a_log_under_another_id_is_found(sealed: Sealed) -> None:
    with sealed.tampered() as rows:
        rows.execute("UPDATE log SET log_id = gen_random_uuid()")
        assert sealed.places(rows) == {("log", 0)}


def test_nothing_is_sealed_over_a_cut_chain(unsealed: Sealed) -> None:
    unsealed.store.receive()
    unsealed.seal()
    with unsealed.database.rows() as rows:
        rows.execute("DELETE FROM seals")
    with pytest.raises(AnotherChain, match="seal 1"):
        unsealed.seal()


def test_a_restored_log_is_told_in_the_chain(unsealed: Sealed) -> None:
    unsealed.store.receive()
    unsealed.seal()
    before = unsealed.store.facts_after(0)["log_id"]
    unsealed.chain.begin_again()
    unsealed.store.receive()
    unsealed.seal()
    assert unsealed.store.facts_after(0)["log_id"] != before
    with unsealed.tampered() as rows:
        report = unsealed.verify(rows)
    assert (report.seals, report.unsealed, report.findings) == (3, 0, [])


# Who seals.


def test_sealers_in_several_processes_make_one_chain(unsealed: Sealed) -> None:
    other = Chain(unsealed.database, unsealed.chain.key, unsealed.known)
    post = SealPost("intake", "sisa-suomi", f"memory://x/{uuid4().hex}")
    loops = [Sealer(unsealed.chain, post), Sealer(other, post)]
    for _ in range(5):
        unsealed.store.receive()
    with running(*loops):
        wait_for("it is sealed", lambda: unsealed.chain.standing()["position"] == unsealed.store.head())
        wait_for("one of them is active", lambda: sorted(loop.active for loop in loops) == [False, True])
        unsealed.store.receive()
        list(other.seal())
    with unsealed.tampered() as rows:
        report = unsealed.verify(rows)
    assert (report.seals, report.unsealed, report.findings) == (2, 0, [])


def test_the_key_and_what_is_known_lie_outside_the_database(sealed: Sealed) -> None:
    home = sealed.store.settings.home
    assert (home / "keys" / "seal.pem").stat().st_mode & 0o077 == 0
    log_id = UUID(sealed.store.facts_after(0)["log_id"])
    known = sealed.known.of(log_id)
    assert known is not None
    assert (known.number, known.hash.hex()) == (4, sealed.chain.standing()["hash"])
