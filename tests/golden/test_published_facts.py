"""A stored fact says the same in public for ever: rows made anew of the log are what they were."""

import json
from typing import Any

import pytest

from tests.golden.published import FOLDER, bare, file_of, published
from tests.golden.stored import stored, topics

facts = pytest.mark.parametrize("topic", topics())


def golden(topic: str) -> dict[str, Any]:
    return dict(json.loads(file_of(topic).read_text(encoding="utf-8")))


def test_every_fact_has_its_file_and_every_file_its_fact() -> None:
    assert {file_of(topic) for topic in topics()} == set(FOLDER.glob("*.json"))


@facts
def test_with_every_field_filled(topic: str) -> None:
    assert published(stored(topic)) == golden(topic)["filled"]


@facts
def test_with_nothing_that_may_be_left_out(topic: str) -> None:
    assert published(bare(topic)) == golden(topic)["bare"]
