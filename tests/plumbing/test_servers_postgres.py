"""The embedded PostgreSQL finds its data again, whatever became of its owner."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from shared.contracts.services import SERVICES
from shared.plumbing.embedded.folders import socket_folder
from shared.plumbing.embedded.leftovers import working_in
from shared.plumbing.embedded.postgres import MIB, Postgres, machines_memory, shared_memory
from shared.plumbing.store.database import POOL_OVERFLOW, POOL_SIZE

OWNER = """
import sys
from pathlib import Path
from shared.plumbing.embedded.postgres import Postgres
with Postgres(Path(sys.argv[1])) as server:
    print(server.url(), flush=True)
    sys.stdin.read()
"""


def write(server: Postgres, word: str) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def words(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept")]


def one(server: Postgres, query: str) -> str:
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return str(row[0])


def owner_of(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://")
    return process


def test_a_second_start_finds_the_data(tmp_path: Path) -> None:
    with Postgres(tmp_path / "data") as server:
        write(server, "first")
    with Postgres(tmp_path / "data") as server:
        assert words(server.url()) == ["first"]
        assert one(server, "SHOW fsync") == "on"
        assert one(server, "SHOW listen_addresses") == ""


@pytest.mark.parametrize(
    ("of_the_machine", "shared"), [(1024, "128MB"), (8 * 1024, "256MB"), (24 * 1024, "512MB")]
)
def test_it_keeps_more_in_memory_where_there_is_more(of_the_machine: int, shared: str) -> None:
    assert shared_memory(of_the_machine * MIB) == shared


def test_its_share_of_the_memory_is_what_it_starts_with_unless_told(tmp_path: Path) -> None:
    with Postgres(tmp_path / "data") as server:
        assert one(server, "SHOW shared_buffers") == shared_memory(machines_memory())
        assert int(one(server, "SHOW max_connections")) > 2 * (POOL_SIZE + POOL_OVERFLOW) * (
            len(SERVICES) + 1
        )
    with Postgres(tmp_path / "data", settings={"shared_buffers": "16MB"}) as server:
        assert one(server, "SHOW shared_buffers") == "16MB"


def test_two_at_once(tmp_path: Path) -> None:
    with Postgres(tmp_path / "one") as one_server, Postgres(tmp_path / "other") as other:
        write(one_server, "one")
        write(other, "other")
        assert (words(one_server.url()), words(other.url())) == (["one"], ["other"])


def test_after_kill_9_of_the_server(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "data").start()
    write(server, "kept")
    server.kill9()
    assert (server.cluster / "postmaster.pid").exists()
    with server:
        assert words(server.url()) == ["kept"]


def test_after_kill_9_of_the_owner(tmp_path: Path) -> None:
    owner = owner_of(tmp_path / "data")
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    with Postgres(tmp_path / "data") as server:
        assert server.owned
        write(server, "works")
    assert working_in(server.cluster) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, None], ids=["term", "int", "normally"])
def test_it_ends_with_its_owner(tmp_path: Path, how: signal.Signals | None) -> None:
    owner = owner_of(tmp_path / "data")
    if how is not None:
        owner.send_signal(how)
    owner.communicate()  # closes its input: without a signal it ends by itself
    with Postgres(tmp_path / "data") as server:  # it would wait for a server that still runs
        assert server.owned


def test_one_that_another_process_owns_is_used_and_left_alone(tmp_path: Path) -> None:
    owner = owner_of(tmp_path / "data")
    with Postgres(tmp_path / "data") as borrowed:
        assert not borrowed.owned
        write(borrowed, "lent")
        url = borrowed.url()
    assert words(url) == ["lent"]
    owner.communicate()


def test_a_pid_that_is_somebody_elses_by_now_hinders_nothing(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "data").start()
    write(server, "kept")
    server.kill9()
    said = (server.cluster / "postmaster.pid").read_text().splitlines()
    (server.cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *said[1:]]) + "\n")
    with server:
        assert words(server.url()) == ["kept"]


def test_half_a_cluster_is_not_taken_for_one(tmp_path: Path) -> None:
    half = tmp_path / "data" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with Postgres(tmp_path / "data") as server:
        write(server, "whole")


def test_only_passage_is_opened(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    with Postgres(private / "data") as server:
        assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.log.stat().st_mode) == 0o600
        assert not private.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH), "others may read the folder above"


def test_a_long_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("a-folder-with-a-long-name" * 6)
    with Postgres(deep) as server:
        write(server, "deep")
    socket_folder(deep / "run").rmdir()


def test_failing_statements_do_not_reach_the_log(tmp_path: Path) -> None:
    """R-P1: no log line carries a name."""
    with Postgres(tmp_path / "data") as server:
        write(server, "x")
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE UNIQUE INDEX ON kept (word)")
            connection.execute("INSERT INTO kept VALUES ('Tessa Testi')")
            for statement in ("INSERT INTO kept VALUES ('Tessa Testi')", "SELECT 'Tessa Testi' FROM nowhere"):
                with pytest.raises(psycopg.Error):
                    connection.execute(statement.encode())
        assert "Tessa" not in server.log.read_text()
