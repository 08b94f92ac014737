"""R-P1: every kind of fact that intake can store, every field filled, is stored without a word of its."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.store.mapper import FactMapper
from tests.golden.published import published
from tests.golden.stored import example, stored, topics
from tests.golden.test_stored_facts import sealed_texts
from tests.support.intake_store import IntakeStore
from tests.support.servers import create_database, drop_database

facts = pytest.mark.parametrize("topic", topics())


@pytest.fixture(scope="module")
def mapper(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactMapper]:
    """Intake's own."""
    name = f"facts_{uuid4().hex}"
    store = IntakeStore(tmp_path_factory.mktemp("data"), create_database(postgres, name))
    made = store.desk._intake.mapper  # noqa: SLF001 - as the store has it
    assert isinstance(made, FactMapper)
    yield made
    drop_database(postgres, name)


@facts
def test_its_texts_are_in_the_box_and_nowhere_else(mapper: FactMapper, topic: str) -> None:
    state = mapper.to_stored_event(example(topic)).state
    assert "Sanottu" not in state.decode()
    assert ("sealed" in json.loads(state)) == bool(sealed_texts(json.loads(stored(topic).state)))


@facts
def test_it_opens_as_it_was(mapper: FactMapper, topic: str) -> None:
    fact = example(topic)
    assert mapper.to_domain_event(mapper.to_stored_event(fact)) == mapper.to_domain_event(stored(topic))


@facts
def test_it_says_in_public_what_it_says_when_nothing_is_sealed(mapper: FactMapper, topic: str) -> None:
    """Nothing has to be opened to be published."""
    sealed = mapper.to_stored_event(example(topic))
    event = StoredEvent(sealed.originator_id, sealed.originator_version, sealed.topic, sealed.state)
    assert published(event) == published(stored(topic))
