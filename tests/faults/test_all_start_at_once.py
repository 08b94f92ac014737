"""Four processes migrate and start at once on an empty database: each comes up, and all is there once.

START_ROUNDS: how often (2; `make starts ROUNDS=20`, which `make soak` does too). Four starts at once are
work for a processor or two: a busy machine takes its time. A start that hangs is another thing: the process
says where it stands, and ends (shared/plumbing/starting.py).
"""

import os
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.starting import GRACE, STARTS_WITHIN
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.processes import TUKIVERKKO
from tests.support.servers import create_database, drop_database

ROUNDS = int(os.environ.get("START_ROUNDS", "2"))
FOUR = ("intake", "reporting", "intake", "reporting")
PATIENCE = STARTS_WITHIN + GRACE
"""Seconds: one that does not start has ended by then, and its log says where it stood."""
MIGRATE_AND_SERVE = '"$0" migrate && exec "$0" serve "$1"'


@pytest.mark.timeout(60 + ROUNDS * 150)
def test_each_comes_up_and_all_is_there_once(postgres: Postgres, rabbit: Rabbit, tmp_path: Path) -> None:
    for number in range(ROUNDS):
        name = f"start_{uuid4().hex}"
        home = tmp_path / str(number)
        home.mkdir()
        url, vhost = create_database(postgres, name), rabbit.create_vhost(name)
        with Installation(home, url, vhost, migrated=False) as installation:
            begun = time.monotonic()
            all_come_up(installation)
            took, load = time.monotonic() - begun, os.getloadavg()[0]
            sys.stdout.write(f"round {number + 1} of {ROUNDS}: {took:.1f} s under a load of {load:.0f}\n")
        rabbit.delete_vhost(name)
        drop_database(postgres, name)


def all_come_up(installation: Installation) -> None:
    four = [installation.launch(s, ["/bin/sh", "-c", MIGRATE_AND_SERVE, TUKIVERKKO, s]) for s in FOUR]
    for instance in four:
        installation.serves(instance, PATIENCE)
    reply = installation.command("intake.receive_referral", EXAMPLE | {"referral_id": str(uuid4())})
    assert reply["status"] == 200, reply
    wait_for("reporting shows it", lambda: installation.seen() == reply["position"]["intake"])
    assert len(installation.rows("SELECT referral_id FROM contacts")) == 1
    for service in ("intake", "reporting"):
        for table in ("made", "alembic_version"):
            assert len(installation.rows(f"SELECT * FROM {table}", service)) == 1, (service, table)  # noqa: S608
    assert len(installation.rows("SELECT * FROM log", "intake")) == 1
    assert [instance.child.poll() for instance in four] == [None] * len(FOUR)
