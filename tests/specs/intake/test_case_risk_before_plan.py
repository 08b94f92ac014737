"""R-C6: a demanding separation is assessed by its standing team before anything is planned."""

import pytest

from services.intake.domain.case.language import Absent
from services.intake.domain.case.standing_team import STANDING_TEAM
from tests.specs.intake.case_decisions import PLAN, READY_TO_PLAN, SEPTEMBER_3
from tests.specs.intake.case_story import Decision, Story, does, given

SEPARATION = ("demanding_separation", "violence_against_children")
ASSESSED = does(
    "assess_risk",
    sectors=("child_welfare", "family_law"),
    absent=tuple(
        Absent(sector, "Ei ehtinyt.") for sector in ("family_social_work", "child_psychiatry", "police")
    ),
    conclusion="Väkivallan uhka on arvioitava uudelleen kuukauden kuluttua.",
    text="Arvioitiin yhdessä.",
    on=SEPTEMBER_3,
)


def separation(*decisions: Decision, with_standing_team: bool = True) -> Story:
    return given(*READY_TO_PLAN, *decisions, situations=SEPARATION, with_standing_team=with_standing_team)


def test_a_demanding_separation_needs_its_risk_assessed() -> None:
    """R-C6: its plan needs a risk assessment by two sectors at least."""
    separation().when(PLAN).then_refused("its risk assessed by two sectors")
    separation(ASSESSED).when(PLAN).then("PlanAgreed")


def test_one_sector_alone_does_not_assess_it() -> None:
    """R-C6: by two sectors at least, however well the others' absence is explained."""
    rest = tuple(Absent(sector, "Ei ehtinyt.") for sector in STANDING_TEAM[1:])
    alone = ASSESSED.but(sectors=(STANDING_TEAM[0],), absent=rest)
    separation(alone).when(PLAN).then_refused("its risk assessed by two sectors")


def test_a_sector_of_the_team_that_is_missing_is_explained() -> None:
    """R-C6: a sector that did not take part is named with a reason."""
    unexplained = ASSESSED.but(absent=ASSESSED.told["absent"][:1])
    separation(unexplained).when(PLAN).then_refused("absent with a reason: child_psychiatry, police")


def test_several_assessments_count_together() -> None:
    """R-C6: over all assessments, each sector took part or is explained."""
    first = ASSESSED.but(sectors=("child_welfare",), absent=())
    second = ASSESSED.but(sectors=("family_law", "police"), absent=ASSESSED.told["absent"][:2])
    separation(first).when(PLAN).then_refused("two sectors")
    separation(first, second).when(PLAN).then("PlanAgreed")


def test_the_whole_team_explains_nothing() -> None:
    """R-C6: child_welfare, family_social_work, child_psychiatry, family_law and police."""
    separation(ASSESSED.but(sectors=STANDING_TEAM, absent=())).when(PLAN).then("PlanAgreed")


def test_a_region_without_the_team_plans_after_two_sectors() -> None:
    """R-C6: a region without the team is flagged; the risk is assessed all the same."""
    two = ASSESSED.but(absent=())
    separation(two, with_standing_team=False).when(PLAN).then("PlanAgreed")
    separation(with_standing_team=False).when(PLAN).then_refused("two sectors")


@pytest.mark.parametrize("situations", [("demanding_neuropsychiatric",), ("violence_against_children",)])
def test_other_situations_ask_for_none(situations: tuple[str, ...]) -> None:
    """R-C6 speaks of demanding separations alone."""
    given(*READY_TO_PLAN, situations=situations).when(PLAN).then("PlanAgreed")
