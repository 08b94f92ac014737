"""Whatever is asked of a referral, in whatever order: it says yes or no, and its facts tell it all."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.intake.domain.language import ENDED, STATES
from tests.specs.intake import decisions as d
from tests.specs.intake.examples import FIRST_STEP, LAPSI, MEETING, PHONE_CALL, TUESDAY
from tests.specs.intake.scenario import Decision, does, given

WORK = [
    d.IDENTIFIED, d.LOW_SCREEN, d.OTHERWISE, d.ADVICE, d.BACKGROUND, d.STRUCTURE, d.NO_STRUCTURING,
    d.NO_EXPERTISE, d.ASSESSMENT, d.TIER, d.EXPERTISE, d.FOUND, d.CONSULTATION, d.PLAN, d.REVISION,
    d.EVALUATION, d.CLOSE, d.DECLINE, d.REDIRECT, d.WITHDRAW, d.REOPEN,
    does("resolve_duplicate", same=True, of=LAPSI.person_id),
    does("resolve_duplicate", same=False),
    does("assess_urgency", urgency="immediate", reason="Arvio."),
    does("record_first_decision", decided_on=TUESDAY, informed=("client", "guardian"), on=TUESDAY),
    does("record_duty_to_report", to="police", reason_not="Tehty jo.", on=TUESDAY),
]  # fmt: skip
some_days = st.dates(TUESDAY, date(2023, 6, 1))
reports = st.builds(
    lambda outcome, due, on: does("report_step", step_id=FIRST_STEP, outcome=outcome, due=due, on=on),
    st.sampled_from(["done", "moved", "dropped"]), st.none() | some_days, some_days,
)  # fmt: skip
plans = st.builds(
    lambda decision, steps, on: decision.but(steps=tuple(steps), on=on),
    st.sampled_from([d.PLAN, d.REVISION]), st.lists(st.sampled_from([MEETING, PHONE_CALL])), some_days,
)  # fmt: skip
walks = st.lists(st.sampled_from(WORK) | reports | plans, max_size=30)
contacts = st.fixed_dictionaries(
    {
        "child_welfare_notification": st.booleans(),
        "situations": st.sampled_from([("rare_disease",), ("violence_against_children", "immigration")]),
        "possible_duplicates": st.sampled_from([(), (LAPSI.person_id,)]),
    }
)


@whatever(contacts, walks)
def test_every_walk_is_decided_and_replayed(contact: dict[str, object], walk: Sequence[Decision]) -> None:
    """Nothing but Refused is raised, and replaying the facts gives an equal referral (scenario.py checks)."""
    referral = given(**contact)
    for decision in walk:
        before = referral.referral.version
        referral.when(decision)
        assert bool(referral.refusal) != bool(referral.facts)
        assert referral.referral.version == before + len(referral.facts)


@whatever(walks)
def test_the_furthest_step_falls_back_by_nothing(walk: Sequence[Decision]) -> None:
    """R-I2, R-I9: a state is the furthest step reached; reopening returns to it."""
    referral = given()
    for decision in walk:
        reached, was = STATES.index(referral.referral.reached), referral.referral.state
        referral.when(decision)
        assert STATES.index(referral.referral.reached) >= reached
        if was in ENDED and referral.facts and decision.verb == "reopen_referral":
            assert referral.referral.state == STATES[reached]


@whatever(walks)
def test_no_plan_without_what_it_stands_on(walk: Sequence[Decision]) -> None:
    """R-I1, R-I2, R-I5: whoever has a plan has a background, an assessment and steps, none due too early."""
    referral = given(*d.READY_TO_PLAN[:2]).when(*walk).referral
    if referral.plan:
        assert referral.background
        assert referral.assessment
        assert referral.plan.steps
    if referral.evaluation:
        assert referral.plan


@whatever(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_day_of_receipt_is_never_after_the_days_due(later: timedelta) -> None:
    """R-I6: whenever it comes in."""
    at = d.CONSULTATION.told["held_at"] + later
    referral = given(received_at=at, at=at, child_welfare_notification=True).referral
    assert referral.first_decision_due
    assert referral.assessment_due
    assert referral.received_on < referral.first_decision_due < referral.assessment_due
