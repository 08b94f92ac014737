"""R-P1: every byte that the running system wrote is searched for what people told it: none is in plain."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from services.intake.commands import COMMANDS
from shared.plumbing.embedded.ports import LOOPBACK
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.installation import Installation
from tests.support.planting import MARK, everything_planted, places_of, planted
from tests.support.servers import create_database, private_postgres

pytestmark = pytest.mark.timeout(300)
ENDINGS = frozenset(
    {"decline_referral", "redirect_referral", "withdraw_referral", "close_referral", "close_case"}
)
"""They come last: each of the others meets an open matter, and what is refused has come by the same way."""
CLOCK = "2026-01-15T12:00:00+02:00"


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[Postgres, Rabbit]]:
    """A PostgreSQL and a RabbitMQ whose folders are nobody else's."""
    with private_postgres(tmp_path / "postgres") as postgres:
        node = Rabbit(tmp_path / "rabbit").start()
        yield postgres, node
        node.kill9()


def test_the_search_finds_a_mark_however_it_is_written(tmp_path: Path) -> None:
    """A search that cannot find proves nothing."""
    for way, said in {
        "plain": MARK.encode(),
        "UTF-16": MARK.encode("utf-16-le"),
        "hex": MARK.encode().hex().encode(),
        "base64": base64.b64encode(f"x{MARK}yz".encode()),
        "base64 again": base64.b64encode(f"xyz..{MARK}".encode()),
    }.items():
        folder = tmp_path / way
        folder.mkdir()
        (folder / "file").write_bytes(b"\0\1" + said + b"\2")
        assert places_of(MARK, folder), way


def test_every_command_that_has_texts_has_marks() -> None:
    marked = everything_planted()
    assert {
        "receive_referral",
        "register_person",
        "record_meeting",
        "agree_plan",
        "assess_risk",
    } <= marked.keys()
    assert sum(map(len, marked.values())) > 80


def test_no_byte_of_what_people_told_lies_in_plain(
    servers: tuple[Postgres, Rabbit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-P1: heap files, WAL, queues, logs, keys, metrics, temporary files; base64, hex and UTF-16 as well."""
    postgres, node = servers
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    home = tmp_path / "home"
    url = create_database(postgres, "searched")
    with Installation(home, url, node.create_vhost("searched")) as installation:
        for service in ("intake", "reporting"):
            installation.start(service)
        carried_out = [
            name
            for name in sorted(COMMANDS, key=ENDINGS.__contains__)
            if installation.command(f"intake.{name}", planted(COMMANDS[name]), clock=CLOCK)["status"] == 200
        ]
        assert {"receive_referral", "open_case", "add_network_member", "log_contact"} <= set(carried_out)
        installation.settle()
        figures = "".join(
            httpx.get(f"http://{LOOPBACK}:{each.metrics_port}/metrics", timeout=10).text
            for each in installation.instances
        )
        assert MARK not in figures
        assert MARK in str(installation.query("intake.referral", _a_referral(), clock=CLOCK)), (
            "it was written"
        )
        _flush(postgres, url)
        assert places_of(MARK, tmp_path) == []
        assert places_of("koordinaattori-1", tmp_path), "the search looks where the system writes"


def _a_referral() -> dict[str, str]:
    return {"referral_id": str(COMMANDS["receive_referral"].example["referral_id"])}


def _flush(postgres: Postgres, url: str) -> None:
    """What is only in PostgreSQL's memory comes to its files."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert postgres.folder.is_dir()
