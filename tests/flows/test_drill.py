"""`backup` and `drill`: what was backed up comes back whole, and whatever differs is named.

DRILL_FACTS: how long a log (`make soak`: 1,000,000); in the suite only what people said here.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner, Result

from services.console.bench.log_of_contacts import fill
from services.console.main import app
from services.console.safekeeping.manifest import MANIFEST
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.settings import PREFIX
from tests.support.installation import Installation
from tests.support.intake_store import ADVICE, EXAMPLE
from tests.support.servers import create_database, drop_database

FACTS = int(os.environ.get("DRILL_FACTS", "0"))
CONTACTS = 4
HOURS = 4 * 3600.0
"""As long as the longest log may take."""
pytestmark = pytest.mark.timeout(HOURS if FACTS else 400)


@pytest.fixture(scope="module")
def installation(
    postgres: Postgres, rabbit: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Contacts with sealed texts, and rows of them; the services have stopped."""
    names = [f"drill_{uuid4().hex}" for _ in range(2)]
    store, keys = (create_database(postgres, name) for name in names)
    home = tmp_path_factory.mktemp("drilled")
    amqp = rabbit.create_vhost(names[0])
    with Installation(home, store, amqp, migrated=False) as made:
        made.settings = made.given = made.settings.model_copy(update={"keys_database_url": keys})
        assert typed(made, "migrate").exit_code == 0
        if FACTS:
            fill(made.settings, FACTS)
        for service in ("intake", "reporting"):
            made.start(service)
        for _ in range(CONTACTS):
            contact = EXAMPLE | {"referral_id": str(uuid4()), "subject": None}
            assert made.command("intake.receive_referral", contact)["status"] == 200
            advice = ADVICE | {"referral_id": contact["referral_id"]}
            assert made.command("intake.give_advice", advice)["status"] == 200
        made.settle(HOURS if FACTS else 60)
        for instance in made.instances:
            instance.stop()
        assert typed(made, "seal").exit_code == 0
        yield made
    rabbit.delete_vhost(names[0])
    for name in names:
        drop_database(postgres, name)


def typed(installation: Installation, *words: str | Path) -> Result:
    """A command, with the installation's settings."""
    said = installation.settings.model_dump(mode="json", exclude_none=True)
    env = {f"{PREFIX}{name.upper()}": str(value) for name, value in said.items()}
    return CliRunner().invoke(app, [str(word) for word in words], env=env)


def backed_up(installation: Installation, folder: Path) -> tuple[Path, Path]:
    """Where the backups and the keys' backups are."""
    store, keys = folder / "backups", folder / "keys"
    done = typed(installation, "backup", store, "--keys-to", keys)
    assert done.exit_code == 0, done.output
    return store, keys


def drilled(installation: Installation, store: Path, keys: Path) -> tuple[int, dict[str, Any]]:
    done = typed(installation, "drill", store, "--keys", keys, "--json")
    assert done.stdout.startswith("{"), (done.output, done.exception)
    return done.exit_code, json.loads(done.stdout)


def test_what_was_backed_up_comes_back_whole(installation: Installation, tmp_path: Path) -> None:
    """Counts, seals, sealed facts, and rows as the facts have them; the running one is not touched."""
    before = installation.rows("SELECT count(*) AS n FROM stored_events", "intake")
    code, found = drilled(installation, *backed_up(installation, tmp_path))
    assert code == 0, "\n".join(found["findings"])
    assert found["facts"] == before[0]["n"] >= 2 * CONTACTS + FACTS
    assert found["sealed"] >= 2 * CONTACTS
    assert found["rows"] > CONTACTS
    assert sum(found["seconds"].values()) > 0
    assert installation.rows("SELECT count(*) AS n FROM stored_events", "intake") == before


def test_each_difference_is_named(installation: Installation, tmp_path: Path) -> None:
    """A row that was changed, a key that is gone, a fact that was removed."""
    key = installation.rows("SELECT key_id FROM sealing_keys LIMIT 1", "intake")[0]["key_id"]
    installation.change("UPDATE contacts SET county = '99'", "reporting")
    installation.change(
        "DELETE FROM stored_events WHERE notification_id = (SELECT min(notification_id) FROM stored_events"
        " WHERE topic = 'intake.advice-given')",
        "intake",
    )
    with psycopg.connect(installation.settings.database_of_keys) as keys:
        keys.execute("DELETE FROM keys.data_keys WHERE key_id = %s", (key,))
    code, found = drilled(installation, *backed_up(installation, tmp_path))
    said = "\n".join(found["findings"])
    assert code == 1
    assert f"intake: key {key} is lost" in said
    assert "intake: position 2: was removed" in said, said
    assert "reporting: " in said, said
    assert "rows of contacts are not as the facts have them" in said, said


def test_keys_are_kept_apart_and_not_for_long(installation: Installation, tmp_path: Path) -> None:
    """R-P2: another folder, and no copy of a key older than the ring keeps one."""
    within = typed(installation, "backup", tmp_path / "one", "--keys-to", tmp_path / "one" / "keys")
    assert (within.exit_code, "keep the keys apart" in within.stderr) == (1, True)
    old = tmp_path / "keys" / "20260101T000000Z"
    old.mkdir(parents=True)
    (old / MANIFEST).write_text("{}")
    store, keys = backed_up(installation, tmp_path)
    assert [path.name for path in keys.iterdir()] == [path.name for path in store.iterdir()]
    assert not list(store.rglob("*.key"))
    assert not list(store.rglob("*.pem"))


def test_what_cannot_be_restored_is_said(installation: Installation, tmp_path: Path) -> None:
    """No backup, one that is cut short, a place that is not empty."""
    for each in ("none", "full/of"):
        (tmp_path / each).mkdir(parents=True)
    nothing = typed(installation, "drill", tmp_path / "none", "--keys", tmp_path / "none")
    assert (nothing.exit_code, "there is no backup in" in nothing.stderr) == (1, True)
    store, keys = backed_up(installation, tmp_path)
    full = typed(installation, "drill", store, "--keys", keys, "--in", tmp_path / "full")
    assert (full.exit_code, "is not empty" in full.stderr) == (1, True)
    (dump,) = store.glob("*/store-1.dump")
    dump.write_bytes(dump.read_bytes()[:2000])
    short = typed(installation, "drill", store, "--keys", keys)
    assert (short.exit_code, "pg_restore" in short.stderr) == (1, True), short.output
