"""Seals on the bus: each is published after it was stored, again until confirmed, and beside the facts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from kombu import Connection, Queue

from shared.plumbing.bus import connected
from shared.plumbing.keys import seal_key
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.post import SEALS, SealPost
from shared.plumbing.seals.sealer import Sealer
from shared.plumbing.store.database import ServiceDatabase
from tests.plumbing.test_relay import queue, relay_of, running, taken
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore

NOWHERE = "amqp://guest:guest@127.0.0.1:1//"


class Published:
    """A store whose seals go to a bus, on which somebody listens."""

    def __init__(self, home: Path, database_url: str, bus: str, link: Connection) -> None:
        self.store = IntakeStore(home, database_url, bus)
        self.database = ServiceDatabase(database_url, "intake")
        self.chain = Chain(self.database, seal_key(home / "keys"), KnownSeals(home / "seals"))
        self.bus, self.link = bus, link
        self.heard = Queue("heard-seals", SEALS, routing_key="#", durable=True)(link.channel())
        self.heard.declare()

    def sealer(self, bus: str | None = None) -> Sealer:
        return Sealer(self.chain, SealPost("intake", "sisa-suomi", bus or self.bus))

    def told(self, number: int) -> None:
        """Waits until this seal is confirmed."""
        wait_for("the seals are published", lambda: self.chain.standing()["published"] == number)

    def public_key(self) -> Ed25519PublicKey:
        return self.chain.key.public_key()

    def hear(self) -> list[dict[str, Any]]:
        return taken(self.heard)


@pytest.fixture(params=["memory", "rabbit"])
def published(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[Published]:
    bus = f"memory://x/{uuid4().hex}" if request.param == "memory" else str(request.getfixturevalue("vhost"))
    with connected(bus) as link:
        made = Published(tmp_path, database, bus, link)
        yield made
        made.database.close()


def test_a_seal_is_heard_as_it_was_signed(published: Published) -> None:
    published.store.receive()
    published.store.receive()
    with running(published.sealer()):
        published.told(1)
    (event,) = published.hear()
    said = event["data"]
    published.public_key().verify(bytes.fromhex(said["signature"]), bytes.fromhex(said["hash"]))
    assert said["hash"] == published.chain.standing()["hash"]
    assert (said["number"], said["kind"], said["after"], said["facts"]) == (1, "sealed", 0, 2)
    assert said["last"] == published.store.head()
    assert event["type"] == "fi.tukiverkko.intake.seal.v1"
    assert (event["source"], event["subject"]) == ("/regions/sisa-suomi/intake", "seal/1")
    assert event["id"] == f"{event['logid']}:seal:1"


def test_it_names_no_fact_and_nobody(published: Published) -> None:
    """R-P1: what is signed of a fact stays in the store."""
    published.store.receive()
    with running(published.sealer()):
        published.told(1)
    (event,) = published.hear()
    assert set(event["data"]) == {
        "number", "kind", "after", "last", "facts", "previous", "hash", "signature",
    }  # fmt: skip


def test_each_names_the_one_before_it_and_goes_out_once(published: Published) -> None:
    for number in (1, 2):
        published.store.receive()
        with running(published.sealer()):
            published.told(number)
    published.chain.begin_again()
    with running(published.sealer()):
        published.told(3)
    first, second, third = (event["data"] for event in published.hear())
    assert [second["previous"], third["previous"]] == [first["hash"], second["hash"]]
    assert [each["kind"] for each in (first, second, third)] == ["sealed", "sealed", "restored"]


def test_while_the_broker_is_away_it_is_sealed_and_published_later(published: Published) -> None:
    published.store.receive()
    with running(published.sealer(NOWHERE)):
        wait_for("it is sealed", lambda: published.chain.standing()["number"] == 1)
    assert published.chain.standing()["published"] == 0
    with running(published.sealer()):
        published.told(1)
    assert [event["data"]["number"] for event in published.hear()] == [1]


def test_who_reads_facts_hears_no_seal(published: Published) -> None:
    facts = queue(published.link, "facts")
    published.store.receive()
    with running(published.sealer(), relay_of(published.store)):
        published.told(1)
        wait_for("the fact is published", lambda: facts.get(no_ack=True, accept=None) is not None)
    assert taken(facts) == []
    assert json.dumps(published.hear()).count("seal.v1") == 1
