"""A broker that takes a connection and then says nothing, as when its host is lost: nobody waits for ever."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shared.plumbing.broker import ANSWERS_WITHIN
from shared.plumbing.embedded.ports import LOOPBACK
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.proxy import Proxy


@pytest.fixture
def line(vhost: str) -> Iterator[Proxy]:
    with Proxy(urlsplit(vhost).port or 0) as line:
        yield line


@pytest.fixture
def installation(database: str, vhost: str, line: Proxy, tmp_path: Path) -> Iterator[Installation]:
    with Installation(tmp_path, database, vhost) as made:
        through = vhost.replace(f"{LOOPBACK}:{line.target}", f"{LOOPBACK}:{line.port}")
        assert through != vhost
        made.given = made.settings.model_copy(update={"amqp_url": through})
        yield made


@pytest.mark.timeout(180)
def test_who_starts_meanwhile_comes_up_by_itself(installation: Installation, line: Proxy) -> None:
    """Both who takes requests and who publishes facts, with the relay's lock in its hand."""
    line.silent = True
    instance = installation.launch("intake", installation.serving("intake"))
    wait_for("requests and facts have no answer", lambda: line.fallen >= 2)
    assert instance.metric("process_start_time_seconds") is None
    line.silent = False
    installation.serves(instance, ANSWERS_WITHIN + 30)
    assert installation.command("intake.receive_referral", EXAMPLE)["status"] == 200
    wait_for("it is relayed", lambda: relayed(installation) == installation.head())


def relayed(installation: Installation) -> int:
    return int(installation.rows("SELECT position FROM relay", "intake")[0]["position"])
