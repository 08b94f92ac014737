"""Two versions of one fact side by side: a contract of the tests' own, of a fact as the product stores it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, cast
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field

from services.intake import publication
from services.intake.domain.referral import facts
from services.intake.publication.translating import TRANSLATIONS
from shared.contracts import intake
from shared.contracts.asyncapi import asyncapi_document
from shared.contracts.catalogue import catalogue_of
from shared.contracts.envelope import to_cloud_event
from shared.contracts.examples.bodies import BODIES
from shared.contracts.intake import AdviceGiven, ReferralFact, TierDecided
from shared.contracts.reading import Reader
from shared.contracts.versions import Versions, routing_key_of
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written
from shared.plumbing.store.recorder import StoredFact
from tests.contracts.golden import FACTS, golden
from tests.contracts.reading_asyncapi import plain
from tests.golden.published import publication_of
from tests.golden.stored import MOMENT, stored

UNTIL = date(2027, 6, 30)
LOG = UUID("3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66")
TYPE, OLDER_TYPE = "fi.tukiverkko.intake.advice-given.v2", "fi.tukiverkko.intake.advice-given.v1"


class AdviceGivenInSeconds(ReferralFact):
    """The coordinator advised the worker; how long is told in seconds."""

    FACT: ClassVar[str] = "intake.advice-given"
    VERSION: ClassVar[int] = 2
    SINCE: ClassVar[str] = "9.0.0"
    seconds: int = Field(ge=0, description="How long it took")
    support_kinds: tuple[str, ...] = ()


class AdviceGivenV1(AdviceGiven):
    """The coordinator advised the worker."""

    DEPRECATED: ClassVar[date] = UNTIL

    @classmethod
    def told_from(cls, newer: dict[str, Any]) -> dict[str, Any]:
        return newer | {"minutes": newer["seconds"] // 60}


CONTRACTS = (AdviceGivenV1, TierDecided, AdviceGivenInSeconds)
VERSIONS = Versions(CONTRACTS)


def in_seconds(fact: Written, _key: RegionKey) -> dict[str, Any]:
    return {"seconds": fact.data["minutes"] * 60}


@pytest.fixture(autouse=True)
def told_in_seconds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a release changes that tells version 2: the fact's contract, and how it is translated."""
    monkeypatch.setattr(intake, "AdviceGiven", AdviceGivenInSeconds)
    monkeypatch.setitem(cast("dict[Any, Any]", TRANSLATIONS), facts.AdviceGiven, in_seconds)
    monkeypatch.setitem(BODIES, "advice-given", BODIES["advice-given"] | {"seconds": 2100})
    publication._way.cache_clear()  # noqa: SLF001 - ways are found once a process
    yield
    publication._way.cache_clear()  # noqa: SLF001


@pytest.fixture
def event() -> dict[str, Any]:
    """A fact as it was stored, told by intake."""
    fact = StoredFact(LOG, 7, 6, MOMENT, stored("intake.advice-given"))
    return dict(plain(to_cloud_event(publication_of("intake.advice-given")(fact))))


def test_a_fact_is_told_in_both_the_newest_first(event: dict[str, Any]) -> None:
    newest, older = VERSIONS.told(event)
    assert newest is event
    assert [each["type"] for each in (newest, older)] == [TYPE, OLDER_TYPE]
    assert [routing_key_of(each) for each in (newest, older)] == [
        "intake.advice-given.v2", "intake.advice-given.v1",
    ]  # fmt: skip


def test_both_are_one_event(event: dict[str, Any]) -> None:
    """Who has both gets one thing twice: id, place in the log and number within the subject are the same."""
    newest, older = ({**each, "type": "", "data": {}} for each in VERSIONS.told(event))
    assert newest == older


def test_each_keeps_its_own_contract(event: dict[str, Any]) -> None:
    contracts: tuple[type[ReferralFact], ...] = (AdviceGivenInSeconds, AdviceGivenV1)
    for each, contract in zip(VERSIONS.told(event), contracts, strict=True):
        Draft202012Validator(contract.model_json_schema()).validate(each["data"])
        assert isinstance(Reader({contract.type(): contract}).one(each).body, contract)
    newest, older = (each["data"] for each in VERSIONS.told(event))
    assert ("minutes" in newest, "seconds" in older) == (False, False)
    assert older["minutes"] * 60 == newest["seconds"]


def test_a_reader_of_the_older_gets_what_it_got_before_there_was_a_newer(event: dict[str, Any]) -> None:
    schema = golden(AdviceGiven)["schema"]
    _, older = VERSIONS.told(event)
    assert AdviceGivenV1.model_json_schema()["properties"] == schema["properties"]
    assert older["data"].keys() == golden(AdviceGiven)["message"]["data"].keys()


def test_a_fact_of_one_version_is_told_once(event: dict[str, Any]) -> None:
    other = event | {"type": TierDecided.type()}
    assert list(VERSIONS.told(other)) == [other]
    assert list(VERSIONS.told(event | {"type": "fi.tukiverkko.intake.not-known.v1"})) == [
        event | {"type": "fi.tukiverkko.intake.not-known.v1"}
    ]


def test_both_stand_in_the_catalogue_and_in_the_asyncapi_document() -> None:
    events = catalogue_of(CONTRACTS)
    assert list(events) == ["intake.advice-given.v2", "intake.advice-given.v1", "intake.tier-decided.v1"]
    standing = [(each.name, each.standing) for each in events.values()]
    assert standing[:2] == [
        ("intake.advice-given.v2", "stable"), ("intake.advice-given.v1", "deprecated until 2027-06-30"),
    ]  # fmt: skip
    assert events["intake.advice-given.v1"].example["type"] == OLDER_TYPE
    document = asyncapi_document(events)
    assert {"intake.advice-given.v1", "intake.advice-given.v2"} <= document["channels"].keys()
    older = document["components"]["messages"]["intake.advice-given.v1"]
    assert older["x-deprecated-until"] == "2027-06-30"
    assert {"name": "deprecated"} in older["tags"]
    assert document["components"]["schemas"]["intake.advice-given.v1"]["deprecated"] is True
    assert "deprecated" not in document["components"]["schemas"]["intake.advice-given.v2"]


def test_whoever_is_older_in_the_product_says_how_it_is_told_and_until_when() -> None:
    """So that nobody finds out when the first such fact is told."""
    versions = Versions(FACTS.values())
    for kind in FACTS.values():
        for older in versions.older(kind.type()):
            assert older.DEPRECATED, older
            assert "told_from" in vars(older), older
