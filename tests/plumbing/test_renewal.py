"""A newer version of a projection takes over without downtime, and the older leaves its rows alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.reporting.projections import PROJECTIONS
from shared.contracts.envelope import Message
from shared.contracts.intake import FACTS
from shared.plumbing.facts_read import read_fact
from shared.plumbing.rebuild import Rebuild, Source
from shared.plumbing.renewal import Renewal
from shared.plumbing.subscription import Subscription
from shared.plumbing.versions import OtherVersion, of_code
from tests.plumbing.test_relay import running
from tests.plumbing.test_subscription import Reader
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore

CONTACTS, *OTHERS = PROJECTIONS
NEWER = "web"
"""What the newer release writes as every contact's channel."""


def otherwise(message: Message[Any], rows: Any) -> None:
    CONTACTS.apply(message, rows)
    rows.execute("UPDATE contacts SET channel = %s", (NEWER,))


RELEASED = (replace(CONTACTS, apply=otherwise, apply_all=None, version=2), *OTHERS)


class Deployment(Reader):
    """The older release's reader, and beside it the newer release's on the same rows."""

    def __init__(self, store: IntakeStore, database: str) -> None:
        super().__init__(store, database)
        self.newer = Subscription(
            "intake", self.database, self.bus, pull=self.pull, kinds=FACTS, projections=RELEASED
        )
        sources = [Source("intake", self.pull, FACTS)]
        self.renewal = Renewal(
            self.database,
            of_code(RELEASED),
            lambda chosen, tell: Rebuild(database, "reporting", sources, RELEASED, chosen, tell),
            {},
        )

    def channels(self) -> set[str]:
        with self.database.rows() as rows:
            return {row["channel"] for row in rows.execute("SELECT channel FROM contacts").fetchall()}


@pytest.fixture
def deployment(database: str, tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(IntakeStore(tmp_path, database), database)
    made.store.receive()
    yield made
    made.database.close()


def test_the_newer_takes_over_and_the_older_leaves_the_rows_alone(deployment: Deployment) -> None:
    with running(deployment.loop):
        deployment.seen_all()
        with running(deployment.newer):
            assert deployment.channels() == {"phone"}
            assert not deployment.newer.active
            assert deployment.renewal.look() == ["contacts"]
            assert deployment.channels() == {NEWER}
            wait_for("the newer reads on", lambda: deployment.newer.active)
            assert not deployment.loop.may_lead()
            deployment.store.receive()
            deployment.seen_all()
            assert deployment.channels() == {NEWER}
            assert deployment.loop.standing()["ready"]
    assert deployment.renewal.look() == []


def test_the_older_writes_nothing_after_the_change(deployment: Deployment) -> None:
    """Also when it is in the midst of it: the version is looked at under the cursor's lock."""
    older = deployment.loop.applier
    with running(deployment.loop):
        deployment.seen_all()
    deployment.renewal.look()
    deployment.store.receive()
    place = older.place()
    facts = [read_fact(event) for event in deployment.store.facts_after(place.position)["facts"]]
    with pytest.raises(OtherVersion):
        older.apply(place, facts)
    assert older.place() == place


def test_where_nothing_was_read_yet_nothing_is_made_anew(deployment: Deployment) -> None:
    assert deployment.renewal.look() == []
    with running(deployment.newer):
        deployment.seen_all()
    assert deployment.channels() == {NEWER}
    assert deployment.renewal.look() == []
