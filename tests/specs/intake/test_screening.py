"""R-I3: the screen is filled in whole, scored by its instrument, and blocks nothing."""

import json
from pathlib import Path

import pytest

from services.intake.domain.screening import (
    OT_SCREEN,
    Instrument,
    Screening,
    read_instrument,
    screen_code_of,
    screening_id,
)
from shared.kernel.refused import Misfit
from tests.specs.intake.decisions import CLOSE, EVALUATION, LOW_SCREEN, OTHERWISE, PLANNED
from tests.specs.intake.examples import RECEIVED, SCREEN
from tests.specs.intake.scenario import given

ZEROS = {item.id: 0 for item in SCREEN.items}


def points(total: int) -> dict[str, int]:
    """Answers that sum to a total."""
    answers = {}
    for item in SCREEN.items:
        answers[item.id] = min(3, total)
        total -= answers[item.id]
    return answers


@pytest.mark.parametrize(
    ("score", "level"),
    [(0, "basic"), (7, "basic"), (8, "special"), (15, "special"), (16, "demanding"), (24, "demanding")],
)
def test_the_score_is_the_sum_and_has_a_level(score: int, level: str) -> None:
    screened = SCREEN.score(points(score))
    assert (screened.score, screened.level) == (score, level)


def test_a_low_score_lets_the_referral_go_on() -> None:
    """R-I3: a low score does not block."""
    given(LOW_SCREEN, *PLANNED, EVALUATION).when(CLOSE).then("ReferralClosed")


def test_a_need_seen_otherwise_lets_the_referral_go_on() -> None:
    """R-I3: NeedIdentifiedOtherwise lets it go on as well, and both are kept apart."""
    referral = given(OTHERWISE, *PLANNED)
    referral.then_it_is(identified_otherwise=True, screening=None, state="planned")


def test_the_newest_screening_counts() -> None:
    """R-I2: newest screening counts."""
    referral = given(LOW_SCREEN).when(LOW_SCREEN.but(answers=points(16))).then("ReferralScreened")
    assert referral.referral.screening
    assert referral.referral.screening.level == "demanding"


def test_missing_strange_and_wild_answers_are_named() -> None:
    answers = {**ZEROS, "rarity": 4, "weather": 1}
    del answers["safety"]
    with pytest.raises(Misfit) as refused:
        SCREEN.score(answers)
    assert {field["field"] for field in refused.value.fields} == {
        "answers.rarity", "answers.weather", "answers.safety",
    }  # fmt: skip
    assert "safety" in str(refused.value)


def test_a_situation_is_screened_before_any_contact() -> None:
    code = screen_code_of(RECEIVED["id"])
    screening = Screening.screen_situation(screen_code=code, answers=points(9), instrument=SCREEN)
    assert screening.screened.level == "special"
    assert screening.keeping is None, "it is about nobody"
    assert screening.id == screening_id(f" {code.lower()} "), "a code is found however it is typed"
    given(screening=screening.screened).then_it_is(screening=screening.screened)


def test_a_region_may_put_its_own_screen_in_its_place(tmp_path: Path) -> None:
    own = json.loads(OT_SCREEN.read_text(encoding="utf-8")) | {"id": "own_screen", "version": "2026-1"}
    (tmp_path / "own.json").write_text(json.dumps(own), encoding="utf-8")
    screened = read_instrument(tmp_path / "own.json").score(ZEROS)
    assert (screened.instrument, screened.version) == ("own_screen", "2026-1")


def test_a_screen_with_a_score_of_no_level_is_an_error() -> None:
    document = json.loads(OT_SCREEN.read_text(encoding="utf-8"))
    document["levels"] = document["levels"][1:]
    with pytest.raises(ValueError, match="has no level"):
        Instrument.of(document)


def test_every_item_speaks_all_three_languages() -> None:
    assert all(set(item.text) == {"fi", "sv", "en"} for item in SCREEN.items)
