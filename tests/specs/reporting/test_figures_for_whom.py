"""R-R2: a coordinator sees every count of the region, whoever else may ask sees no small ones."""

from typing import Any

import pytest

from services.reporting.queries.figures_for import smallest_told
from shared.contracts.intake import AdviceGiven, RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused, Unknown
from tests.specs.reporting.case_story import WORKER, at_work, begins, case, here, met, plan
from tests.specs.reporting.story import Story, contact_person, coordinator, received, referral

DAY = "2025-10-15"
MONTHS = {"from": "2025-09-01", "to": "2025-09-30"}
FIGURES = (
    "contact_statistics", "cadence", "goal_areas", "network_map", "expert_load", "bottlenecks",
    "days_to_match", "outcomes",
)  # fmt: skip
OF_A_PERIOD = {"contact_statistics", "bottlenecks", "days_to_match", "outcomes"}
HERE: dict[str, Any] = {"state": "received", "next_step": "buffer"}


def researcher(day: str = DAY, **changes: Any) -> Asker:
    return coordinator(day, **({"user": "tutkija-1", "role": "researcher"} | changes))


def sector_person(day: str = DAY, **changes: Any) -> Asker:
    return contact_person("08", day, **({"sector": "education"} | changes))


def contacts(story: Story, schools: int = 9, shelters: int = 3) -> Story:
    """So many contacts by schools, and some by shelters; the first two were advised."""
    for n in range(1, schools + shelters + 1):
        source = "school" if n <= schools else "shelter"
        story.tell(received(n, "2025-09-10", source=source), "2025-09-10")
    for n in (1, 2):
        advice = AdviceGiven(referral_id=referral(n), **HERE, minutes=20, support_kinds=("reflection",))
        story.tell(advice, "2025-09-11")
    return story


def statistics(story: Story, asker: Asker, **data: Any) -> dict[str, Any]:
    return story.ask("contact_statistics", asker, **(MONTHS | data))


def cases(story: Story, number: int) -> Story:
    """So many cases, each with a plan and a regular meeting in September; one has another in August."""
    for n in range(1, number + 1):
        begins(story, n)
        met(story, 1, "2025-09-02", n=n).tell(plan(n=n), "2025-09-03")
    return met(story, 2, "2025-08-28")


@pytest.mark.parametrize("asker", [sector_person(), researcher()])
def test_who_is_no_coordinator_is_told_no_small_counts(story: Story, asker: Asker) -> None:
    """R-R2: three by shelters are hidden, and nine by schools, which would give them away."""
    figures = statistics(contacts(story), asker)
    assert figures["contacts"] == 12
    assert figures["by_source"] == {"school": None, "shelter": None}
    assert figures["by_month"] == {"2025-09": 12}
    assert figures["by_support_kind"] == {"reflection": None}
    assert figures["hidden_under"] == 5


def test_a_coordinator_is_told_all_of_the_region(story: Story) -> None:
    """R-R2: and nothing is said to be hidden."""
    figures = statistics(contacts(story), coordinator(DAY))
    assert figures["by_source"] == {"school": 9, "shelter": 3}
    assert "hidden_under" not in figures


def test_of_a_few_contacts_nothing_is_told(story: Story) -> None:
    """R-R2: what they mention would tell of these few; that there are none is told."""
    assert statistics(story, researcher())["contacts"] == 0
    figures = statistics(contacts(story, 4, 0), researcher())
    counts = {key: value for key, value in figures.items() if key not in {"positions", "hidden_under"}}
    assert {key for key, value in counts.items() if value is not None} == {"duplicates"}


def test_where_no_count_is_small_all_of_them_are_told(story: Story) -> None:
    """R-R2."""
    figures = statistics(contacts(story, 9, 0), researcher())
    assert figures["by_source"] == {"school": 9}


def test_restricted_contacts_are_not_counted_for_a_researcher(story: Story) -> None:
    """R-C10, R-R2: left out first, then what is small is hidden."""
    contacts(story, 9, 0)
    begins(story, referral_id=referral(1)).tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), DAY)
    assert statistics(story, researcher())["contacts"] == 8
    assert story.ask("network_map", researcher())["nodes"] == []


