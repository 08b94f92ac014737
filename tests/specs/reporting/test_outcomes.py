"""Does it help: figures of follow-ups (reporting.outcomes)."""

from typing import Any

import pytest

from shared.contracts.intake import RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, goal, here, plan
from tests.specs.reporting.feedback_story import (
    CHILD,
    MOTHER,
    TEACHER,
    a_wave,
    answered,
    missed,
    rated,
    started,
    unreachable,
    weighed,
)
from tests.specs.reporting.match_story import TOLD_NOTHING, researcher, sees_all
from tests.specs.reporting.story import Story, received, referral

AUTUMN = {"from": "2025-08-01", "to": "2025-12-31"}


def outcomes(story: Story, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    return story.ask("outcomes", asker or sees_all("2026-01-10"), **(AUTUMN | data))


def followed(story: Story, n: int = 1, **changes: Any) -> Story:
    """The n-th case, and that it is followed up from 1 September on."""
    return begins(story, n, **changes).tell(started(n), "2025-09-01")


def scored(story: Story, *ratings: tuple[int, int]) -> str:
    """The mean T-score of one follow-up with these (attainment, weight)."""
    followed(story)
    for number, (attainment, weight) in enumerate(ratings):
        story.tell(weighed(f"goal {number}", weight)).tell(rated(f"goal {number}", attainment))
    return str(outcomes(story)["mean_t_score"])


@pytest.mark.parametrize(
    ("ratings", "score"),
    [
        ([(0, 1), (0, 1), (0, 1)], "50.00"),
        ([(1, 1)], "60.00"),
        ([(1, 1), (1, 1), (0, 1)], "59.13"),
        ([(2, 3), (1, 2), (-1, 1)], "65.42"),
        ([(-1, 1), (-1, 1), (-1, 1)], "36.31"),
        ([(2, 1), (2, 1), (2, 1)], "77.39"),
    ],
)
def test_goals_come_to_a_t_score(story: Story, ratings: list[tuple[int, int]], score: str) -> None:
    """R-F3."""
    assert scored(story, *ratings) == score


def test_the_newest_rating_of_each_goal_counts(story: Story) -> None:
    """R-F3: by the day it is of, then as recorded."""
    followed(story).tell(rated("a", 2, "2025-11-01"))
    assert outcomes(story)["mean_t_score"] == "70.00"
    story.tell(rated("a", -2, "2025-10-01"))
    assert outcomes(story)["mean_t_score"] == "70.00"
    story.tell(rated("a", 1, "2025-11-01"))
    assert outcomes(story)["mean_t_score"] == "60.00"
    assert outcomes(story, to="2025-10-31")["mean_t_score"] == "30.00"


def test_who_does_not_answer_is_counted(story: Story) -> None:
    """R-F2."""
    a_wave(followed(story)).tell(answered(MOTHER)).tell(missed(TEACHER))
    told = outcomes(story)
    assert (told["follow_ups"], told["requested"], told["answered"], told["missed"]) == (1, 3, 1, 1)
    assert told["response_rate"] == 0.3333
    assert told["by_month"]["2025-09"]["requested"] == 3


def test_who_could_not_be_reached_was_not_asked(story: Story) -> None:
    """R-F7: and who was answered for, was."""
    followed(story).tell(unreachable(MOTHER)).tell(unreachable(CHILD)).tell(answered(CHILD))
    assert outcomes(story)["requested"] == 1


def test_months_are_those_of_the_asking(story: Story) -> None:
    a_wave(followed(story)).tell(answered(MOTHER, "2025-10-02"))
    a_wave(story, 2, "2025-09-29", MOTHER)
    assert outcomes(story, None, **{"from": "2025-10-01"})["follow_ups"] == 0
    assert set(outcomes(story)["by_month"]) == {"2025-09"}
    with pytest.raises(Refused, match="lies after"):
        outcomes(story, to="2025-07-31")


def test_they_are_told_by_service_line(story: Story) -> None:
    """A contact's follow-up is of its own line."""
    followed(story).tell(rated("a", 1)).tell(received(9, "2025-08-20"), "2025-08-20")
    of_contact = started(2, case_id=None, referral_id=referral(9))
    story.tell(of_contact, "2025-09-01").tell(rated("b", -1, n=2))
    lines = outcomes(story)["by_service_line"]
    assert {line: told["mean_t_score"] for line, told in lines.items()} == {
        "neuropsychiatric_coaching": "60.00", "ot_consultation": "40.00",
    }  # fmt: skip
    assert outcomes(story, service_line="ot_consultation")["follow_ups"] == 1


def test_goals_are_told_by_area(story: Story) -> None:
    """R-R1: a goal that no plan gives an area stands apart."""
    followed(story).tell(plan(goal("a"), goal("b", "school"), goal("c", "school")), "2025-09-03")
    for name, attainment in {"a": 2, "b": 0, "c": -1, "d": 1}.items():
        story.tell(rated(name, attainment))
    areas = outcomes(story)["by_goal_area"]
    assert {area: told["mean_attainment"] for area, told in areas.items()} == {
        "": "1.00", "everyday_life": "2.00", "school": "-0.50",
    }  # fmt: skip
    assert areas["school"]["by_attainment"] == {"-2": 0, "-1": 1, "0": 1, "1": 0, "2": 0}


def test_they_are_the_same_later_as_then(story: Story) -> None:
    """R-T1."""
    a_wave(followed(story)).tell(answered(), "2025-09-05").tell(rated("a", 1), "2025-10-01")
    then = outcomes(story, sees_all("2025-10-02"))
    story.tell(answered(CHILD), "2025-10-05").tell(rated("a", 2), "2025-10-05")
    story.tell(weighed("a", 3), "2025-10-06").tell(plan(goal("a")), "2025-10-06")
    assert outcomes(story, as_of="2025-10-02") == then


def test_a_restricted_case_is_counted_for_who_is_named(story: Story) -> None:
    """R-C10."""
    followed(story).tell(rated("a", 1))
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    assert outcomes(story)["follow_ups"] == 0
    assert outcomes(story, sees_all("2026-01-10", user=WORKER))["follow_ups"] == 1


def test_of_a_few_follow_ups_nothing_is_told(story: Story) -> None:
    """R-R2."""
    a_wave(followed(story)).tell(answered()).tell(rated("a", 1))
    told = outcomes(story, researcher("2026-01-10"))
    assert told["hidden_under"] == 5
    assert {told[name] for name in ("follow_ups", "requested", "response_rate", "mean_t_score")} == {None}
    assert told["by_service_line"] == told["by_goal_area"] == told["by_month"] == {}


def test_who_is_no_coordinator_is_told_no_small_counts(story: Story) -> None:
    """R-R2: two of one line are hidden, and six of the other, which would give them away."""
    for n in range(1, 9):
        line = "school_support" if n > 6 else "neuropsychiatric_coaching"
        a_wave(followed(story, n, service_line=line), n=n)
        for who in (MOTHER, TEACHER):
            story.tell(answered(who, n=n))
        story.tell(rated("a", 1, n=n))
    told = outcomes(story, researcher("2026-01-10"))
    assert (told["follow_ups"], told["requested"], told["answered"]) == (8, 24, 16)
    assert told["mean_t_score"] == "60.00"
    assert {line["follow_ups"] for line in told["by_service_line"].values()} == {None}
    with pytest.raises(Refused, match="undivided"):
        outcomes(story, researcher("2026-01-10"), service_line="school_support")


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        outcomes(story, sees_all(role=role))
