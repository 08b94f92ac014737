"""A restore from a backup: no reader takes new facts for old, and after what the runbook says all agree.

docs/runbooks/restore.md is followed step by step, with the commands that it names.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner, Result

from services.console.main import app
from services.reporting.projections import PROJECTIONS
from shared.contracts.intake import FACTS
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.rebuild import Rebuild, Source, Tell
from shared.plumbing.renewal import Renewal, whence_from
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.versions import of_code
from tests.plumbing.test_relay import running
from tests.plumbing.test_subscription import Reader, reading
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore
from tests.support.reading import Figures, rows_of
from tests.support.servers import create_database, drop_database

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbooks" / "restore.md"
ANOTHER = "the log of intake is another one now: rebuild"


class OneDesk:
    """intake's desk, asked as over RPC."""

    def __init__(self, store: IntakeStore) -> None:
        self.store = store

    def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        timeout: float = 0,
    ) -> dict[str, Any]:
        assert service == "intake"
        return dict(getattr(self.store.desk, method)(request))


class Restorable:
    """intake on a database of its own, reporting on another: one of them is lost and restored."""

    def __init__(self, server: Postgres, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server, self.home = server, home
        self.names = [f"{kind}_{uuid4().hex}" for kind in ("intake", "backup", "reporting")]
        self.intake = create_database(server, self.names[0])
        self.reporting = create_database(server, self.names[2])
        monkeypatch.setenv("TUKIVERKKO_DATA", str(home))
        monkeypatch.setenv("TUKIVERKKO_INTAKE_DATABASE_URL", self.intake)
        monkeypatch.setenv("TUKIVERKKO_REPORTING_DATABASE_URL", self.reporting)
        monkeypatch.setenv("TUKIVERKKO_DATABASE_URL", self.intake)
        monkeypatch.setenv("TUKIVERKKO_KEYS_DATABASE_URL", self.intake)
        self.begin()

    def begin(self) -> None:
        """The services start."""
        self.store = IntakeStore(self.home, self.intake)
        self.reader = Reader(self.store, self.reporting)

    def end(self) -> None:
        """The services stop."""
        self.reader.database.close()
        self.store.desk._intake.close()  # noqa: SLF001 - what the container does at its end

    def back_up(self) -> None:
        """A copy of the database at this moment."""
        self._copy(self.names[0], self.names[1])

    def restore(self) -> None:
        drop_database(self.server, self.names[0])
        self._copy(self.names[1], self.names[0])

    def rebuild(self) -> Any:
        """What each instance of reporting does by itself; the projections whose rows were made anew."""
        sources = [Source("intake", self.store.facts_after, FACTS)]

        def anew(chosen: Sequence[str], tell: Tell) -> Rebuild:
            return Rebuild(self.reporting, "reporting", sources, PROJECTIONS, chosen, tell)

        whence = whence_from(OneDesk(self.store), "intake")
        return Renewal(self.reader.database, of_code(PROJECTIONS), anew, {"intake": whence}).look()

    def rows(self) -> Figures:
        return rows_of(self.reporting)

    def _copy(self, old: str, new: str) -> None:
        with psycopg.connect(self.server.url(), autocommit=True) as owner:
            owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (old,))
            owner.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(new), Identifier(old)))


@pytest.fixture
def world(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Restorable]:
    world = Restorable(postgres, tmp_path, monkeypatch)
    yield world
    world.end()
    for name in world.names:
        drop_database(postgres, name)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def what_was_lost(world: Restorable) -> None:
    """Two contacts, a backup, three contacts more that everybody has seen; then only the backup is left."""
    for _ in range(2):
        world.store.receive()
    assert typed("seal").exit_code == 0
    world.end()
    world.back_up()
    world.begin()
    with reading(world.reader):
        for _ in range(3):
            world.store.receive()
        world.reader.seen_all()
    assert typed("seal").exit_code == 0
    world.end()
    world.restore()
    world.begin()


