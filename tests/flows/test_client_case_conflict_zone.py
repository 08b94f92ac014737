"""A family returns from a conflict zone: complex, base services stay, and only named people know of it."""

import json
from typing import Any

import pytest

from tests.support.client_cases.conflict_zone import BASE_SERVICES, OTHERS, SEE_CONTACTS, the_family_returns
from tests.support.client_cases.telling import CaseTelling
from tests.support.playing import ON, play

pytestmark = pytest.mark.timeout(300)
Answers = dict[str, dict[str, Any]]
STORY: CaseTelling = the_family_returns()


@pytest.fixture(scope="module", params=ON)
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came out, embedded and on real servers."""
    folder = tmp_path_factory.mktemp("conflict-zone")
    return dict(json.loads(play(STORY.write(folder), request.param, request, folder)))


@pytest.fixture
def answers(played: dict[str, Any]) -> Answers:
    return dict(played["queries"])


def test_every_step_comes_out_as_told(played: dict[str, Any]) -> None:
    """Who is not named joins no network, no plan comes before the child's view or why there is none."""
    assert played["commands"] == STORY.commands()


def test_it_is_complex_and_the_base_services_stay(answers: Answers) -> None:
    assert answers["before coordinator referral"]["texts"]["structure"]["cynefin"] == "complex"
    case = answers["named coordinator case"]
    assert (case["base_services"], case["restricted"], case["state"]) == (BASE_SERVICES, True, "open")
    assert answers["after case"]["base_services"] == BASE_SERVICES
    assert case["plan"]["goals"][0]["title"] == "Turvallinen arki"
    assert case["child_views"][0]["why_not"].startswith("Lapsi on kolmevuotias")
    assert [flag["code"] for flag in case["flags"]] == []
    assert case["reports"] == {"2025-01": "sent", "2025-02": "not_due"}


def test_the_named_see_it_by_their_roles(answers: Answers) -> None:
    """R-C10: the coordinator and the worker with texts, the buyer without; each has it in the list."""
    for name, texts in (("coordinator", True), ("worker", True), ("buyer", False)):
        assert answers[f"named {name} case"]["with_texts"] is texts
        listed = answers[f"named {name} cases"]["cases"]
        assert [each["case_id"] for each in listed] == [STORY.case_id]
    assert answers["named timeline"]["events"][0]["details"]["base_services"] == len(BASE_SERVICES)
    assert answers["named coordinator referral"]["state"] == "planned"
    assert answers["named coordinator reporting.contact_statistics"]["contacts"] == 2


@pytest.mark.parametrize("name", OTHERS)
def test_to_everyone_else_it_is_not_there(answers: Answers, name: str) -> None:
    """R-C10: neither by its id nor in a list; it sounds like one that never was."""
    assert answers[f"while {name} case"]["status"] == 404
    assert answers[f"while {name} supervision"]["status"] == 404
    assert answers[f"while {name} cases"] == {"cases": []}
    if name in {"coordinator", "contact_person", "worker"}:
        assert answers[f"while {name} timeline"]["status"] == 404


@pytest.mark.parametrize("name", SEE_CONTACTS)
def test_nor_is_the_contact_behind_it(answers: Answers, name: str) -> None:
    """R-C10: and with it goes who the family is."""
    for what in ("referral", "person", "contact's timeline"):
        assert answers[f"while {name} {what}"]["status"] == 404
        assert "status" not in answers[f"before {name} {what}"]
        assert "status" not in answers[f"after {name} {what}"]


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_that_they_are_told_names_it(answers: Answers, name: str) -> None:
    """R-C10: no id, no number and no name of the family stands in any list, queue or figure."""
    told = {
        key: answer
        for key, answer in answers.items()
        if key.startswith(f"while {name} ") and "status" not in answer
    }
    assert told
    numbers = {answers["named coordinator case"]["number"], answers["named coordinator referral"]["number"]}
    said = {
        text
        for key, answer in told.items()
        for text in (STORY.case_id, STORY.referral_id, STORY.person_id, "Esimerkki-Paluu", *numbers)
        if text in json.dumps(answer, ensure_ascii=False)
    }
    assert said == set()
    queue = told[f"while {name} waiting"]["items"]
    assert [item for item in queue if item.get("case_id")] == []


@pytest.mark.parametrize("name", SEE_CONTACTS)
def test_small_counts_included(answers: Answers, name: str) -> None:
    """R-C10: one contact fewer in every figure while it holds, and the same as before afterwards.

    R-R2: a contact person is told nothing of so few, neither then nor otherwise.
    """
    counts = {
        when: answers[f"{when} {name} reporting.contact_statistics"] for when in ("before", "while", "after")
    }
    told = [counts[when]["contacts"] for when in ("before", "while", "after")]
    if name == "coordinator":
        assert told == [2, 1, 2]
        assert counts["while"]["mentions_by_situation"] == {"school_absence": 1}
        assert counts["while"]["by_state"] == {"received": 1}
    else:
        assert told == [None, None, None]
        assert (counts["while"]["mentions_by_situation"], counts["while"]["by_state"]) == (None, None)
    for figures in ("cadence", "goal_areas", "network_map"):
        shown = answers[f"while {name} reporting.{figures}"]
        assert not any(rows for key, rows in shown.items() if key != "positions")


@pytest.mark.parametrize("name", SEE_CONTACTS)
def test_the_same_contact_again_is_not_offered(answers: Answers, name: str) -> None:
    """R-C10, R-I7: who writes the family's next contact down is not told of the first."""
    offered = {
        when: [each["referral_id"] for each in answers[f"{when} {name} similar"]["contacts"]]
        for when in ("before", "while", "after")
    }
    assert offered == {"before": [STORY.referral_id], "while": [], "after": [STORY.referral_id]}


def test_when_the_danger_is_over_it_is_everybody_s_again(answers: Answers) -> None:
    """R-C10: with all that was done meanwhile."""
    assert answers["after case"]["restricted"] is False
    held = [each for each in answers["after case"]["meetings"] if each["state"] == "held"]
    assert len(held) == 3
    assert answers["after coordinator reporting.goal_areas"]["areas"][0]["area"] == "everyday_life"
