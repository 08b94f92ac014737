"""The doctor finds what is wrong with PostgreSQL and with RabbitMQ: each fault is really made."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
import time_machine
from psycopg.sql import SQL, Identifier

from services.console.doctoring import broker, database
from services.console.doctoring.finding import Finding
from services.console.standing import standing_of
from services.console.supervising import migrate_all
from shared.plumbing.bus import connected, queue_of
from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.settings import Settings
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.rules import read
from tests.support.servers import private_postgres

A_NAME = re.compile(r"^(rabbitmq_\w+)", re.MULTILINE)
STANDS_STILL = "UPDATE subscriptions SET log_id = gen_random_uuid(), stopped = 'another log'"
GOES_ON = "UPDATE subscriptions SET log_id = (SELECT log_id FROM intake.log), stopped = NULL"


def on(database_url: str, home: Path, amqp_url: str | None = None) -> Settings:
    return Settings(data=home, database_url=database_url, keys_database_url=database_url, amqp_url=amqp_url)


def found(settings: Settings) -> list[Finding]:
    return list(database.look(settings))


def of_the_broker(url: str, management: str, home: Path) -> list[Finding]:
    return list(broker.look(Settings(data=home, amqp_url=url, management_url=management)))


def test_tables_that_are_not_there_older_newer_and_then_as_they_should_be(
    database: str, tmp_path: Path
) -> None:
    settings = on(database, tmp_path)
    assert {each.do for each in found(settings)} == {"tukiverkko migrate"}
    migrate_all(settings)
    assert found(settings) == []
    with psycopg.connect(database, autocommit=True) as own:
        own.execute("UPDATE intake.alembic_version SET version_num = '0001'")
        own.execute("UPDATE billing.alembic_version SET version_num = '9999'")
    assert [each.what.partition("(")[0] for each in found(settings)] == [
        "intake's tables are of an older release ",
        "billing's tables are of a newer release ",
    ]


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    (told,) = found(on(f"postgresql://postgres@127.0.0.1:{free_ports(1)[0]}/x", tmp_path))
    assert told.what.startswith("it cannot be reached for intake")


def test_a_server_that_would_lose_facts_and_a_commit_that_does_not_wait(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with Postgres(
        folder, port=free_ports(1)[0], settings={"fsync": "off", "full_page_writes": "off"}
    ) as server:
        with psycopg.connect(server.url(), autocommit=True) as own:
            own.execute("ALTER SYSTEM SET synchronous_commit = off")
            own.execute("SELECT pg_reload_conf()")
        told = {each.what.partition(":")[0] for each in found(on(server.tcp_url(), tmp_path))}
        assert {"fsync is off", "full_page_writes is off", "synchronous_commit is off"} <= told


def test_a_user_without_rights(postgres: Postgres, database: str, tmp_path: Path) -> None:
    migrate_all(on(database, tmp_path))
    name = f"stranger_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as own:
        own.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(name)))
    told = found(on(database.replace("//postgres@", f"//{name}@"), tmp_path))
    assert {each.what for each in told} >= {"this user may not act for intake"}
    with psycopg.connect(database, autocommit=True) as own:
        own.execute(SQL("DROP ROLE {}").format(Identifier(name)))


def test_clocks_that_are_apart(database: str, tmp_path: Path) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        told = found(on(database, tmp_path))
    assert [each.do for each in told if each.where == "clock"] == ["run NTP on both"]


def test_a_broker_that_is_not_there_and_one_that_does_not_let_us_in(rabbit: Rabbit, tmp_path: Path) -> None:
    assert of_the_broker(rabbit.url, rabbit.management_url, tmp_path) == []
    (away,) = of_the_broker(f"amqp://127.0.0.1:{free_ports(1)[0]}/", rabbit.management_url, tmp_path)
    assert away.what.startswith("it cannot be reached")
    for wrong in (rabbit.vhost_url("nowhere"), rabbit.url.replace(":guest@", ":wrong@")):
        (refused,) = of_the_broker(wrong, rabbit.management_url, tmp_path)
        assert refused.what.startswith("it lets nobody in"), wrong


def test_a_user_of_the_broker_without_rights(rabbit: Rabbit, vhost: str, tmp_path: Path) -> None:
    name, place = f"weak-{uuid4().hex}", vhost.rpartition("/")[2]
    with httpx.Client(base_url=f"{rabbit.management_url}/api", trust_env=False) as api:
        api.put(f"/users/{name}", json={"password": "p", "tags": ""}).raise_for_status()
        rights = {"configure": "^$", "write": ".*", "read": ".*"}
        api.put(f"/permissions/{place}/{name}", json=rights).raise_for_status()
        (told,) = of_the_broker(vhost.replace("guest:guest", f"{name}:p"), rabbit.management_url, tmp_path)
        api.delete(f"/users/{name}")
    assert told.do == "give it configure, write and read in its virtual host"


@pytest.fixture
def used_up(tmp_path: Path) -> Iterator[tuple[Rabbit, int]]:
    """A RabbitMQ whose memory is used up from the start, with the port of its figures for Prometheus."""
    node, port = Rabbit(tmp_path / "rabbit", plugins=("rabbitmq_prometheus",)), free_ports(1)[0]
    (node.folder / "conf.d").mkdir(parents=True)
    (node.folder / "conf.d" / "10.conf").write_text(
        "vm_memory_high_watermark.absolute = 1MiB\n"
        f"prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {port}\n"
    )
    yield node.start(), port
    node.kill9()


def test_a_broker_that_takes_nothing_because_its_memory_is_used_up(
    used_up: tuple[Rabbit, int], tmp_path: Path
) -> None:
    """The doctor says so, and so do the figures that the shipped rules go by: each of them is told."""
    node, port = used_up

    def told() -> bool:
        found = of_the_broker(node.url, node.management_url, tmp_path)
        return any("is out of memory" in each.what for each in found)

    wait_for("the alarm is told", told)
    asked = set(read("exporters.yml")["rabbitmq_prometheus"])
    with connected(node.url) as link:
        queue_of("reporting", "intake")(link.channel()).declare()
        wait_for("each figure is told", lambda: asked <= set(re.findall(A_NAME, figures_of(port))))
    assert re.search(r"^rabbitmq_alarms_memory_used_watermark 1$", figures_of(port), re.MULTILINE)


def figures_of(port: int) -> str:
    """What RabbitMQ tells at the addresses that are scraped: of a queue some seconds after it was made."""
    families = "family=queue_coarse_metrics&family=queue_consumer_count"
    paths = ("/metrics", f"/metrics/detailed?{families}")
    asked = (httpx.get(f"http://127.0.0.1:{port}{path}", timeout=20, trust_env=False) for path in paths)
    return "".join(answer.text for answer in asked)


def test_a_queue_that_is_not_there(database: str, vhost: str, tmp_path: Path) -> None:
    """Taken away while its reader stands still, which makes none; it does as soon as it goes on."""
    with Installation(tmp_path, database, vhost) as installation:

        def told() -> list[str]:
            standing = standing_of(installation.settings)
            found = broker.look_at_queues(vhost, standing)
            return [each.what for each in found if "matching" in each.what]

        installation.start("intake")
        installation.start("matching")
        assert installation.command("intake.receive_referral", EXAMPLE)["status"] == 200
        wait_for(
            "matching has read", lambda: bool(installation.rows("SELECT FROM subscriptions", "matching"))
        )
        wait_for("both have made theirs", lambda: told() == [])
        installation.change(STANDS_STILL, "matching")
        with connected(vhost) as link:
            queue_of("matching", "intake")(link.channel()).delete()
        only = ["the queue matching.from-intake is not there: matching only asks intake now and then"]
        wait_for("it is missed", lambda: told() == only)
        with psycopg.connect(database, autocommit=True, options="-c search_path=matching,intake") as rows:
            rows.execute(GOES_ON)
        wait_for("its queue is made", lambda: told() == [])


def test_the_embedded_server_is_looked_at_over_its_socket(tmp_path: Path) -> None:
    with (
        private_postgres(tmp_path / "postgres") as server,
        psycopg.connect(server.url(), autocommit=True) as own,
    ):
        own.execute("CREATE DATABASE tukiverkko")
        own.execute("CREATE DATABASE tukiverkko_keys")
        told = found(Settings(data=tmp_path))
        assert {each.do for each in told} == {"tukiverkko migrate"}