def test_after_what_the_runbook_says_all_agree(world: Restorable) -> None:
    what_was_lost(world)
    before = world.rows()
    missing = typed("verify")
    assert missing.exit_code == 1
    assert [line for line in missing.stdout.splitlines() if line[0] == " "] == ["  seal 2: was removed"]
    assert typed("restored", "intake").exit_code == 0
    assert typed("verify").exit_code == 0
    for _ in range(4):  # as many as were lost, and one more: the positions are those of the lost ones
        world.store.receive()
    with running(world.reader.loop):
        wait_for("it says so", lambda: world.reader.loop.standing()["stopped"] == ANOTHER)
        assert world.rows() == before
        assert world.rebuild() == [projection.name for projection in PROJECTIONS]
        wait_for("it goes on by itself", lambda: world.reader.loop.standing()["ready"])
        world.store.receive()
        world.reader.seen_all()
    assert world.reader.contacts() == 2 + 4 + 1
    assert typed("seal").exit_code == 0
    assert typed("verify").exit_code == 0


def test_without_the_new_id_nothing_is_sealed_and_a_log_cut_short_is_seen(world: Restorable) -> None:
    """Who forgets the step is told of it, as long as it can be known."""
    what_was_lost(world)
    world.store.receive()
    refused = typed("seal")
    assert refused.exit_code == 1
    assert "tukiverkko restored" in refused.stderr
    with running(world.reader.loop):
        wait_for("it says so", lambda: world.reader.loop.standing()["stopped"] is not None)
        assert world.rebuild() == []
    assert world.reader.contacts() == 5


def test_a_forged_message_starts_nothing(world: Restorable) -> None:
    """Only the log's own service says that it was restored; anybody may write a message."""
    world.store.receive()
    with reading(world.reader):
        world.reader.seen_all()
        (fact,) = world.store.facts_after(0)["facts"]
        other = str(uuid4())
        asked = len(world.reader.asked)
        world.reader.publish([fact | {"logid": other, "id": f"{other}:1"}])
        wait_for("it was read, and the source asked", lambda: len(world.reader.asked) > asked)
        assert world.reader.loop.standing()["stopped"] is None
        assert world.rebuild() == []
    assert world.reader.contacts() == 1


def test_a_log_that_is_none_of_ours_starts_nothing(world: Restorable) -> None:
    """A service that was pointed at another database: what was read here stays, until an operator says so."""
    world.store.receive()
    assert typed("seal").exit_code == 0
    with reading(world.reader):
        world.reader.seen_all()
        with psycopg.connect(world.intake) as owner:
            owner.execute("UPDATE intake.log SET log_id = gen_random_uuid()")
        wait_for("it says so", lambda: world.reader.loop.standing()["stopped"] == ANOTHER)
        assert world.rebuild() == []
        assert world.reader.loop.standing()["stopped"] == ANOTHER
    assert world.reader.contacts() == 1


def test_messages_of_the_lost_log_are_passed_over(world: Restorable) -> None:
    """What waits in the queues was published before: a reader that was rebuilt does not take it for new."""
    world.store.receive()
    world.end()
    world.back_up()
    world.begin()
    world.store.receive()
    lost = world.store.facts_after(0)["facts"]
    world.end()
    world.restore()
    world.begin()
    assert typed("restored", "intake").exit_code == 0
    with reading(world.reader):
        world.reader.seen_all()
        world.reader.publish(lost)
        world.store.receive()
        world.reader.seen_all()
    assert world.reader.contacts() == 2
    assert {row["number"] for row in world.rows()["contacts"]} == numbers(world.intake)


def numbers(url: str) -> set[str]:
    """The contacts that intake has."""
    with closing(ServiceDatabase(url, "intake")) as database, database.rows() as rows:
        found: list[DictRow] = rows.execute("SELECT number FROM referrals").fetchall()
    return {row["number"] for row in found}


def test_the_commands_of_the_runbook_are_there() -> None:
    """Each `tukiverkko …` that it names."""
    named = set(re.findall(r"`tukiverkko (\w+)", RUNBOOK.read_text(encoding="utf-8")))
    assert {"verify", "restored", "rebuild", "status"} <= named
    assert named <= {each.name or each.callback.__name__ for each in app.registered_commands if each.callback}
