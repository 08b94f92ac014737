"""Which strings of a fact are sealed is told by its types; every other one stays as it is."""

from dataclasses import dataclass
from typing import Any, get_args

import pytest

from shared.kernel.sealed import Identity, Text
from shared.plumbing.sealing.marks import put_back, taker, taker_of_fields


@dataclass(frozen=True)
class Visitor:
    """Made up: one field is sealed, one is a code."""

    name: Identity
    role: str


def taken(hint: Any, value: Any) -> tuple[Any, list[str]]:
    take: Any = taker(hint)
    texts: list[str] = []
    assert take
    return take(value, texts), texts


def test_a_text_leaves_its_number_in_its_place() -> None:
    assert taken(Text, "Sanottu.") == ({"~": 0}, ["Sanottu."])


def test_nothing_stays_nothing() -> None:
    assert taken(Text | None, None) == (None, [])


def test_parts_of_a_whole_are_sealed_each_by_its_own_mark() -> None:
    value = [{"name": "Aino", "role": "client"}, {"name": "Eino", "role": "worker"}]
    open_part, texts = taken(tuple[Visitor, ...], value)
    assert open_part == [{"name": {"~": 0}, "role": "client"}, {"name": {"~": 1}, "role": "worker"}]
    assert texts == ["Aino", "Eino"]


def test_the_texts_of_a_scale_are_sealed_and_its_levels_are_not() -> None:
    assert taken(dict[str, Text], {"-2": "paljon vähemmän"}) == ({"-2": {"~": 0}}, ["paljon vähemmän"])


def test_what_has_no_mark_is_not_touched() -> None:
    assert taker(tuple[str, ...]) is None
    assert taker_of_fields({"place": str, "minutes": int}) is None


def test_a_thing_that_would_be_sealed_in_two_ways_is_a_bug() -> None:
    with pytest.raises(TypeError, match="two ways"):
        taker(Visitor | tuple[Text, ...])


def test_put_back_is_the_way_back() -> None:
    value = {"text": "a", "deep": [{"name": "b", "role": "client"}], "nothing": None, "n": 3}
    before = {"text": "a", "deep": [{"name": "b", "role": "client"}], "nothing": None, "n": 3}
    take = taker_of_fields({"text": Text, "deep": tuple[Visitor, ...], "nothing": Text | None, "n": int})
    texts: list[str] = []
    assert take
    sealed = take(value, texts)
    assert "a" not in str(sealed["text"])
    assert put_back(sealed, texts) == before


def test_the_marks_are_where_they_are_expected() -> None:
    """The kernel marks a plain string and nothing else, so that the domain stays as it is."""
    assert get_args(Text)[0] is get_args(Identity)[0] is str
