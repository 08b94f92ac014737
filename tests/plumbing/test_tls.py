"""TLS to broker and database, with an authority of the test's own: who fits is believed, nobody else.

docs/tls.md has the addresses.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pydantic import ValidationError

from shared.plumbing.ask import ServiceAway
from shared.plumbing.bus import connected
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.hosting import wait_for_servers
from shared.plumbing.rpc_async import AmqpServices
from shared.plumbing.settings import Settings
from shared.plumbing.untrusted import AUTHORITY, NAME, WHO
from tests.plumbing.test_a_silent_broker import AT_ONCE, seconds_to_leave
from tests.support.authority import Authority
from tests.support.installation import Installation
from tests.support.intake_store import EXAMPLE
from tests.support.tls_line import TlsLine


class TlsRabbit(Rabbit):
    """A node that takes connections over TLS beside those in plain, of who shows a certificate."""

    def __init__(self, folder: Path, authority: Authority, certificate: tuple[Path, Path]) -> None:
        super().__init__(folder)
        self.tls_port = free_ports(1)[0]
        self._said = (
            f"listeners.ssl.1 = {LOOPBACK}:{self.tls_port}\n"
            f"ssl_options.cacertfile = {authority.ca}\n"
            f"ssl_options.certfile = {certificate[0]}\n"
            f"ssl_options.keyfile = {certificate[1]}\n"
            "ssl_options.verify = verify_peer\n"
            "ssl_options.fail_if_no_peer_cert = true\n"
        )

    def _lay_out(self) -> None:
        super()._lay_out()
        with (self.folder / "rabbitmq.conf").open("a") as conf:
            conf.write(self._said)


@dataclass
class Servers:
    """Both over TLS; whose authority they are of, another authority, and a certificate of ours."""

    authority: Authority
    other: Authority
    ours: tuple[Path, Path]
    rabbit: TlsRabbit
    line: TlsLine

    def amqp(self, host: str = LOOPBACK, ca: Path | None = None, *, shown: bool = True) -> str:
        files = f"?cacertfile={ca or self.authority.ca}"
        files += f"&certfile={self.ours[0]}&keyfile={self.ours[1]}" if shown else ""
        return f"amqps://guest:guest@{host}:{self.rabbit.tls_port}/{files}"

    def database(self, host: str = LOOPBACK, ca: Path | None = None, name: str = "postgres") -> str:
        tls = f"sslmode=verify-full&sslrootcert={ca or self.authority.ca}"
        return f"postgresql://postgres@{host}:{self.line.port}/{name}?{tls}"


@pytest.fixture(scope="module")
def servers(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("tls")
    authority, other = Authority(folder / "ours"), Authority(folder / "other", "somebody else's")
    of_server, ours = authority.signed("server"), authority.signed("tukiverkko")
    rabbit = TlsRabbit(folder / "rabbit", authority, of_server).start()
    with TlsLine(int(postgres.port or 0), authority.signed("postgres")) as line:
        yield Servers(authority, other, ours, rabbit, line)
    rabbit.kill9()


@pytest.mark.timeout(180)
def test_a_service_works_over_tls_alone(servers: Servers, database: str, tmp_path: Path) -> None:
    over_tls = servers.database(name=database.rpartition("/")[2])
    with Installation(tmp_path, over_tls, servers.amqp()) as installation:
        installation.start("intake")
        assert installation.command("intake.receive_referral", EXAMPLE)["status"] == 200
        assert servers.line.taken > 0


def refused(servers: Servers, home: Path, database: str, amqp: str) -> str:
    """Why a service does not start.

    A server that closes the line because no certificate was shown says so just before (TLS 1.3): now and then
    the end is seen and the reason is not. Whoever waits tries again and keeps the reason once it was seen.
    """
    settings = Settings(data=home, database_url=database, keys_database_url=database, amqp_url=amqp)
    for _ in range(10):
        with pytest.raises(TimeoutError) as told:
            wait_for_servers(settings, {"intake": None}, patience=0)
        if str(told.value) != "the servers do not answer":
            break
    return str(told.value)


def test_who_does_not_fit_is_refused_with_a_sentence(servers: Servers, tmp_path: Path) -> None:
    fits, foreign = servers.database(), servers.other.ca
    assert refused(servers, tmp_path, fits, servers.amqp(ca=foreign)) == AUTHORITY
    assert refused(servers, tmp_path, fits, servers.amqp("127.1")) == NAME
    assert refused(servers, tmp_path, fits, servers.amqp(shown=False)) == WHO
    assert refused(servers, tmp_path, servers.database(ca=foreign), servers.amqp()) == AUTHORITY
    assert refused(servers, tmp_path, servers.database("localhost"), servers.amqp()) == NAME


def test_without_an_authority_the_machines_own_are_asked(servers: Servers, tmp_path: Path) -> None:
    """Never: none at all."""
    plain = f"amqps://guest:guest@{LOOPBACK}:{servers.rabbit.tls_port}/"
    assert refused(servers, tmp_path, servers.database(), plain) == AUTHORITY


def test_the_gateway_looks_as_closely(servers: Servers) -> None:
    async def asked(url: str) -> None:
        services = AmqpServices(url)
        try:
            await services.ask("nobody", "status", {})
        finally:
            await services.close()

    for url, why in (
        (servers.amqp(), "nobody listens"),
        (servers.amqp(ca=servers.other.ca), "certificate"),
        (servers.amqp("localhost"), "certificate"),
    ):
        with pytest.raises(ServiceAway, match=why):
            asyncio.run(asked(url))


def test_the_first_node_that_fits_is_taken(servers: Servers) -> None:
    """One of the addresses that is wrong keeps nobody away."""
    nobody = servers.amqp().replace(f":{servers.rabbit.tls_port}", f":{free_ports(1)[0]}")
    with connected(f"{nobody};{servers.amqp()};{nobody}") as link:
        assert link.connected


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://broker", "amqp:// or amqps://"),
        ("amqp://one;amqps://two", "are all amqp:// or all amqps://"),
        ("amqp://broker/?cacertfile=/ca.pem", "begins with amqps://"),
        ("amqps://one/?cacertfile=/a;amqps://two/?cacertfile=/b", "name the same certificates"),
        ("amqps://broker/?cafile=/ca.pem", "cacertfile, certfile, keyfile, not cafile"),
        ("amqps://broker/?cacertfile=/nowhere/ca.pem", "there is no file /nowhere/ca.pem"),
    ],
)
def test_an_address_that_does_not_fit_is_told_at_the_start(url: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Settings(amqp_url=url)


def test_a_file_that_is_no_certificate_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing of the kind")
    with pytest.raises(ValidationError, match="no certificate"):
        Settings(amqp_url=f"amqps://broker/?cacertfile={tmp_path}/ca.pem")


def test_a_database_that_is_not_believed_is_not_asked(servers: Servers) -> None:
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        psycopg.connect(servers.database(ca=servers.other.ca))


def test_a_broker_that_fell_silent_is_left_at_once(servers: Servers) -> None:
    """TLS has a goodbye of its own, which nobody answers either."""
    try:
        assert seconds_to_leave(servers.amqp(), servers.rabbit) < AT_ONCE
    finally:
        servers.rabbit.go_on()
