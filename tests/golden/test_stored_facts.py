"""Every fact that a service can store, as it was once written: read for ever, published without a name."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.utils import resolve_topic

from services.matching.domain.match_request import MatchRequest
from shared.contracts.envelope import to_cloud_event
from shared.contracts.reading import from_cloud_event
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.recorder import StoredFact
from tests.contracts.golden import FACTS
from tests.golden.published import publication_of
from tests.golden.stored import FOLDER, KEEPING, MOMENT, files, stored, topics

LOG = UUID("3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66")
OF_THE_DIRECTORY = {
    topic for topic in topics()
    if topic.startswith("matching.") and not issubclass(resolve_topic(topic), MatchRequest.Event)
}  # fmt: skip
"""Facts about professionals, and plans of many requests: they are in no client register."""
OF_NOBODY = {
    "intake.situation-screened", "billing.invoicing-asked", "billing.invoicing-done",
    "billing.bank-file-received", "billing.bank-file-read", "billing.payment-received",
    "billing.payment-placed", "billing.payment-set-aside", "billing.sum-told-apart",
    *OF_THE_DIRECTORY,
}  # fmt: skip
facts = pytest.mark.parametrize("topic", topics())


def published(topic: str) -> dict[str, Any]:
    return to_cloud_event(publication_of(topic)(StoredFact(LOG, 7, 6, MOMENT, stored(topic))))


def sealed_texts(value: Any) -> set[str]:
    """What the golden facts say in words: each such text names its field."""
    if isinstance(value, dict):
        return set().union(*(sealed_texts(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(sealed_texts(each) for each in value))
    return {value} if isinstance(value, str) and value.startswith("Sanottu") else set()


def test_every_version_of_every_fact_has_its_file_and_every_file_its_fact() -> None:
    assert files() == set(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_every_version_is_read_for_ever(file: Path) -> None:
    """An older one is brought up to the newest by its upcasters, and is what the newest would be."""
    topic, _, version = file.stem.rpartition(".v")
    mapper = FactMapper()
    fact = mapper.to_domain_event(stored(topic, int(version)))
    assert mapper.to_domain_event(mapper.to_stored_event(fact)) == fact


def test_every_fact_has_a_public_one_of_its_name() -> None:
    assert {kind.FACT for kind in FACTS.values()} == set(topics())


@facts
def test_it_is_read_and_written_again_byte_by_byte(topic: str) -> None:
    mapper, before = FactMapper(), stored(topic)
    assert mapper.to_stored_event(mapper.to_domain_event(before)).state == before.state


@facts
def test_every_field_of_it_is_filled(topic: str) -> None:
    data = json.loads(stored(topic).state)["data"]
    assert [name for name, value in data.items() if value is None] == []


@facts
def test_its_publication_keeps_the_contract(topic: str) -> None:
    event = published(topic)
    message = from_cloud_event(event, FACTS)
    assert topic == message.body.FACT
    assert json.loads(json.dumps(to_cloud_event(message))) == json.loads(json.dumps(event))


@facts
def test_its_publication_says_nothing_in_words(topic: str) -> None:
    """R-P1: no name, text, phone or birth date of the stored fact is on the bus, nor a person's own id."""
    whole = json.loads(stored(topic).state)
    said = json.dumps(published(topic), ensure_ascii=False)
    assert not [text for text in sealed_texts(whole) if text in said]
    assert "Sanottu" not in said
    assert not [user for user in ("koordinaattori-1", "tukihenkilo-1") if user in said]
    assert str(whole["data"].get("person_id")) not in said
    if topic.startswith("intake.person"):
        assert str(stored(topic).originator_id) not in said


@facts
def test_it_says_whose_register_it_belongs_to(topic: str) -> None:
    """R-T2: every fact about a person; a screening before any contact and an invoicing run are of nobody."""
    meta = json.loads(stored(topic).state)["meta"]
    whose = None if topic in OF_NOBODY else vars(KEEPING)
    kept = meta["standing"]["keeping"]
    assert kept == whose
