"""R-C14: what a buyer may supervise, and what the timeline of a case tells."""

from datetime import date

import pytest

from shared.contracts.intake import CaseClosed, ContactLogged, PlanRevised, RestrictionChanged
from shared.kernel.refused import NotAllowed, Unknown
from tests.specs.reporting.case_story import (
    BUYER,
    SCHOOL,
    WORKER,
    at_work,
    begins,
    buyer,
    case,
    goal,
    here,
    met,
    opened,
    plan,
    read,
    scheduled,
    sent,
    written,
)
from tests.specs.reporting.story import Story, coordinator, helsinki, received

ID = str(case())


def an_autumn(story: Story) -> Story:
    begins(story, on="2025-09-01")
    met(met(story, 1, "2025-09-02", kind="start"), 2, "2025-09-04")
    story.tell(scheduled(3, "2025-10-09"), "2025-09-10").tell(plan(goal("a"), goal("b", None)), "2025-09-03")
    called = ContactLogged(**here(), direction="incoming", channel="phone", at=helsinki("2025-09-08"))
    story.tell(called, "2025-09-08")
    story.tell(written("2025-09"), "2025-10-03").tell(
        sent("2025-09", "child_welfare", "education"), "2025-10-04"
    )
    return story.tell(read("2025-09"), "2025-10-06")


def test_a_buyer_sees_that_there_is_a_plan_that_one_meets_and_that_one_reports(story: Story) -> None:
    """R-C14: counts, days and codes."""
    answer = an_autumn(story).ask("buyer_supervision", buyer("2025-10-10"), case_id=ID)
    assert (answer["number"], answer["state"], answer["contacts"]) == ("2025-00001", "open", 1)
    assert answer["plan"] == {
        "revisions": [
            {"revision": 1, "agreed_on": "2025-09-03", "effective_from": "2025-09-03", "changed_goals": 0}
        ],
        "goals": 2,
        "by_area": {"everyday_life": 1},
    }
    assert answer["meetings"] == {
        "by_state": {"held": 2, "scheduled": 1},
        "held_by_kind": {"regular": 1, "start": 1},
        "minutes_held": 180,
        "last_held_on": "2025-09-04",
    }
    assert answer["reports"][1] == {"month": "2025-10", "state": "not_due", "sent_to": [], "read": {}}


def test_of_other_sectors_reports_a_buyer_learns_nothing(story: Story) -> None:
    """R-C14: each buyer has its own version."""
    an_autumn(story)

    def september(asker: str, sector: str) -> dict[str, object]:
        answer = story.ask("buyer_supervision", buyer("2025-10-10", asker, sector), case_id=ID)
        return dict(answer["reports"][0])

    mine = september(BUYER, "child_welfare")
    assert (mine["state"], mine["sent_to"]) == ("sent", ["child_welfare"])
    assert mine["read"] == {"child_welfare": "2025-10-06T09:00:00Z"}
    theirs = september(SCHOOL, "education")
    assert (theirs["sent_to"], theirs["read"]) == (["education"], {})


def test_a_buyer_of_another_sector_or_case_sees_nothing(story: Story) -> None:
    an_autumn(story)
    strangers = (
        buyer("2025-10-10", sector="education"), buyer("2025-10-10", "another000000001"),
        coordinator(region="ita-suomi"),
    )  # fmt: skip
    for asker in strangers:
        with pytest.raises(Unknown):
            story.ask("buyer_supervision", asker, case_id=ID)
    with pytest.raises(NotAllowed):
        story.ask("buyer_supervision", coordinator(role="finance"), case_id=ID)


def test_it_is_the_same_later_as_then(story: Story) -> None:
    """R-T1: a case closed and planned anew since was open, with its first plan, then."""
    now = helsinki("2025-10-07", "23:59")
    then = an_autumn(story).ask("buyer_supervision", buyer("2025-10-07", BUYER), case_id=ID)
    revised = plan(goal("c")).model_dump() | {"revision": 2, "changed_goals": (goal("c")["goal_id"],)}
    story.tell(PlanRevised.model_validate(revised), "2025-10-20")
    story.tell(CaseClosed(**here(1, "closed"), on=date(2025, 11, 10)), "2025-11-10")
    later = story.ask("buyer_supervision", buyer("2025-12-01"), case_id=ID, as_of=now.isoformat())
    assert later == then
    today = story.ask("buyer_supervision", buyer("2025-12-01"), case_id=ID)
    assert [revision["changed_goals"] for revision in today["plan"]["revisions"]] == [0, 1]
    assert [report["state"] for report in today["reports"]] == ["sent", "overdue", "due"]
    with pytest.raises(Unknown):
        story.ask("buyer_supervision", buyer("2025-12-01"), case_id=ID, as_of="2025-08-31")


def test_the_timeline_of_a_case_tells_what_happened_and_who_by_role(story: Story) -> None:
    begins(story)
    story.tell(scheduled(1, "2025-09-02"), "2025-08-30", actor_role="worker")
    answer = story.ask("timeline", at_work("2025-09-01"), case_id=ID)
    assert answer["number"] == "2025-00001"
    assert [event["what"] for event in answer["events"]] == [
        "case-opened", *["network-member-added"] * 4, "meeting-scheduled",
    ]  # fmt: skip
    last = answer["events"][-1]
    assert (last["by_role"], last["details"]["kind"], last["details"]["minutes"]) == ("worker", "regular", 90)
    assert WORKER not in str(answer)


def test_the_timeline_of_a_restricted_case_is_the_nameds_alone(story: Story) -> None:
    """R-C10: nor does the contact's own timeline say, to whomever, that there is a case."""
    contact = received(7, "2025-08-20")
    story.tell(contact, "2025-08-20")
    begins(story, referral_id=contact.referral_id, restricted_to=(WORKER,))
    assert story.ask("timeline", at_work("2025-09-01"), case_id=ID)["events"]
    with pytest.raises(Unknown):
        story.ask("timeline", coordinator("2025-09-01"), case_id=ID)
    story.tell(RestrictionChanged(**here(), restricted_to=()), "2025-09-02")
    assert story.ask("timeline", coordinator("2025-09-03"), case_id=ID)["events"]
    events = story.ask("timeline", coordinator("2025-09-03"), referral_id=str(contact.referral_id))["events"]
    assert [event["what"] for event in events] == ["referral-received"]


def test_a_case_opened_again_by_a_second_message_is_the_one_it_was(story: Story) -> None:
    begins(story).tell(opened(county="07"))
    assert story.ask("buyer_supervision", coordinator("2025-09-01"), case_id=ID)["number"] == "2025-00001"
    assert len(story.rows.execute("SELECT position FROM cases").fetchall()) == 1
