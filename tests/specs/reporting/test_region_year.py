"""What came, how long it waited, where it is stuck, what was done (reporting.region_year)."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.intake import (
    AssessmentRecorded,
    ConsultationHeld,
    ConsultationPlanAgreed,
    DuplicateResolved,
    ExpertiseAssigned,
    ExpertiseRequested,
    ReferralClosed,
    RestrictionChanged,
    StepReported,
    TierDecided,
)
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, goal, here, met, plan
from tests.specs.reporting.cost_story import charged, ordered
from tests.specs.reporting.feedback_story import MOTHER, a_wave, answered, missed, rated, started
from tests.specs.reporting.match_story import request, researcher, sees_all
from tests.specs.reporting.story import Story, contact_person, helsinki, received, referral

DAY = "2026-01-10"
TOLD_NOTHING = ("worker", "expert", "buyer", "provider", "professional", "finance", "operator")


def year(story: Story, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    return story.ask("region_year", asker or sees_all(DAY), **({"year": 2025} | data))


def at(n: int = 1, state: str = "received", step: str | None = "buffer") -> dict[str, Any]:
    return {"referral_id": referral(n), "state": state, "next_step": step}


def came(story: Story, n: int = 1, on: str = "2025-03-03", **changes: Any) -> Story:
    return story.tell(received(n, on, **changes), on)


def waited(told: dict[str, Any], what: str) -> dict[str, Any]:
    return next(each for each in told["waits"] if each["what"] == what)


def agreed(n: int, *due: str, sector: str = "education") -> ConsultationPlanAgreed:
    """A plan of so many steps, each due on a day."""
    steps = [{"step_id": referral(100 * n + i), "sector": sector, "due": day} for i, day in enumerate(due)]
    said = {**at(n, "planned", "evaluation"), "steps": steps, "evaluate_on": "2025-12-01"}
    return ConsultationPlanAgreed.model_validate(said)


def test_contacts_count_by_source_theme_month_and_tier(story: Story) -> None:
    """R-R1: themes are mentions, counted apart."""
    came(story, 1, source="school", situations=("immigration", "rare_disease"))
    came(came(story, 2, "2025-04-01", source="shelter"), 3, "2024-12-31")
    story.tell(TierDecided(**at(1), tier=2), "2025-03-04")
    told = year(story)
    assert told["contacts"] == 2
    assert told["by_source"] == {"school": 1, "shelter": 1}
    assert told["by_month"] == {"2025-03": 1, "2025-04": 1}
    assert (told["mentions"], told["by_theme"]) == (3, {"immigration": 2, "rare_disease": 1})
    assert told["by_tier"] == {"2": 1}
    assert year(story, year=2024)["contacts"] == 1


def test_one_recorded_before_is_not_counted(story: Story) -> None:
    came(came(story), 2).tell(DuplicateResolved(**at(2), same=True, of=referral(1)))
    assert year(story)["contacts"] == 1
    story.tell(DuplicateResolved(**at(2), same=False, of=referral(1)))
    assert year(story)["contacts"] == 2


def test_waits_are_days_from_the_receipt_to_the_first(story: Story) -> None:
    """Of ten, half had an assessment within five days, nine of them within nine; later ones do not count."""
    for n in range(1, 11):
        came(story, n)
        told = AssessmentRecorded(
            **at(n, "assessed", "plan"), with_hypothesis=True, with_overall_assessment=True
        )
        story.tell(told, f"2025-03-{3 + n:02}").tell(told, "2025-05-30")
    assert waited(year(story), "assessment") == {
        "what": "assessment", "contacts": 10, "median_days": 5, "p90_days": 9,
    }  # fmt: skip
    assert waited(year(story), "plan")["contacts"] == 0


def test_the_first_meeting_is_a_consultation_or_one_of_the_case(story: Story) -> None:
    came(story, 1, "2025-08-20", referral_id=(behind := begins(story).told[0].body.referral_id))
    met(story, 1, "2025-09-09")
    assert waited(year(story), "meeting")["median_days"] == 20
    held: dict[str, Any] = {
        "meeting_id": referral(50),
        "minutes": 60,
        "mode": "virtual",
        "client_present": True,
    }
    earlier = ConsultationHeld(
        **{**at(), "referral_id": behind}, held_at=helsinki("2025-08-29"), sectors=("education",), **held
    )
    story.tell(earlier, "2025-09-10")
    assert waited(year(story), "meeting")["median_days"] == 9


def test_where_contacts_are_stuck(story: Story) -> None:
    """As of the day of asking; an ended contact waits nowhere."""
    came(came(came(story, 1, "2025-12-01"), 2, "2025-12-31"), 3, "2025-03-03")
    story.tell(ReferralClosed(referral_id=referral(3), state="closed"), "2025-03-09")
    assert year(story)["waits_at"] == [
        {"step": "buffer", "contacts": 2, "median_days": 10, "longest_days": 40}
    ]
    assert year(story, as_of="2025-12-11")["waits_at"][0]["longest_days"] == 10


def test_steps_of_plans_that_are_overdue_by_sector(story: Story) -> None:
    """R-I5: reported ones wait no longer, moved ones until their new day."""
    came(story).tell(agreed(1, "2025-12-31", "2026-01-31", "2025-12-01", "2025-11-01"), "2025-03-10")
    done, moved = referral(102), referral(103)
    story.tell(StepReported(**at(1, "planned", None), step_id=done, outcome="done"), "2025-11-30")
    later = StepReported(**at(1, "planned", None), step_id=moved, outcome="moved", due=date(2026, 1, 5))
    story.tell(later, "2025-11-30")
    assert year(story)["promised"] == [
        {"sector": "education", "steps": 3, "overdue": 2, "longest_overdue_days": 10}
    ]


def test_how_expertise_was_used(story: Story) -> None:
    asked = ExpertiseRequested(
        **at(),
        match_request_id=request(1),
        county="08",
        competences=("autism_spectrum", "trauma"),
        mode="either",
    )
    came(story).tell(asked, "2025-03-04")
    story.tell(ExpertiseAssigned(**at(), match_request_id=request(1)), "2025-03-13")
    told = year(story)
    assert told["expertise"]["asked"] == told["expertise"]["assigned"] == 1
    assert told["expertise"]["by_competence"] == {"autism_spectrum": 1, "trauma": 1}
    assert waited(told, "expertise")["median_days"] == 10


def test_meetings_count_in_their_own_year(story: Story) -> None:
    begins(story, 1, "2024-12-01")
    met(met(met(story, 1, "2024-12-30"), 2, "2025-01-07"), 3, "2025-01-14", kind="joint")
    told = year(story)
    january = {"key": "2025-01", "held": 1, "not_attended": 0, "cancelled": 0}
    assert told["meetings_by_month"] == [january]
    assert told["meetings_by_line"] == [january | {"key": "neuropsychiatric_coaching"}]


def test_what_work_of_the_year_costs(story: Story) -> None:
    """By the month of the work, what was credited taken off; nobody but the centre is told."""
    story.tell(ordered()).tell(charged(1, 10_000, month="2025-12")).tell(charged(2, 5_000, month="2026-01"))
    story.tell(charged(3, 7_000, "si-08", month="2025-12")).tell(charged(4, -7_000, "si-08", month="2025-12"))
    told = year(story)
    assert told["costs"] == {
        "by_sector": {"child_welfare": "100.00", "education": "0.00"}, "by_month": {"2025-12": "100.00"},
        "net": "100.00",
    }  # fmt: skip
    assert "costs" not in year(story, researcher(DAY))


def test_goals_and_answers(story: Story) -> None:
    """R-F2, R-F3: the newest rating of each goal in the year."""
    begins(story).tell(started()).tell(plan(goal("a"), goal("b", "school")), "2025-09-03")
    a_wave(story).tell(answered()).tell(missed("teacher000000001"))
    for name, level, on in (("a", -1, "2025-10-01"), ("a", 1, "2025-11-01"), ("b", 1, "2025-11-01")):
        story.tell(rated(name, level, on))
    story.tell(rated("a", -2, "2026-01-02"))
    told = year(story)
    assert [(each["area"], each["mean_attainment"]) for each in told["goals"]] == [
        ("everyday_life", "1.00"), ("school", "1.00"),
    ]  # fmt: skip
    assert (told["rated"], told["mean_t_score"]) == (1, "62.40")
    assert told["feedback"] == {"requested": 3, "answered": 1, "missed": 1, "response_rate": 0.3333}
    assert [each["key"] for each in told["feedback_by_role"]] == ["client", "guardian", "worker"]
    assert year(story, year=2026)["mean_t_score"] == "30.00"


def test_a_plan_that_comes_after_the_rating_gives_it_its_area(story: Story) -> None:
    """R-R3: the two logs may come in either order."""
    begins(story).tell(started()).tell(rated("a", 1), "2025-10-01", "12:00").tell(
        plan(goal("a")), "2025-09-03"
    )
    late = story.everything()
    assert year(story)["goals"][0]["area"] == "everyday_life"
    story.told.sort(key=lambda message: message.recorded_at)
    assert story.all_at_once().everything() == late


def test_it_is_the_same_later_as_then(story: Story) -> None:
    """R-T1: at the end of a month, in the middle of one, and of a moment."""
    came(story, 1, "2025-03-03")
    answers = {}
    for n, day in enumerate(("2025-03-20", "2025-03-31", "2025-04-02", "2025-05-31"), start=2):
        came(story, n, day).tell(TierDecided(**at(n), tier=n % 4 + 1), day)
        story.tell(TierDecided(**at(1), tier=n % 4 + 1), day)
        answers[day] = year(story, sees_all(day, now=helsinki(day, "23:59")))
    for day, then in answers.items():
        assert year(story, as_of=day) == then
    assert year(story, as_of="2025-03-20T12:00:00+02:00")["contacts"] == 2


def test_a_restricted_matter_is_counted_for_who_is_named(story: Story) -> None:
    """R-C10: the contact behind the case, too, as of whatever day."""
    behind = begins(story).told[0].body.referral_id
    met(came(story, 1, "2025-08-20", referral_id=behind), 1, "2025-09-09").tell(plan(goal("a")), "2025-09-10")
    story.tell(started()).tell(rated("a", 1)).tell(ordered()).tell(charged(1, 10_000))
    a_wave(story, 1, "2025-09-01", MOTHER)
    open_to_all = year(story)
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    for asked in ({}, {"as_of": "2025-10-31"}):
        told = year(story, None, **asked)
        assert told["contacts"] == told["rated"] == told["feedback"]["requested"] == 0
        assert told["meetings_by_month"] == told["goals"] == []
        assert "costs" not in told
    named = year(story, sees_all(DAY, user=WORKER))
    assert {**named, "positions": None} == {**open_to_all, "positions": None}


def test_who_is_not_of_the_centre_is_told_no_small_counts(story: Story) -> None:
    """R-R2: two by a shelter are hidden, and what gives them away; the same for a contact person."""
    for n in range(1, 13):
        came(story, n, source="shelter" if n < 3 else "school", situations=("immigration",))
    for asker in (researcher(DAY), contact_person("08", DAY)):
        told = year(story, asker)
        assert told["contacts"] == 12
        assert told["by_source"] == {"school": None, "shelter": None}
        assert told["by_month"] == {"2025-03": 12}
        assert told["waits_at"][0]["longest_days"] is None
        assert told["hidden_under"] == 5
    assert year(story, sees_all(DAY, role="admin"))["by_source"] == {"school": 10, "shelter": 2}


def test_of_a_few_nothing_is_told(story: Story) -> None:
    """R-R2."""
    told = year(came(story), researcher(DAY))
    assert told["contacts"] is None
    assert told["by_source"] is None
    assert "immigration" not in str(told)
    with pytest.raises(Refused, match="at the end of a month"):
        year(story, researcher(DAY), as_of="2025-10-02")


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        year(story, sees_all(DAY, role=role))


def test_nor_of_another_region(story: Story) -> None:
    with pytest.raises(NotAllowed, match="own region"):
        year(story, region="etela-suomi")


def test_everything_again_changes_nothing(story: Story) -> None:
    """R-R3: and all of it at once counts the same."""
    met(begins(came(story)), 1, "2025-09-09").tell(plan(goal("a"))).tell(started()).tell(rated("a", 1))
    a_wave(story).tell(answered()).tell(agreed(1, "2025-12-31"))
    before = story.everything()
    assert story.again().everything() == before
    assert story.all_at_once().everything() == before
