"""R-C10 reaches the contact behind a restricted case: it is in no answer for whoever is not named."""

from typing import Any

import pytest

from shared.contracts.intake import CasesLinked, DuplicateResolved, RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from tests.specs.reporting.case_story import begins, case, here, opened
from tests.specs.reporting.story import Story, contact_person, coordinator, received, referral

NAMED = "named00000000001"
DAY = "2025-09-01"
BEHIND, OTHER = str(referral(1)), str(referral(2))


def named(day: str = DAY, **changes: Any) -> Asker:
    return coordinator(day, user=NAMED, **changes)


def two_contacts(story: Story, *, restricted: bool = True) -> Story:
    """A case follows the first of two contacts; the second may repeat the first."""
    story.tell(received(1, "2025-08-20"), "2025-08-20")
    story.tell(received(2, "2025-08-21", possible_duplicates=(referral(1),)), "2025-08-21")
    begins(story, referral_id=referral(1))
    return closed_off(story) if restricted else story


def closed_off(story: Story, *users: str, day: str = "2025-08-26") -> Story:
    return story.tell(RestrictionChanged(**here(), restricted_to=users or (NAMED,)), day)


def counted(story: Story, asker: Asker, **data: Any) -> int:
    period = {"from": "2025-08-01", "to": "2025-08-31"}
    answer = story.ask("contact_statistics", asker, **(period | data))
    for table in ("by_source", "by_county", "by_channel", "by_month", "by_state"):
        assert sum(answer[table].values()) == answer["contacts"]
    return int(answer["contacts"])


def in_queue(story: Story, asker: Asker) -> set[tuple[str, str]]:
    """What waits in contacts, and in which."""
    items = story.ask("queue", asker)["items"]
    return {(item["what"], item["number"]) for item in items if item.get("referral_id")}


@pytest.mark.parametrize("asker", [coordinator(DAY), contact_person("08", DAY, sector="education")])
def test_it_has_no_timeline(story: Story, asker: Asker) -> None:
    """R-C10: it sounds like one that never was."""
    two_contacts(story, restricted=False)
    assert story.ask("timeline", asker, referral_id=BEHIND)["events"]
    closed_off(story)
    with pytest.raises(Unknown) as hidden:
        story.ask("timeline", asker, referral_id=BEHIND)
    with pytest.raises(Unknown) as missing:
        story.ask("timeline", asker, referral_id=str(referral(99)))
    assert str(hidden.value) == str(missing.value)
    assert story.ask("timeline", named(), referral_id=BEHIND)["events"]


def test_it_waits_for_nobody_else(story: Story) -> None:
    """R-C10: neither it nor the question whether another contact repeats it is in the queue, nor counted."""
    two_contacts(story, restricted=False)
    before = story.ask("queue", coordinator(DAY))
    assert {("next_step", "2023-00001"), ("resolve_duplicate", "2023-00002")} <= in_queue(
        story, coordinator(DAY)
    )
    closed_off(story)
    assert in_queue(story, coordinator(DAY)) == {("next_step", "2023-00002")}
    after = story.ask("queue", coordinator(DAY))
    assert (before["total"] - len(before["items"]), after["total"] - len(after["items"])) == (0, 0)
    assert {("next_step", "2023-00001"), ("resolve_duplicate", "2023-00002")} <= in_queue(story, named())


def test_it_is_in_no_figure(story: Story) -> None:
    """R-C10: small counts included, then as now; every table sums to what is seen."""
    two_contacts(story, restricted=False)
    assert counted(story, coordinator(DAY)) == 2
    closed_off(story)
    assert counted(story, coordinator(DAY)) == counted(story, coordinator(DAY), as_of="2025-08-24") == 1
    assert counted(story, named()) == counted(story, named(), as_of="2025-08-24") == 2
    for n in range(3, 8):
        story.tell(received(n, "2025-08-22"), "2025-08-22")
    assert counted(story, contact_person("08", DAY, sector="education")) == 6


def test_it_is_free_again_when_the_restriction_is_lifted(story: Story) -> None:
    """R-C10."""
    two_contacts(story).tell(RestrictionChanged(**here(), restricted_to=()), "2025-08-27")
    assert story.ask("timeline", coordinator(DAY), referral_id=BEHIND)["events"]
    assert ("next_step", "2023-00001") in in_queue(story, coordinator(DAY))
    assert counted(story, coordinator(DAY)) == 2


def test_who_is_named_takes_part_by_role_all_the_same(story: Story) -> None:
    """R-C10 takes sight away and gives none."""
    two_contacts(story)
    with pytest.raises(Unknown):
        story.ask("timeline", named(region="ita-suomi"), referral_id=BEHIND)
    assert counted(story, named(region="ita-suomi")) == 0


def test_of_two_cases_the_stricter_counts(story: Story) -> None:
    """R-C10: who is named in one of them only does not see the contact of both."""
    story.tell(received(1, "2025-08-20"), "2025-08-20")
    story.tell(opened(1, referral_id=referral(1), restricted_to=(NAMED,)), "2025-08-25")
    story.tell(opened(2, referral_id=referral(1), restricted_to=("another000000001",)), "2025-08-25")
    assert counted(story, named()) == 0


def test_other_timelines_do_not_name_it(story: Story) -> None:
    """R-C10: an id, too, tells that something is there."""
    two_contacts(story)
    same = DuplicateResolved(referral_id=referral(2), state="received", same=True, of=referral(1))
    story.tell(same, "2025-08-30")

    def told(asker: Asker) -> dict[str, dict[str, Any]]:
        events = story.ask("timeline", asker, referral_id=OTHER)["events"]
        return {event["what"]: event["details"] for event in events}

    assert told(named())["referral-received"]["possible_duplicates"] == [BEHIND]
    assert told(named())["duplicate-resolved"]["of"] == BEHIND
    assert told(coordinator(DAY))["referral-received"]["possible_duplicates"] == []
    assert "duplicate-resolved" not in told(coordinator(DAY))


def test_a_link_to_a_case_that_one_does_not_see_is_no_event(story: Story) -> None:
    """R-C10: a sibling's case does not say that there is another."""
    begins(begins(story), 2).tell(CasesLinked(**here(2), other_case_id=case(1), relation="sibling"), DAY)

    def linked(asker: Asker) -> list[str]:
        events = story.ask("timeline", asker, case_id=str(case(2)))["events"]
        return [event["details"]["other_case_id"] for event in events if event["what"] == "cases-linked"]

    assert linked(coordinator("2025-09-02")) == [str(case(1))]
    closed_off(story, day=DAY)
    assert (linked(coordinator("2025-09-02")), linked(named("2025-09-02"))) == ([], [str(case(1))])
