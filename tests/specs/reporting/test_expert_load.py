"""How those who can help are used: who there is and what is taken of their hours (reporting.expert_load)."""

from typing import Any

import pytest

from services.reporting.projections import TooEarly
from shared.contracts.matching import CapacitySet, ProfessionalRetired, ProfileUpdated
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.match_story import (
    TOLD_NOTHING,
    by_key,
    expert,
    of_the_county,
    paused,
    registered,
    released,
    researcher,
    reserved,
    sees_all,
)
from tests.specs.reporting.story import Story


def load(story: Story, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    return story.ask("expert_load", asker or sees_all(), **data)


def bank(story: Story, number: int) -> Story:
    for n in range(1, number + 1):
        story.tell(registered(n), "2025-08-01")
    return story


def test_hours_that_a_match_takes_are_load(story: Story) -> None:
    bank(story, 2).tell(reserved(1), "2025-09-15")
    whole = load(story)["whole"]
    assert whole == {
        "professionals": 2, "paused": 0, "engaged": 1,
        "hours": 20.0, "reserved": 2.5, "free": 17.5, "load": 12,
    }  # fmt: skip


def test_load_is_told_by_competence_county_and_mode(story: Story) -> None:
    """R-R1: who knows two things counts in each; who works in two counties as well, the own one once."""
    two = ("autism_spectrum", "trauma")
    bank(story, 1).tell(registered(2, competences=two, counties=("08", "16"), modes=("virtual", "on_site")))
    answer = load(story)
    assert answer["whole"]["professionals"] == 2
    assert by_key(answer["by_competence"], "professionals") == {"autism_spectrum": 2, "trauma": 1}
    assert by_key(answer["by_county"], "hours") == {"08": 20.0, "16": 10.0}
    assert by_key(answer["by_mode"], "professionals") == {"on_site": 1, "virtual": 2}


@pytest.mark.parametrize(("day", "taken"), [("2025-09-14", 0), ("2025-09-15", 2.5), ("2025-10-31", 2.5)])
def test_a_match_takes_hours_from_its_first_day_to_its_last(story: Story, day: str, taken: float) -> None:
    bank(story, 1).tell(reserved(ends_on="2025-10-31"), "2025-08-20")
    assert load(story, as_of=day)["whole"]["reserved"] == taken
    assert load(story)["whole"]["reserved"] == 0


def test_an_ended_match_gives_its_hours_back(story: Story) -> None:
    bank(story, 1).tell(reserved(), "2025-09-15").tell(released(), "2025-10-31")
    assert load(story)["whole"]["reserved"] == 0


def test_the_same_is_assigned_again(story: Story) -> None:
    """R-M8: the hours are taken anew."""
    bank(story, 1).tell(reserved(), "2025-09-15").tell(released(), "2025-10-31")
    story.tell(reserved(hours=4, starts_on="2025-11-03"), "2025-11-03")
    assert load(story)["whole"]["reserved"] == 4


def test_who_pauses_is_there_but_not_free(story: Story) -> None:
    """Until the last day of the pause."""
    bank(story, 2).tell(paused(1, "2025-11-30"), "2025-10-01")
    whole = load(story)["whole"]
    assert (whole["professionals"], whole["paused"], whole["free"]) == (2, 1, 10.0)
    assert load(story, sees_all("2025-12-01"))["whole"]["paused"] == 0


def test_who_retired_is_not_counted(story: Story) -> None:
    bank(story, 2).tell(ProfessionalRetired(professional_id=expert(1), state="retired"))
    assert load(story)["whole"]["professionals"] == 1


def test_what_changes_of_a_professional_counts_from_then_on(story: Story) -> None:
    bank(story, 1)
    story.tell(CapacitySet(professional_id=expert(), state="active", hours_per_week=7.5), "2025-09-01")
    learned = ProfileUpdated(professional_id=expert(), state="active", competences=("trauma",))
    story.tell(learned, "2025-09-02")
    answer = load(story)
    assert by_key(answer["by_competence"], "hours") == {"trauma": 7.5}
    assert by_key(answer["by_mode"], "hours") == {"virtual": 7.5}


def test_only_those_of_a_role_or_a_county_are_asked_for(story: Story) -> None:
    bank(story, 1).tell(registered(2, roles=("coach",), county="16", counties=("16",)))
    assert load(story, role="coach")["whole"]["professionals"] == 1
    assert load(story, county="16")["whole"]["professionals"] == 1
    assert load(story, role="support_person")["whole"]["professionals"] == 0


def test_load_is_the_same_later_as_then(story: Story) -> None:
    """R-T1."""
    then = load(bank(story, 2).tell(reserved(), "2025-09-15"), sees_all("2025-09-20"))
    story.tell(released(), "2025-10-31").tell(registered(3), "2025-11-01")
    assert load(story, as_of="2025-09-20") == then
    with pytest.raises(Refused, match="future"):
        load(story, as_of="2025-11-11")


def test_who_is_no_coordinator_is_told_no_small_counts(story: Story) -> None:
    """R-R2: two with another competence, and hours of one who is engaged."""
    bank(story, 8)
    for n in (9, 10):
        story.tell(registered(n, competences=("trauma",)))
    story.tell(reserved(1), "2025-09-15")
    answer = load(story, researcher())
    whole = answer["whole"]
    assert (whole["professionals"], whole["hours"]) == (10, 100)
    assert {whole[name] for name in ("engaged", "reserved", "free", "load")} == {None}
    assert by_key(answer["by_competence"], "professionals") == {"autism_spectrum": None, "trauma": None}
    assert by_key(answer["by_competence"], "hours") == {"autism_spectrum": None, "trauma": None}
    assert answer["hidden_under"] == 5
    assert "hidden_under" not in load(story)


def test_of_a_few_professionals_nothing_is_told(story: Story) -> None:
    """R-R2."""
    answer = load(bank(story, 3), researcher())
    assert set(answer["whole"].values()) == {None}
    assert answer["by_competence"] == answer["by_county"] == answer["by_mode"] == []


def test_a_contact_person_is_told_of_those_who_work_in_the_county(story: Story) -> None:
    """R-R2: undivided, and of no other county."""
    bank(story, 6)
    for n in range(7, 13):
        story.tell(registered(n, county="16", counties=("16",)))
    assert load(story, of_the_county("08"))["whole"]["professionals"] == 6
    with pytest.raises(NotAllowed, match="own county"):
        load(story, of_the_county("08"), county="16")
    with pytest.raises(Refused, match="undivided"):
        load(story, of_the_county("08"), role="expert")


def test_another_region_s_are_not_told(story: Story) -> None:
    assert load(bank(story, 6), sees_all(region="uusimaa"))["whole"]["professionals"] == 0


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        load(story, sees_all(role=role))


def test_all_of_it_again_and_all_at_once_change_nothing(story: Story) -> None:
    """R-R3, R-R4."""
    bank(story, 3).tell(reserved(), "2025-09-15").tell(paused(2)).tell(released(), "2025-10-31")
    before = story.everything()
    assert story.again().again().everything() == before
    assert story.all_at_once().everything() == before


def test_hours_of_one_who_was_never_registered_are_too_early(story: Story) -> None:
    with pytest.raises(TooEarly, match="never registered here"):
        story.tell(reserved())
