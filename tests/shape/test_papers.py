"""The papers a region needs: their tables are the code's, the tests they name exist, blanks are counted."""

import re
from pathlib import Path

import pytest

from tests.shape.test_asvs import A_TEST, names_in
from tests.support import records_page

FOLDER = Path(__file__).parents[2] / "docs" / "privacy"
PAPERS = sorted(page.name for page in FOLDER.glob("*.md") if page.name != "README.md")
A_BLANK = re.compile(r"\[\*\*Region\*\*: [^\]]+\]")
"""What only the region can decide or sign."""
MEASURES = "records-of-processing.md"
THREATS = "threat-model.md"


def text_of(page: str) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")


def rows_of(page: str, heading: str) -> list[list[str]]:
    """The cells of the tables below a heading, without the tables' own headings."""
    below = text_of(page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\|(?!---)(.*)\|$", below, re.MULTILINE)
    heads = set(re.findall(r"^\|(.*)\|\n\|---", below, re.MULTILINE))
    return [[cell.strip() for cell in line.split(" | ")] for line in lines if line not in heads]


def vouched(cell: str) -> None:
    """A cell that says who vouches: tests that exist, or a reason."""
    named = A_TEST.findall(cell)
    assert named or cell.startswith("reason: "), f"a test, or a reason: {cell}"
    for file, test in named:
        assert test in names_in(file), f"{file} has no {test}"
    assert cell.count("`tests/") == len(named), f"a test is named as path::name: {cell}"


def test_the_records_have_every_fact_every_question_and_every_rule_of_keeping() -> None:
    """R-T2, R-P1, R-P3: `python -m tests.support.records_page` writes the tables anew."""
    page = text_of(MEASURES)
    assert page == records_page.with_tables(page)
    assert set(re.findall(r"<!-- made: (\w+) -->", page)) == set(records_page.TABLES)


def test_there_is_no_fact_with_sealed_fields_under_nobodys_key() -> None:
    """R-P1: the table of facts names a person's or a matter's key wherever something is sealed."""
    rows = list(records_page.stored())[1:]
    assert {row[1] for row in rows if row[2] != "–"} == {"the person's", "the matter's"}
    assert len(rows) > 50


@pytest.mark.parametrize("row", rows_of(MEASURES, "Security measures"), ids=lambda row: row[0])
def test_a_security_measure_names_its_mechanism_and_its_test(row: list[str]) -> None:
    """GDPR article 32: each measure can be looked up and tried."""
    _, mechanism, test = row
    assert " " in mechanism
    vouched(test)


@pytest.mark.parametrize("row", rows_of(THREATS, "Threats"), ids=lambda row: row[0])
def test_a_threat_says_what_holds_who_vouches_for_it_and_what_remains(row: list[str]) -> None:
    number, kinds, threat, holds, test, remains = row
    assert re.fullmatch(r"[A-Z]\d+", number)
    assert set(kinds) <= set("STRIDE")
    assert all(" " in told for told in (threat, holds, remains))
    vouched(test)


def test_every_flow_of_the_threat_model_is_asked_about_all_six_kinds_together() -> None:
    rows = rows_of(THREATS, "Threats")
    assert {kind for row in rows for kind in row[1]} == set("STRIDE")
    letters = [row[0] for row in rows]
    assert len(letters) == len(set(letters))
    flows = {row[0] for row in rows_of(THREATS, "Flows")}
    assert {number[0] for number in letters} == flows


@pytest.mark.parametrize("page", PAPERS)
def test_a_test_that_a_paper_names_anywhere_exists(page: str) -> None:
    text = text_of(page)
    for file, test in A_TEST.findall(text):
        assert test in names_in(file), f"{file} has no {test}"
    for file in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", text):
        assert (FOLDER.parents[1] / file).exists(), file


def test_the_index_has_every_paper_with_its_number_of_blanks() -> None:
    told = dict(
        re.findall(r"^\| \[[^\]]+\]\(([\w-]+\.md)\) \|.*\| (\d+) \|$", text_of("README.md"), re.MULTILINE)
    )
    assert told == {page: str(len(A_BLANK.findall(text_of(page)))) for page in PAPERS}
