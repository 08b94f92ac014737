"""Instruments: our own as data, whom they ask what, and files that are none (R-F5)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.feedback.domain.instruments import Instrument, read_instruments
from services.feedback.domain.instruments.reading import SHIPPED, UnreadableInstrument, read_instrument
from services.feedback.domain.language import AgeGroup, Recipient, Role
from tests.specs.feedback.stories import ID, KNOWN

OWN = ("wellbeing", "alliance", "ot_support")
LICENSED = ("ors", "srs")
ROLES: tuple[Role, ...] = ("client", "guardian", "worker", "buyer", "professional")


def document(**changes: Any) -> dict[str, Any]:
    """Our wellbeing as a region's own, with changes."""
    shipped = json.loads((SHIPPED / "wellbeing.json").read_text(encoding="utf-8"))
    return {**shipped, "id": "own_wellbeing", **changes}


def written(folder: Path, whole: dict[str, Any], name: str = "own.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def asked(role: Role, age_group: AgeGroup | None = None) -> Recipient:
    return Recipient(ID, role, "email", age_group=age_group)


def test_these_are_shipped() -> None:
    """R-F5: our own with their words, licensed ones for their figures alone."""
    assert set(KNOWN.ids) == {*OWN, *LICENSED}
    assert all(KNOWN.newest(name).worded for name in OWN)
    assert not any(KNOWN.newest(name).worded for name in LICENSED)


@pytest.mark.parametrize("name", LICENSED)
def test_no_word_of_a_licensed_form_is_shipped(name: str) -> None:
    """R-F5: no item has a text, nor are there labels."""
    whole = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    assert all(set(item) == {"item"} for variant in whole["variants"] for item in variant["items"])
    assert "labels" not in whole["scale"]
    assert not KNOWN.newest(name).scale.labels


@pytest.mark.parametrize("name", OWN)
def test_every_answer_of_ours_has_words_in_every_language(name: str) -> None:
    """R-F1: Finnish, Swedish, English."""
    scale = KNOWN.newest(name).scale
    assert set(scale.labels) == set(range(scale.least, scale.most + 1))


def test_an_item_keeps_its_name_whoever_is_asked() -> None:
    """What a child answers and what a mother sees can be laid side by side."""
    for name in OWN:
        items = {tuple(item.item for item in variant.items) for variant in KNOWN.newest(name).variants}
        assert len(items) == 1


def test_no_two_of_ours_have_an_item_of_one_name() -> None:
    """An answer names its item alone then."""
    names = [item.item for name in OWN for item in KNOWN.newest(name).variants[0].items]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("recipient", "variant"),
    [
        (asked("client", "child"), "child"),
        (asked("client", "young"), "young"),
        (asked("client", "adult"), "young"),
        (asked("client"), "young"),
        (asked("guardian"), "guardian"),
        (asked("worker"), "beside"),
    ],
    ids=["child", "young", "adult", "client", "guardian", "worker"],
)
def test_the_variant_is_chosen_by_role_and_age(recipient: Recipient, variant: str) -> None:
    """R-F5: a child's has faces."""
    found = KNOWN.newest("wellbeing").variant_for(recipient)
    assert found
    assert (found.variant, found.faces) == (variant, variant == "child")


@pytest.mark.parametrize("role", ROLES)
def test_wellbeing_may_be_asked_of_everybody(role: Role) -> None:
    assert KNOWN.newest("wellbeing").variant_for(asked(role))


def test_the_professionals_view_is_no_clients() -> None:
    """R-F5, R-F6."""
    assert KNOWN.newest("ot_support").roles == ("professional", "worker", "buyer")
    assert KNOWN.newest("ot_support").variant_for(asked("client")) is None


@pytest.mark.parametrize("name", [*OWN, *LICENSED])
def test_a_score_goes_from_end_to_end(name: str) -> None:
    instrument = KNOWN.newest(name)
    items = [item.item for item in instrument.variants[0].items]
    ends = [
        instrument.score(dict.fromkeys(items, Decimal(end)))
        for end in (instrument.scale.least, instrument.scale.most)
    ]
    assert ends == [0, instrument.scoring.to]


