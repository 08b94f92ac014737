"""The work queue: what waits for whom, and until when."""

from datetime import date
from typing import Any

import pytest

from shared.contracts import intake
from shared.contracts.intake import (
    ConsultationEvaluated,
    ConsultationPlanAgreed,
    ConsultationPlanRevised,
    DuplicateResolved,
    DutyToReportRecorded,
    ExpertiseAssigned,
    ExpertiseRequested,
    FirstDecisionRecorded,
    PlannedStep,
    ReferralClosed,
    ReferralDeclined,
    ReferralReopened,
    StepReported,
    UrgencyAssessed,
)
from shared.kernel.refused import NotAllowed
from tests.specs.reporting.story import Story, contact_person, coordinator, received, referral

HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}
ASSESSED: dict[str, Any] = {"referral_id": referral(1), "state": "assessed", "next_step": "expertise"}
PLANNED: dict[str, Any] = {"referral_id": referral(1), "state": "planned", "next_step": "evaluation"}
CLOSED: dict[str, Any] = {"referral_id": referral(1), "state": "closed"}
MARCH = "2023-03-08"


def notification(n: int = 1, **changes: Any) -> intake.ReferralReceived:
    """A child welfare notification with the days that the law gives it."""
    law: dict[str, Any] = {
        "child_welfare_notification": True,
        "first_decision_due": date(2023, 3, 16),
        "assessment_due": date(2023, 6, 10),
        "assessment_next_working_day": date(2023, 6, 12),
    }
    return received(n, **(law | changes))


def step(n: int, due: str, sector: str = "education") -> PlannedStep:
    return PlannedStep(step_id=referral(100 + n), sector=sector, due=date.fromisoformat(due))


def agreed(*steps: PlannedStep) -> ConsultationPlanAgreed:
    return ConsultationPlanAgreed(**PLANNED, steps=steps, evaluate_on=date(2023, 6, 1))


def item(story: Story, what: str, day: str = MARCH) -> dict[str, Any]:
    items = story.ask("queue", coordinator(day))["items"]
    return next(each for each in items if each["what"] == what)


def test_a_notification_waits_for_what_the_law_asks(story: Story) -> None:
    """R-I6: urgency at once, the first decision by its day, the assessment with both its days."""
    story.tell(notification())
    assert story.waiting(coordinator(MARCH)) == [
        "assess_urgency", "first_decision", "assessment", "next_step",
    ]  # fmt: skip
    assert item(story, "assess_urgency")["due"] == "2023-03-07"
    assert item(story, "assess_urgency")["overdue"]
    assert item(story, "first_decision")["due"] == "2023-03-16"
    assessment = item(story, "assessment")
    assert (assessment["due"], assessment["next_working_day"]) == ("2023-06-10", "2023-06-12")


def test_what_is_done_waits_no_more(story: Story) -> None:
    story.tell(notification()).tell(UrgencyAssessed(**HERE, urgency="urgent"))
    decided = {**HERE, "decided_on": date(2023, 3, 9)}
    story.tell(FirstDecisionRecorded(**decided, informed=("client",)))
    assert story.waiting() == ["tell_decision", "assessment", "next_step"]
    assert item(story, "tell_decision")["whom"] == "guardian"
    story.tell(FirstDecisionRecorded(**decided, informed=("guardian",)))
    assert story.waiting() == ["assessment", "next_step"]


@pytest.mark.parametrize(("day", "overdue"), [("2023-03-16", False), ("2023-03-17", True)])
def test_overdue_from_the_day_after_by_the_askers_clock(story: Story, day: str, *, overdue: bool) -> None:
    story.tell(notification())
    assert item(story, "first_decision", day)["overdue"] is overdue


@pytest.mark.parametrize(("day", "overdue"), [("2023-06-12", False), ("2023-06-13", True)])
def test_an_end_on_a_day_off_is_overdue_after_the_next_working_day(
    story: Story, day: str, *, overdue: bool
) -> None:
    """R-I6: both dates are shown, the later one is the last."""
    story.tell(notification())
    assert item(story, "assessment", day)["overdue"] is overdue


def test_the_overdue_come_first(story: Story) -> None:
    story.tell(received()).tell(notification(2))
    answer = story.ask("queue", coordinator("2023-03-20"))
    assert [each["number"] for each in answer["items"]][:2] == ["2023-00002", "2023-00002"]
    assert (answer["total"], answer["overdue"]) == (5, 2)
    assert len(story.ask("queue", coordinator("2023-03-20"), limit=1)["items"]) == 1


def test_the_next_step_is_never_forgotten(story: Story) -> None:
    story.tell(received())
    assert item(story, "next_step")["step"] == "buffer"
    story.tell(intake.BackgroundGathered(**HERE | {"next_step": "structuring"}))
    assert item(story, "next_step")["step"] == "structuring"
    story.tell(ConsultationEvaluated(referral_id=referral(1), state="evaluated", outcome="resolved"))
    assert story.waiting() == ["close"]


def test_an_ended_contacts_work_comes_back_with_its_reopening(story: Story) -> None:
    """R-I9: it goes on from where it stood."""
    story.tell(received()).tell(ReferralClosed(**CLOSED))
    assert story.waiting() == []
    story.tell(ReferralReopened(**HERE))
    assert story.waiting() == ["next_step"]


