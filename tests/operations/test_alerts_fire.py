"""A real Prometheus with the shipped rules scrapes a running system: an alert fires at its fault, and clears.

The faults are really made, side by side, on one system of the test's own. Only the disk is told by a file as
node_exporter writes it: no test may fill a disk.
"""

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import httpx
import psycopg
import pytest

from services.console.supervising import DATABASE
from services.intake.commands import COMMANDS
from shared.plumbing.embedded.ports import LOOPBACK
from shared.plumbing.embedded.postgres import Postgres
from tests.support.certificates import a_certificate
from tests.support.installation import wait_for
from tests.support.prometheus import Prometheus, a_prometheus
from tests.support.rules import metrics_in, rules
from tests.support.running import Running, a_running_system, carry_out

FAR = 900_000_003
MINUTES = 120.0
A_PART = re.compile(r"_(bucket|count|sum)$")
ROOMY, FULL = 500, 50


def node_told(free: int) -> str:
    """A disk as node_exporter tells it."""
    labels = 'device="/dev/vda1",fstype="ext4",mountpoint="/"'
    return (
        f"# TYPE node_filesystem_avail_bytes gauge\nnode_filesystem_avail_bytes{{{labels}}} {free}\n"
        f"# TYPE node_filesystem_size_bytes gauge\nnode_filesystem_size_bytes{{{labels}}} 1000\n"
    )


@contextmanager
def told_by_a_file(folder: Path) -> Iterator[str]:
    """Serves a folder, as node_exporter's textfile does; the address."""
    kind = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer((LOOPBACK, 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{LOOPBACK}:{server.server_address[1]}"
        server.shutdown()


class World:
    """A running system, the files beside it, its Prometheus, and its tables behind its back."""

    def __init__(self, system: Running, files: Path, seen: Prometheus, base: str) -> None:
        self.system, self.files, self.seen, self.base = system, files, seen, base

    def change(self, service: str, sql: str, *values: object) -> None:
        with psycopg.connect(self.base, autocommit=True, options=f"-c search_path={service}") as rows:
            rows.execute(sql.encode(), values or None)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("watched")
    files = folder / "files"
    files.mkdir()
    a_certificate(files / "proxy.pem", timedelta(days=90))
    (files / "node.prom").write_text(node_told(ROOMY))
    with ExitStack() as stack:
        system = stack.enter_context(a_running_system(folder / "data", CERTIFICATES=str(files / "proxy.pem")))
        node = stack.enter_context(told_by_a_file(files))
        gateway = system.base_url.removeprefix("http://")
        targets = {
            "tukiverkko-gateway": (gateway, "/metrics"),
            "tukiverkko-services": (gateway, "/metrics/services"),
            "node": (node, "/node.prom"),
        }
        seen = stack.enter_context(a_prometheus(folder / "prometheus", targets))
        base = Postgres(system.data / "postgres").url(DATABASE)
        with system.client() as client:
            given_in = dict(COMMANDS["receive_referral"].example)
            answer = carry_out(client, "intake.receive_referral", given_in)
            assert answer.status_code == 200, answer.text
        yield World(system, files, seen, base)


def key_of(loop: str) -> int:
    """The lock of a loop ("matching:relay")."""
    return crc32(loop.encode())


def end_holders(other: psycopg.Connection, loop: str) -> None:
    """Ends the connection of whoever works as this loop, as a broken line does."""
    holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s::bigint::oid AND granted"
    for (pid,) in other.execute(holders, (key_of(loop),)).fetchall():
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))


@contextmanager
def a_relay_stopped(world: World) -> Iterator[None]:
    """Somebody else has the lock of matching's relay, as a process that hangs has."""
    with psycopg.connect(world.base, autocommit=True) as other:

        def taken() -> bool:
            end_holders(other, "matching:relay")
            take = "SELECT pg_try_advisory_lock(%s)"
            return other.execute(take, (key_of("matching:relay"),)).fetchone() == (True,)

        wait_for("the lock is ours", taken)
        yield


