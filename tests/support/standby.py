"""A PostgreSQL with a standby of the tests' own: what is committed is on both before anybody is told so."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from shared.plumbing.embedded.child import start_child
from shared.plumbing.embedded.folders import own_folder, server_account
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.embedded.postgres import SUPERUSER, Postgres, binaries
from tests.support.installation import wait_for

STANDBY = "standby"
BOTH = {"synchronous_standby_names": STANDBY, "synchronous_commit": "on"}


class Pair:
    """A primary and its standby, both running."""

    def __init__(self, primary: Postgres, standby: Postgres) -> None:
        self.primary, self.standby = primary, standby

    def url(self, database: str) -> str:
        """Both addresses: whoever connects gets the one that takes writes."""
        hosts = f"{LOOPBACK}:{self.primary.port},{LOOPBACK}:{self.standby.port}"
        return f"postgresql://{SUPERUSER}@{hosts}/{database}?target_session_attrs=read-write"

    def promote(self) -> None:
        """The standby is the primary from here on, as an operator or a cluster manager does it."""
        with psycopg.connect(self.standby.tcp_url(), autocommit=True) as owner:
            owner.execute("SELECT pg_promote(wait => true)")


@contextmanager
def with_a_standby(folder: Path) -> Iterator[Pair]:
    """A primary, a standby made of it, and the pair in step; gone afterwards."""
    ports = free_ports(2)
    with Postgres(folder / "primary", port=ports[0]) as primary:
        copied = copy_of(primary, folder / "standby", ports[1])
        with copied as standby:
            with psycopg.connect(primary.tcp_url(), autocommit=True) as owner:
                for name, value in BOTH.items():
                    owner.execute(f"ALTER SYSTEM SET {name} = '{value}'")
                owner.execute("SELECT pg_reload_conf()")
                wait_for("the standby is in step", lambda: bool(owner.execute(
                    "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
                ).fetchone()))  # fmt: skip
            yield Pair(primary, standby)


def copy_of(primary: Postgres, folder: Path, port: int) -> Postgres:
    """A standby on a copy of the primary's files, not started."""
    made = Postgres(folder, port=port)
    account = server_account()
    folder.mkdir(parents=True)
    folder.chmod(0o711 if account else 0o700)
    own_folder(made.cluster, account)
    source = f"host={LOOPBACK} port={primary.port} user={SUPERUSER} application_name={STANDBY}"
    command = [str(binaries() / "pg_basebackup"), "-D", str(made.cluster), "-d", source]
    with made.log.open("ab") as log:
        child = start_child(
            [*command, "-R", "-X", "stream", "-c", "fast"],
            at_owners_end=signal.SIGKILL, log=log, account=account,
        )  # fmt: skip
    assert child.wait() == 0, made.log.read_text()
    return made