def test_a_half_of_a_tenth_is_rounded_up() -> None:
    """Of 75, 75, 75 and 100 the mean is 81.25."""
    wellbeing = KNOWN.newest("wellbeing")
    answers = {"mood": Decimal(4), "sleep": Decimal(4), "safe": Decimal(4), "day": Decimal(5)}
    assert wellbeing.score(answers) == Decimal("81.3")


def test_where_less_is_better_a_rise_is_a_fall(tmp_path: Path) -> None:
    worse = read_instrument(written(tmp_path, document(direction="lower_is_better")))
    assert worse.fall(Decimal(40), Decimal(60)) == 20


def test_a_region_adds_its_own(tmp_path: Path) -> None:
    """R-F5: beside ours; of one name the newest version is asked."""
    written(tmp_path, document(), "a.json")
    written(tmp_path, document(version="1.9"), "b.json")
    written(tmp_path, document(version="1.10"), "c.json")
    known = read_instruments(tmp_path)
    assert known.newest("own_wellbeing").version == "1.10"
    assert known.newest("own_wellbeing").own
    assert not known.newest("wellbeing").own
    assert set(OWN) < set(known.ids)


def test_a_version_is_never_another(tmp_path: Path) -> None:
    """Answers that were given to one must not be read by another."""
    written(tmp_path, document(id="wellbeing"))
    with pytest.raises(UnreadableInstrument, match="give it another version"):
        read_instruments(tmp_path)


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInstrument, match="no such folder"):
        read_instruments(tmp_path / str(uuid4()))


def _items(**changes: Any) -> dict[str, Any]:
    """A variant with one item, changed."""
    texts = {"fi": "Mieli", "sv": "Humör", "en": "Mood"}
    item = {"item": "mood", "text": texts, **changes}
    return {"variants": [{"variant": "any", "roles": ["client"], "items": [item] * 4}]}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "Wellbeing!"}, "id: write a name of small letters"),
        ({"version": 2}, "version: write a text"),
        ({"version": "two"}, 'version: write a version as text, like "1"'),
        ({"title": {"fi": "Vointi", "en": "Wellbeing"}}, "title: sv is missing"),
        ({"scale": {"min": 5, "max": 5}}, "max: it is not above min"),
        ({"scale": {"min": "1", "max": 5}}, "min: write a whole number"),
        ({"scoring": {"method": "median", "to": 100, "needed": 4}}, "'median' is none of sum, mean"),
        ({"version": "-1"}, 'version: write a version as text, like "1"'),
        ({"id": "x" * 61}, "id: write a name of small letters"),
        ({"scale": {"min": 1, "max": 5, "decimals": 3}}, "decimals: 3 is none of 0, 1, 2"),
        ({"scoring": {"method": "mean", "to": 0, "needed": 4}}, "to and needed are at least 1"),
        ({"scoring": {"method": "mean", "to": 100, "needed": 6}}, "needed: a variant has fewer items"),
        ({"direction": "up"}, "direction: 'up' is none of higher_is_better, lower_is_better"),
        ({"reliable_change": {"points": 0}}, "points: write a number above 0"),
        ({"variants": []}, "variants: write a list with at least one entry"),
        ({"variants": [{"variant": "any", "roles": ["king"], "items": []}]}, "items: write a list"),
        (_items(), "items: an item stands there twice"),
        (_items(text={"fi": "Mieli", "sv": " ", "en": "Mood"}), "text: sv: write a text"),
        ({"licensed": "yes"}, "licensed: write true or false"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_told_by_its_file_and_field(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(UnreadableInstrument, match=r"own\.json") as wrong:
        read_instrument(written(tmp_path, document(**changes)))
    assert told in str(wrong.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '"wellbeing"'])
def test_what_is_no_document_is_told_by_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInstrument, match=r"own\.json"):
        read_instrument(file)


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    whole = document()
    for name in ("id", "version", "title", "scale", "scoring", "direction", "variants"):
        left = {each: value for each, value in whole.items() if each != name}
        with pytest.raises(UnreadableInstrument, match=f"{name} is missing"):
            read_instrument(written(tmp_path, left))


def test_an_instrument_with_no_limit_of_change_has_none() -> None:
    srs: Instrument = KNOWN.newest("srs")
    assert srs.reliable_change is None
    assert KNOWN.newest("ors").reliable_change == 5