@contextmanager
def a_reader_of_another_log(world: World) -> Iterator[None]:
    """Feedback's rows are of another log than intake's: it finds out when it begins again."""
    rows = "UPDATE subscriptions SET log_id = %s, stopped = NULL WHERE source = 'intake'"
    with psycopg.connect(world.base, autocommit=True) as other:
        found = other.execute("SELECT log_id FROM intake.log").fetchone()
        assert found
        world.change("feedback", rows, uuid4())
        end_holders(other, "feedback:from-intake")
        yield
    world.change("feedback", rows, found[0])


@contextmanager
def a_fact_parked(world: World) -> Iterator[None]:
    """A fact that never becomes rows lies in reporting."""
    world.change(
        "reporting",
        """INSERT INTO parked (source, position, log_id, subject, event, identity, error, place, tries)
           VALUES ('intake', %s, %s, 'referral/2026-99997', '{}', 1, 'ValueError', 'contacts.py:97', 5)""",
        FAR,
        uuid4(),
    )
    yield
    world.change("reporting", "DELETE FROM parked WHERE position = %s", FAR)


@contextmanager
def a_hole(world: World) -> Iterator[None]:
    """A fact of intake is not among those that became reporting's rows."""
    world.change("reporting", "UPDATE applied SET facts = facts - 1 WHERE source = 'intake'")
    yield
    world.change("reporting", "UPDATE applied SET facts = facts + 1 WHERE source = 'intake'")


@contextmanager
def a_certificate_near_its_end(world: World) -> Iterator[None]:
    a_certificate(world.files / "proxy.pem", timedelta(days=10))
    yield
    a_certificate(world.files / "proxy.pem", timedelta(days=90))


@contextmanager
def a_disk_nearly_full(world: World) -> Iterator[None]:
    (world.files / "node.prom").write_text(node_told(FULL))
    yield
    (world.files / "node.prom").write_text(node_told(ROOMY))


FAULTS = {
    "RelayStopped": a_relay_stopped,
    "ReaderStopped": a_reader_of_another_log,
    "FactParked": a_fact_parked,
    "CompletenessHole": a_hole,
    "CertificateEnds": a_certificate_near_its_end,
    "DiskNearlyFull": a_disk_nearly_full,
}


@pytest.mark.timeout(300)
def test_an_alert_fires_when_its_fault_is_made_and_clears_after(world: World) -> None:
    made = 'tukiverkko_facts_applied_total{service=~"reporting|feedback", source="intake"} > 0'
    wait_for("rows were made", lambda: len(world.seen.value(f"sum by (service) ({made})")) == 2)
    wait_for("nothing fires", lambda: not world.seen.firing())
    with ExitStack() as made_for_real:
        for fault in FAULTS.values():
            made_for_real.enter_context(fault(world))
        wait_for(f"{sorted(FAULTS)} fire", lambda: world.seen.firing() >= set(FAULTS), MINUTES)
        told = {each["labels"]["alertname"]: each["annotations"]["summary"] for each in world.seen.alerts()}
        assert told["RelayStopped"] == "Nobody relays the facts of matching"
        assert told["ReaderStopped"] == "feedback stands still in the log of intake"
    wait_for("they clear", lambda: not world.seen.firing() & set(FAULTS), MINUTES)


def test_every_metric_in_the_rules_is_told_by_the_running_system(world: World) -> None:
    """Also where no series is there yet: the processes name all that they may tell."""
    asked = (httpx.get(f"{world.system.base_url}{path}").text for path in ("/metrics", "/metrics/services"))
    named = set(re.findall(r"^# TYPE (\S+)", "".join(asked), re.MULTILINE))
    ours = {name for rule in rules() for name in metrics_in(rule["expr"]) if name.startswith("tukiverkko_")}
    assert {name for name in ours if re.sub(A_PART, "", name) not in named and name not in named} == set()