def test_a_month_of_few_cases_tells_no_number(story: Story) -> None:
    """R-R2: how often one meets, by service line and month."""
    rows = {row["month"]: row for row in cases(story, 6).ask("cadence", sector_person())["rows"]}
    assert rows["2025-09"] == {
        "service_line": "neuropsychiatric_coaching", "month": "2025-09",
        "cases": 6, "held": 6, "minutes": 540, "not_attended": 0, "cancelled": 0,
    }  # fmt: skip
    assert {key for key, value in rows["2025-08"].items() if value is not None} == {"service_line", "month"}
    seen = {row["month"]: row["cases"] for row in story.ask("cadence", coordinator(DAY))["rows"]}
    assert seen == {"2025-08": 1, "2025-09": 6}


def test_one_who_works_in_few_cases_is_told_their_own_months(story: Story) -> None:
    """R-R2: each of the cases they may open, so there is nobody to hide."""
    cases(story, 2)
    assert [row["cases"] for row in story.ask("cadence", at_work(DAY))["rows"]] == [1, 2]
    assert story.ask("cadence", at_work(DAY), case_id=str(case()))["weeks"]


@pytest.mark.parametrize("asker", [sector_person(), researcher()])
def test_goals_and_networks_of_few_cases_are_not_told(story: Story, asker: Asker) -> None:
    """R-R2: of four cases not even which areas and whose; of six all that is not small."""
    cases(story, 4)
    for name, parts in {"goal_areas": ("areas",), "network_map": ("nodes", "edges")}.items():
        answer = story.ask(name, asker)
        assert [answer[part] for part in parts] == [[] for _ in parts]
        assert answer["hidden_under"] == 5
    cases_more(story)
    assert {area["cases"] for area in story.ask("goal_areas", asker)["areas"]} == {6}
    told = {node["party"]: node["cases"] for node in story.ask("network_map", asker)["nodes"]}
    assert told["education"] == 6


def cases_more(story: Story) -> None:
    for n in (5, 6):
        begins(story, n).tell(plan(n=n), "2025-09-03")


@pytest.mark.parametrize("asker", [sector_person(), researcher()])
def test_figures_of_days_are_not_told(story: Story, asker: Asker) -> None:
    """R-R2: those of a day more, less those before, are the figures of that day."""
    contacts(story)
    for days in ({"from": "2025-09-02"}, {"to": "2025-09-29"}):
        for query in ("contact_statistics", "cadence"):
            with pytest.raises(Refused, match="whole months"):
                story.ask(query, asker, **(MONTHS | days))
        assert statistics(story, coordinator(DAY), **days)["contacts"] == 12


@pytest.mark.parametrize("query", FIGURES)
@pytest.mark.parametrize("as_of", ["2025-09-29", "2025-09-30T12:00:00+03:00"])
def test_nor_as_they_were_known_on_any_day(story: Story, query: str, as_of: str) -> None:
    """R-R2: what one fact changed would be seen from one day or minute to the next."""
    period = MONTHS if query in OF_A_PERIOD else {}
    for allowed in ("2025-09-30", DAY):
        assert story.ask(query, researcher(), as_of=allowed, **period)
    with pytest.raises(Refused, match="end of a month"):
        story.ask(query, researcher(), as_of=as_of, **period)


def test_the_figures_of_a_month_s_end_are_the_same_later_as_then(story: Story) -> None:
    """R-T1, R-R2: with what was hidden then."""
    then = statistics(contacts(story), researcher("2025-09-30"))
    story.tell(received(50, "2025-09-20"), "2025-10-02")
    assert statistics(story, researcher(), as_of="2025-09-30") == then
    assert statistics(story, researcher())["contacts"] == 13


def test_nor_of_one_county_or_service(story: Story) -> None:
    """R-R2: all less one of them is the other."""
    contacts(story)
    with pytest.raises(Refused, match="undivided"):
        statistics(story, researcher(), county="08")
    for query in ("goal_areas", "network_map"):
        for asker in (researcher(), sector_person()):
            with pytest.raises(Refused, match="undivided"):
                story.ask(query, asker, service_line="school_support")
        with pytest.raises(Refused, match="undivided"):
            story.ask(query, researcher(), county="08")
        assert story.ask(query, sector_person(), county="08")
    assert statistics(story, sector_person(), county="08")["contacts"] == 12


def test_a_researcher_sees_no_matter(story: Story) -> None:
    """R-R2: figures, and nothing else."""
    begins(story)
    for question in ("cadence", "timeline", "buyer_supervision"):
        with pytest.raises((Unknown, NotAllowed)):
            story.ask(question, researcher(), case_id=str(case()))


def test_the_number_is_a_policy_with_its_days() -> None:
    """R-R2: 5 where a region says nothing else (P)."""
    assert smallest_told(coordinator(DAY).today) == 5
