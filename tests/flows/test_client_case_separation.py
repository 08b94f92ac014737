"""A demanding separation: a standing team, a court case that blocks nothing, parents who stay apart."""

import json
from typing import Any

import pytest

from tests.support.client_cases.separation import (
    ASSESSED,
    ENTRY_OF_FATHER,
    ENTRY_OF_MOTHER,
    FATHER,
    FATHER_S,
    MOTHER,
    MOTHER_S,
    REASONS,
    TEXTS,
    the_parents_part,
)
from tests.support.client_cases.telling import CaseTelling
from tests.support.playing import EVERYTHING, ON, play

pytestmark = pytest.mark.timeout(300)
Answers = dict[str, dict[str, Any]]
STORY: CaseTelling = the_parents_part()
BUYERS = {"welfare": "child_welfare", "law": "family_law"}
OF_PARENTS = (*MOTHER_S, *FATHER_S, *MOTHER.values(), *FATHER.values(), ENTRY_OF_MOTHER, ENTRY_OF_FATHER)
"""Names, birth dates, contact details and entries of either parent."""


@pytest.fixture(scope="module", params=ON if EVERYTHING else ON[:1])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came out, embedded; in `make soak` on real servers as well."""
    folder = tmp_path_factory.mktemp("separation")
    return dict(json.loads(play(STORY.write(folder), request.param, request, folder)))


@pytest.fixture
def answers(played: dict[str, Any]) -> Answers:
    return dict(played["queries"])


def said_of_parents(answer: dict[str, Any]) -> set[str]:
    """What of the parents stands in an answer."""
    text = json.dumps(answer, ensure_ascii=False)
    return {said for said in OF_PARENTS if json.dumps(said, ensure_ascii=False)[1:-1] in text}


def test_every_step_comes_out_as_told(played: dict[str, Any]) -> None:
    """R-C6: no plan before two sectors assessed the risk and each of the team took part or says why not.

    R-I4: the court case that is pending blocks no step, neither of the contact nor of the case.
    """
    assert played["commands"] == STORY.commands()
    assert played["commands"]["refused"] == 4


def test_the_court_case_blocked_nothing(answers: Answers) -> None:
    """R-I4: it is told in the first words, and everything went on."""
    assert "käräjäoikeudessa" in answers["contact"]["texts"]["trigger"]
    assert answers["coordinator's"]["plan"]["revision"] == 1
    assert answers["coordinator's"]["reports"]["2025-01"] == "sent"


def test_a_missing_sector_is_explained(answers: Answers) -> None:
    """R-C6: who did not take part is named with a reason; all five sectors are accounted for."""
    risks = answers["coordinator's"]["risks"]
    absent = {each["sector"]: each["reason"] for risk in risks for each in risk["absent"]}
    assert absent == REASONS
    took_part = {sector for risk in risks for sector in risk["sectors"]}
    assert took_part | set(absent) == {
        "child_welfare", "family_social_work", "family_law", "child_psychiatry", "police",
    }  # fmt: skip
    assert answers["coordinator's"]["flags"] == []


@pytest.mark.parametrize("name", BUYERS)
@pytest.mark.parametrize("what", ["case", "copy", "report", "supervision", "queue"])
def test_buyers_learn_nothing_of_either_parent(answers: Answers, name: str, what: str) -> None:
    """R-C9: no name, no birth date, no phone, e-mail or address, no entry."""
    assert said_of_parents(answers[f"{name} {what}"]) == set()


@pytest.mark.parametrize(("name", "sector"), BUYERS.items())
def test_each_buyer_reads_its_own_part_alone(answers: Answers, name: str, sector: str) -> None:
    """R-C14: of reports its own sections, of the risk what its sector assessed."""
    assert [each["text"] for each in answers[f"{name} report"]["sections"]] == [TEXTS[sector]]
    others = set(TEXTS.values()) - {TEXTS[sector]}
    for what in ("case", "copy", "report", "supervision"):
        assert not [
            text for text in others if text in json.dumps(answers[f"{name} {what}"], ensure_ascii=False)
        ]
    read = {risk.get("text") for risk in answers[f"{name} case"]["risks"]}
    law_alone = ASSESSED.format(sectors="family_law")
    assert (law_alone in read) is (sector == "family_law")


@pytest.mark.parametrize(
    ("copy", "notice"),
    [
        ("copy", "ei anneta sellaisenaan kummallekaan huoltajalle"),
        ("copy in English", "this copy is given to neither of them"),
        ("welfare copy", "ei anneta sellaisenaan kummallekaan huoltajalle"),
    ],
)
def test_every_copy_says_that_neither_parent_gets_it(answers: Answers, copy: str, notice: str) -> None:
    """R-C9: the county's own record has the entries of both, so the copy warns whoever hands it out."""
    assert notice in answers[copy]["text"]


def test_the_copy_holds_nothing_of_the_vault(answers: Answers) -> None:
    """R-C9: entries as they were written, and no name, birth date or safe contact beside them."""
    said = said_of_parents(answers["copy"])
    assert {ENTRY_OF_MOTHER, ENTRY_OF_FATHER} <= said
    vault = {MOTHER_S[1], FATHER_S[1], *MOTHER.values(), *FATHER.values()}
    assert said & vault == set()


def test_what_is_public_says_nothing_of_either(answers: Answers) -> None:
    """R-C9 and R-P1: the timeline is made of public facts."""
    assert said_of_parents(answers["public timeline"]) == set()
