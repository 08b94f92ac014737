"""The screen gives each answer sheet one level, and more points never a lower one."""

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.screening import read_instrument

SCREEN = read_instrument()
LEVELS = [level.id for level in SCREEN.levels]
sheets = st.fixed_dictionaries({item.id: st.integers(item.least, item.most) for item in SCREEN.items})


@given(sheets)
def test_the_score_is_the_sum_of_the_items(sheet: dict[str, int]) -> None:
    """R-I3: the level follows from the sum alone."""
    screened = SCREEN.score(sheet)
    assert screened.score == sum(sheet.values())
    assert {answer.item: answer.points for answer in screened.answers} == sheet


@given(sheets, sheets)
def test_more_points_are_no_lower_level(one: dict[str, int], other: dict[str, int]) -> None:
    low, high = sorted((SCREEN.score(one), SCREEN.score(other)), key=lambda screened: screened.score)
    assert LEVELS.index(low.level) <= LEVELS.index(high.level)