def test_the_duty_to_report_stays_until_made_or_explained(story: Story) -> None:
    """R-I10: also when the contact has ended."""
    story.tell(received(duty_to_report_asked=True)).tell(ReferralClosed(**CLOSED))
    assert story.waiting() == ["duty_to_report"]
    story.tell(DutyToReportRecorded(**CLOSED, to="police", made_on=date(2023, 3, 8)))
    assert story.waiting() == []


def test_the_first_decision_is_asked_for_after_the_end_too(story: Story) -> None:
    """R-I6: the county's clock does not stop with our part."""
    story.tell(notification()).tell(ReferralClosed(**CLOSED))
    assert story.waiting() == ["first_decision"]


def test_possible_duplicates_wait_for_a_person(story: Story) -> None:
    """R-I7."""
    story.tell(received()).tell(received(2))
    story.tell(received(3, possible_duplicates=(referral(1), referral(2))))
    assert item(story, "resolve_duplicate")["other_number"] == "2023-00001"
    here = {"referral_id": referral(3), "state": "received", "next_step": "buffer"}
    story.tell(DuplicateResolved.model_validate({**here, "same": False, "of": referral(1)}))
    assert item(story, "resolve_duplicate")["other_number"] == "2023-00002"
    story.tell(DuplicateResolved.model_validate({**here, "same": True, "of": referral(2)}))
    assert "resolve_duplicate" not in story.waiting()


def test_each_step_of_a_plan_waits_for_its_sector(story: Story) -> None:
    """R-I5: one responsible party, a last day; overdue steps wait in the queue."""
    story.tell(received()).tell(agreed(step(1, "2023-03-20"), step(2, "2023-04-20", "child_psychiatry")))
    assert story.waiting(coordinator("2023-04-01")) == ["step_report", "step_report", "evaluation"]
    first = item(story, "step_report", "2023-04-01")
    assert (first["sector"], first["due"], first["overdue"]) == ("education", "2023-03-20", True)
    assert first["step_id"] == str(referral(101))


def test_a_moved_step_has_a_new_day_and_a_done_one_is_gone(story: Story) -> None:
    story.tell(received()).tell(agreed(step(1, "2023-03-20"), step(2, "2023-04-20")))
    story.tell(StepReported(**PLANNED, step_id=referral(101), outcome="moved", due=date(2023, 5, 2)))
    story.tell(StepReported(**PLANNED, step_id=referral(102), outcome="done"))
    assert story.waiting() == ["step_report", "evaluation"]
    assert (item(story, "step_report")["due"], item(story, "step_report")["sector"]) == (
        "2023-05-02", "education",
    )  # fmt: skip


def test_a_revised_plan_asks_only_for_what_is_not_done(story: Story) -> None:
    story.tell(received()).tell(agreed(step(1, "2023-03-20"), step(2, "2023-04-20")))
    story.tell(StepReported(**PLANNED, step_id=referral(101), outcome="done"))
    revised = (step(1, "2023-03-20"), step(3, "2023-05-05"))
    story.tell(ConsultationPlanRevised(**PLANNED, revision=2, steps=revised, evaluate_on=date(2023, 7, 3)))
    assert item(story, "step_report")["step_id"] == str(referral(103))
    assert item(story, "evaluation")["due"] == "2023-07-03"
    assert len(story.waiting()) == 2


def test_steps_are_reported_after_a_close_and_not_after_other_endings(story: Story) -> None:
    story.tell(received()).tell(agreed(step(1, "2023-03-20"))).tell(ReferralClosed(**CLOSED))
    assert story.waiting() == ["step_report"]
    story.tell(ReferralReopened(**PLANNED)).tell(ReferralDeclined(**CLOSED | {"state": "declined"}))
    assert story.waiting() == []


def test_requested_expertise_waits_until_it_comes(story: Story) -> None:
    """It stands once in the queue, not as the next step as well."""
    request = referral(500)
    story.tell(received()).tell(
        ExpertiseRequested(
            **ASSESSED, match_request_id=request, county="08", competences=("trauma",), mode="virtual"
        )
    )
    assert story.waiting() == ["expertise"]
    story.tell(ExpertiseAssigned(**ASSESSED | {"next_step": "plan"}, match_request_id=request))
    assert (story.waiting(), item(story, "next_step")["step"]) == (["next_step"], "plan")


def test_a_contact_person_sees_the_countys_work_and_the_own_sectors_steps(story: Story) -> None:
    story.tell(received()).tell(received(2, county="16"))
    story.tell(agreed(step(1, "2023-03-20"), step(2, "2023-04-20", "police")))
    here = contact_person("08", sector="police")
    assert story.waiting(here) == ["step_report", "evaluation"]
    assert story.waiting(contact_person("16")) == ["next_step"]
    assert story.waiting(coordinator(region="ita-suomi")) == []


@pytest.mark.parametrize("role", ["operator", "professional", "researcher", "link"])
def test_others_have_no_queue(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        story.waiting(coordinator(role=role))
