"""The database's host is lost while people work, and its standby takes over: nothing lost, nothing doubled.

The standby had each commit before anybody was told of it (synchronous commit); the services know both
addresses, and go to the one that takes writes.
"""

from pathlib import Path

import pytest

from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.harms import Harm, Harms
from tests.support.harness import Harness
from tests.support.installation import Installation
from tests.support.servers import create_database
from tests.support.standby import with_a_standby

NAME = "pair"
"""Of the database and of the virtual host."""


@pytest.mark.timeout(300)
def test_the_standby_takes_over_and_nothing_is_lost(tmp_path: Path, rabbit: Rabbit, vhost: str) -> None:
    with with_a_standby(tmp_path) as pair:
        create_database(pair.primary, NAME)
        with Installation(tmp_path, pair.url(NAME), vhost) as installation:
            harms = Harms(installation, pair.primary, rabbit, [])
            lost = Harm("the primary is lost, its standby promoted", pair.primary.kill9, pair.promote)
            account = Harness(installation, pair.standby, harms, print).through(lost)
    said = "\n".join(account.lines())
    assert account.acknowledged > 0, said
    assert account.good(), said
