"""docs/region.md, from nothing to the first contact: its commands are read from the page, and run.

Only the ports are other ones, and passwords are asked for by the database. Afterwards: who may do what.
"""

import json
import os
import re
import signal
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection, Exchange, Queue
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from services.console.main import app
from shared.contracts.services import SERVICES
from shared.plumbing.embedded.child import kill, start_child
from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres, binaries
from shared.plumbing.embedded.rabbit import Rabbit, program
from tests.support.processes import PATIENCE, environment
from tests.support.servers import private_postgres

PAGE = Path(__file__).parents[2] / "docs" / "region.md"
BY_PASSWORD = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
OWNER = "of-this-test"
TEN_MINUTES = 600.0


@dataclass
class Made:
    """A region that was made by what the page says, and runs. seconds: how long that took."""

    folder: Path
    server: Postgres
    said: str
    seconds: float

    def secret(self, who: str, name: str) -> str:
        return (self.folder / "secrets" / who / name).read_text(encoding="utf-8").strip()


def blocks(kind: str) -> list[str]:
    """The page's blocks of code of one kind, in their order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def asking_for_passwords(server: Postgres) -> None:
    with psycopg.connect(server.url(), autocommit=True) as owner:
        owner.execute(f"ALTER ROLE postgres PASSWORD '{OWNER}'")
        (server.cluster / "pg_hba.conf").write_text(BY_PASSWORD)
        owner.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, rabbit: Rabbit) -> Iterator[Made]:
    home = tmp_path_factory.mktemp("region")
    port, first = free_ports(2)
    with private_postgres(tmp_path_factory.mktemp("of-region")) as server:
        asking_for_passwords(server)
        ours = {"5432": server.port, "5433": server.port, "5672": rabbit.amqp_port, "8080": port}
        ours |= {"9401": first}

        def here(text: str) -> str:
            return re.sub(r"\b(5432|5433|5672|8080|9401)\b", lambda found: str(ours[found[0]]), text)

        (home / "region.toml").write_text(here(blocks("toml")[0]), encoding="utf-8")
        script = home / "page.sh"
        script.write_text("set -euxo pipefail\n" + here("".join(blocks("sh"))) + "echo all done\n")
        paths = [Path(sys.executable).parent, binaries(), Path(program()).parent, os.environ["PATH"]]
        env = environment() | rabbit._environment()  # noqa: SLF001 - rabbitmqctl finds the node by it
        env |= {"PATH": ":".join(map(str, paths)), "PGPASSWORD": OWNER, "PWD": str(home)}
        begun, log = time.monotonic(), home / "page.log"
        with log.open("ab") as out:
            shell = start_child(
                ["bash", "-c", f"cd {home} && . {script}"], at_owners_end=signal.SIGKILL, log=out, env=env
            )
        try:
            shell.wait(3 * PATIENCE)
            seconds = time.monotonic() - begun
            said = log.read_text(encoding="utf-8")
            assert shell.returncode == 0, said[-3000:]
            sys.stdout.write(f"from nothing to the first contact: {seconds:.0f} s\n")
            yield Made(home / "otkeskus", server, said, seconds)
        finally:
            kill(shell)


@pytest.mark.timeout(400)
def test_what_the_page_says_leads_to_the_first_contact_within_ten_minutes(made: Made) -> None:
    assert made.said.rstrip().endswith("all done")
    assert made.seconds < TEN_MINUTES
    for service in SERVICES:
        assert re.search(rf"^{service} +yes ", made.said, re.MULTILINE), made.said[-2000:]
    with psycopg.connect(made.server.url("tukiverkko")) as owner:
        assert owner.execute("SELECT count(*) FROM intake.stored_events").fetchone() == (1,)


def test_nothing_was_refused_to_any_process(made: Made) -> None:
    """Least rights are enough rights."""
    for service in (*SERVICES, "gateway"):
        log = (made.folder / f"{service}.log").read_text(encoding="utf-8")
        assert "ACCESS_REFUSED" not in log, log[-2000:]
        assert "permission denied" not in log, log[-2000:]


def test_what_is_secret_is_for_the_owner_alone(made: Made) -> None:
    files = [
        path
        for path in made.folder.rglob("*")
        if path.suffix not in {".log", ".json", ""} or "secrets" in path.parts
    ]
    secret = [path for path in files if path.is_file() and "messages" not in path.parts]
    assert len(secret) > 20
    assert [path for path in secret if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    for told in ("postgres/store.sql", "postgres/keys.sql", "rabbitmq/definitions.json"):
        text = (made.folder / told).read_text(encoding="utf-8")
        for who in (*SERVICES, "gateway", "operator"):
            for name in ("database_url", "amqp_url"):
                password = re.search(r"password=(\S+)|//[^:]+:([^@]+)@", made.secret(who, name))
                assert password
                assert (password[1] or password[2]) not in text


def test_a_service_reads_no_other_ones_tables(made: Made) -> None:
    with psycopg.connect(made.secret("billing", "database_url")) as billing:
        assert billing.execute("SELECT count(*) FROM billing.stored_events").fetchone() == (0,)
        for other in (("intake", "stored_events"), ("reporting", "contacts")):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), billing.transaction():
                billing.execute(SQL("SELECT 1 FROM {}").format(Identifier(*other)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege), billing.transaction():
            billing.execute("SET ROLE tukiverkko_intake")


def test_reporting_does_not_even_reach_the_keys(made: Made) -> None:
    assert not (made.folder / "secrets" / "reporting" / "keys_database_url").exists()
    of_keys = made.secret("reporting", "database_url").replace("dbname=tukiverkko", "dbname=tukiverkko_keys")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(of_keys)


def test_nobody_speaks_in_anothers_name_on_the_bus(made: Made) -> None:
    events, requests = (Exchange(name, type="topic", durable=True) for name in ("case.events", "nameko-rpc"))
    with Connection(made.secret("billing", "amqp_url")) as billing:
        billing.Producer(exchange=events).publish("{}", routing_key="intake.referral-received.v1")
        with pytest.raises(AccessRefused):  # it comes with the next answer
            billing.default_channel.queue_declare("rpc-billing", passive=True)
    with Connection(made.secret("billing", "amqp_url")) as billing, pytest.raises(AccessRefused):
        Queue("rpc-intake", requests, routing_key="intake.*", durable=True)(billing).declare()
    with Connection(made.secret("billing", "amqp_url")) as billing, pytest.raises(AccessRefused):
        Queue("rpc-billing", requests, routing_key="intake.*", durable=True)(billing).declare()
    with Connection(made.secret("gateway", "amqp_url")) as gateway, pytest.raises(AccessRefused):
        Queue("rpc.reply-gateway-1", events, routing_key="#", exclusive=True)(gateway).declare()


def test_what_is_there_is_not_overwritten(made: Made) -> None:
    before = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    again = CliRunner().invoke(
        app, ["region", "init", str(made.folder), "--from", str(made.folder.parent / "region.toml")]
    )
    assert (again.exit_code, "nothing in it was touched" in again.stderr) == (1, True)
    assert {path: path.read_bytes() for path in before if path.suffix != ".log"} == {
        path: data for path, data in before.items() if path.suffix != ".log"
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("region", "atlantis", "atlantis is no region"),
        ("postgres", "postgresql://me@db", "leave out user"),
        ("rabbitmq", "http://broker", "amqp://"),
        ("rabbitmq", "amqp://me:secret@broker", "leave out user"),
        ("name", "A; DROP", "small letters"),
        ("unheard_of", "1", "unheard_of"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_by_its_name(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    said = {"region": "sisa-suomi", "rabbitmq": "amqp://broker"}
    said |= dict.fromkeys(("postgres", "keys_postgres"), "postgresql://db") | {name: value}
    (tmp_path / "answers.json").write_text(json.dumps(said))
    told = CliRunner().invoke(
        app, ["region", "init", str(tmp_path / "made"), "--from", str(tmp_path / "answers.json")]
    )
    assert (told.exit_code, sentence in told.stderr) == (2, True), told.stderr
    assert not (tmp_path / "made").exists()


def test_without_a_file_each_question_is_asked_until_the_answer_fits(tmp_path: Path) -> None:
    answers = ["atlantis", "sisa-suomi", "postgresql://db", "postgresql://keys", "amqp://broker"]
    told = CliRunner().invoke(
        app, ["region", "init", str(tmp_path / "made")], input="\n".join([*answers, *[""] * 6]) + "\n"
    )
    assert told.exit_code == 0, told.output
    assert "atlantis is no region" in told.stderr
    assert (tmp_path / "made" / "operator.env").exists()
