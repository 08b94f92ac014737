"""R-I2: the steps of a referral, their order, and the states they lead to."""

import pytest

from tests.specs.intake.decisions import (
    ASSESSMENT,
    BACKGROUND,
    CLOSE,
    CONSULTATION,
    EVALUATION,
    EXPERTISE,
    FOUND,
    NO_EXPERTISE,
    NO_STRUCTURING,
    PLAN,
    PLANNED,
    READY_TO_PLAN,
    REOPEN,
    REVISION,
    STRUCTURE,
    TIER,
)
from tests.specs.intake.scenario import Decision, given


def test_the_whole_way() -> None:
    referral = given()
    referral.then_it_is(state="received", next_step="buffer")
    referral.when(BACKGROUND).then("BackgroundGathered").then_it_is(state="background_gathered")
    referral.when(STRUCTURE).then("SituationStructured").then_it_is(state="structured")
    referral.when(ASSESSMENT).then("AssessmentRecorded").then_it_is(state="assessed")
    referral.when(CONSULTATION).then("ConsultationHeld").then_it_is(state="assessed", next_step="plan")
    referral.when(PLAN).then("ConsultationPlanAgreed").then_it_is(state="planned")
    referral.when(EVALUATION).then("ConsultationEvaluated").then_it_is(state="evaluated", next_step=None)
    referral.when(CLOSE).then("ReferralClosed").then_it_is(state="closed")


def test_no_plan_before_the_background() -> None:
    """R-I1: a plan before BackgroundGathered is refused."""
    given(NO_STRUCTURING, ASSESSMENT, NO_EXPERTISE).when(PLAN).then_refused(
        "a plan needs the background first"
    )


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (ASSESSMENT, "a plan needs an assessment first"),
        (NO_EXPERTISE, "a plan needs expertise found"),
    ],
)
def test_no_plan_before_what_it_stands_on(missing: Decision, words: str) -> None:
    """R-I2: a plan needs an assessment, and expertise done or skipped."""
    done = [decision for decision in READY_TO_PLAN if decision != missing]
    given(*done).when(PLAN).then_refused(words)


def test_no_assessment_before_structuring() -> None:
    """R-I2: an assessment needs structuring done or skipped."""
    given(BACKGROUND).when(ASSESSMENT).then_refused("an assessment needs the situation structured")
    given(BACKGROUND, STRUCTURE).when(ASSESSMENT).then("AssessmentRecorded")


def test_no_evaluation_before_a_plan() -> None:
    """R-I2: an evaluation needs a plan."""
    given(*READY_TO_PLAN).when(EVALUATION).then_refused("an evaluation needs a plan first")


def test_requested_expertise_may_still_be_skipped() -> None:
    """R-I2: a requested expertise may still be skipped."""
    waiting = given(BACKGROUND, NO_STRUCTURING, ASSESSMENT, EXPERTISE)
    waiting.when(PLAN).then_refused("a plan needs expertise found")
    waiting.when(NO_EXPERTISE).then("StepSkipped")
    waiting.when(PLAN).then("ConsultationPlanAgreed")


@pytest.mark.parametrize("settles", [FOUND, CONSULTATION])
def test_found_expertise_or_a_consultation_settles_the_step(settles: Decision) -> None:
    """R-I2: ExpertiseAssigned or ConsultationHeld does it."""
    given(BACKGROUND, NO_STRUCTURING, ASSESSMENT, EXPERTISE, settles).when(PLAN).then(
        "ConsultationPlanAgreed"
    )


def test_expertise_asked_for_after_all_opens_the_step_again() -> None:
    given(NO_EXPERTISE).when(EXPERTISE).then("ExpertiseRequested")
    given(NO_EXPERTISE, EXPERTISE, FOUND).when(FOUND).then_refused("assigned already")
    given(EXPERTISE).when(EXPERTISE).then_refused("requested already")
    given().when(FOUND).then_refused("no such expertise was requested")


def test_a_step_is_skipped_once_and_not_after_it_is_done() -> None:
    given(STRUCTURE).when(NO_STRUCTURING).then_refused("the situation is structured already")
    given(NO_EXPERTISE).when(NO_EXPERTISE).then_refused("expertise is skipped already")


def test_the_newest_background_and_assessment_count() -> None:
    """R-I2: newest screening, background and assessment count; the state does not fall back."""
    referral = given(*PLANNED)
    referral.when(BACKGROUND.but(summary="Uudet esitiedot.")).then_it_is(state="planned")
    referral.when(ASSESSMENT.but(hypothesis="Uusi arvio.")).then_it_is(state="planned")
    assert referral.referral.background
    assert referral.referral.background.summary == "Uudet esitiedot."
    assert referral.referral.assessment
    assert referral.referral.assessment.hypothesis == "Uusi arvio."


def test_tier_and_skipped_steps_change_no_state() -> None:
    given(BACKGROUND).when(TIER, NO_STRUCTURING).then_it_is(state="background_gathered", tier=2)


def test_an_empty_assessment_is_refused() -> None:
    given(NO_STRUCTURING).when(ASSESSMENT.but(hypothesis=None)).then_refused("a hypothesis, an overall")


def test_a_consultation_is_recorded_once_and_after_it_was_held() -> None:
    given(CONSULTATION).when(CONSULTATION).then_refused("recorded already")
    given().when(CONSULTATION.but(at=CONSULTATION.told["held_at"].replace(hour=1))).then_refused(
        "recorded after it was held"
    )


def test_a_reopened_referral_goes_on() -> None:
    given(*PLANNED, CLOSE, REOPEN).when(REVISION).then("ConsultationPlanRevised").then_it_is(state="planned")
