"""R-R5: a research file holds no combination of fewer than five people, however one looks at it."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from pyarrow import parquet

from services.reporting.domain.research import ResearchFile, columns, research_file
from services.reporting.domain.research.packing import as_csv, packed
from tests.support.k_anonymity_checker import check, findings
from tests.support.research_people import RARE, ROW, contacts_to_break_it

KEY = b"a study's own key, of 32 bytes.."
ALL = tuple(columns())
ABOUT = {"study_id": "8c0e7a5e-0000-4000-8000-000000000001", "name": "A made-up study"}


def made(rows: list[dict[str, Any]], names: tuple[str, ...] = ALL, **more: Any) -> ResearchFile:
    return research_file(rows, names, key=KEY, k=more.pop("k", 5), **more)


@pytest.mark.parametrize("seed", range(6))
def test_who_has_many_rows_or_is_rare_is_not_found(seed: int) -> None:
    """R-R5: forty rows of one person, a county of four, a month of one, situations that few have."""
    told = made(contacts_to_break_it(seed))
    assert check(as_csv(told).decode(), json.dumps(told.codebook)) == []
    assert told.report["rows"] > 200, "and most of it is told"


def test_the_checker_finds_what_is_wrong() -> None:
    """The same rows, told as they are, give many people away, in each way that is looked at."""
    rows = [row for row in contacts_to_break_it(1) if row["person"]]
    lines = [{**row, "situations": ";".join(sorted(row["situations"]))} for row in rows]
    wrong = findings(lines, ("county", "received_on", "situations"), 5)
    for words in ("is that of 1 people", "together are those of", "beside"):
        assert any(words in each for each in wrong), words
    book = json.dumps({"k": 5, "columns": [{"name": "county", "kind": "identifying", "codes": {"06": {}}}]})
    assert "the codebook does not say what person is" in check("person,county\np,07\n", book)
    assert "the codebook does not say what 07 is in county" in check("person,county\np,07\n", book)


def test_a_person_counts_once_however_many_rows() -> None:
    """R-R5: fifty contacts of four people are four people."""
    rows = [{**ROW, "person": f"p{number % 4}"} for number in range(50)]
    assert made(rows).rows == ()
    assert made([{**ROW, "person": f"p{number}"} for number in range(5)]).report["people"] == 5


def test_two_known_rows_find_nobody() -> None:
    """R-R5: each of two months is common, having both is not: one of the two rows is left out."""
    march = [{**ROW, "person": f"m{number}"} for number in range(40)]
    june = [{**ROW, "person": f"j{number}", "received_on": "2024-06-10"} for number in range(40)]
    both = [{**ROW, "person": "b", "received_on": day} for day in ("2024-03-20", "2024-06-20")]
    told = made(march + june + both, ("received",))
    assert told.report["levels"]["received"] == "month"
    assert told.report["left_out"]["combination_of_too_few"] is None, "one row, which is a small count (R-R2)"
    assert told.report["rows"] == 81


def test_a_set_of_situations_is_one_combination() -> None:
    """R-R5: who knows one situation, or that another is missing, finds no fewer people."""
    rows = [{**ROW, "person": f"p{number}", "situations": ["school_absence"]} for number in range(60)]
    rows += [{**ROW, "person": f"r{number}", "situations": ["school_absence", RARE]} for number in range(2)]
    told = made(rows, ("situations",))
    assert RARE not in as_csv(told).decode()
    assert {row[1] for row in told.rows} == {"school_absence"}


def test_columns_are_told_more_roughly_before_rows_are_left_out() -> None:
    """R-R5: months with one contact each become quarters or years, and everybody stays."""
    rows = [{**ROW, "person": f"p{n}", "received_on": f"2024-{n % 12 + 1:02}-01"} for n in range(24)]
    told = made(rows, ("received", "county"))
    assert told.report["rows"] == 24
    assert told.report["levels"] == {"received": "quarter", "county": "county"}
    assert {row[1] for row in told.rows} == {"2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"}


def test_two_studies_cannot_be_joined() -> None:
    """A person is called otherwise in each, and their own pseudonym stands in none."""
    rows = contacts_to_break_it(2)
    ours, theirs = made(rows), research_file(rows, ALL, key=b"another study's key", k=5)
    assert not {row[0] for row in ours.rows} & {row[0] for row in theirs.rows}
    assert not {row[0] for row in ours.rows} & {row["person"] for row in rows}


def test_protected_and_erased_people_are_in_no_file() -> None:
    """R-C13, R-P2: nor those who are the same person by a merge; who they were is counted nowhere."""
    rows = [{**ROW, "person": f"p{number}"} for number in range(20)]
    told = made(rows, merged={"p3": "p4", "p4": "p5"}, without=["p3", "p9"])
    assert told.report["people"] == 20 - 4
    assert set(told.report["left_out"].values()) == {0}


def test_merged_people_are_one() -> None:
    rows = [{**ROW, "person": f"p{number}"} for number in range(6)]
    assert made(rows, merged={"p0": "p1", "p2": "p1"}).rows == ()


def test_a_contact_without_a_name_is_not_in_it_and_counted() -> None:
    told = made([{**ROW, "person": None}] * 7 + [{**ROW, "person": f"p{number}"} for number in range(9)])
    assert told.report["left_out"]["without_a_person"] == 7
    assert told.report["rows"] == 9


def test_how_alike_outcomes_are_is_told() -> None:
    """l-diversity as a figure: in one combination all have the same tier."""
    rows = [{**ROW, "person": f"a{n}", "county": "06", "tier": 1} for n in range(30)]
    rows += [{**ROW, "person": f"b{n}", "county": "07", "tier": n % 3 + 1} for n in range(30)]
    told = made(rows, ("county", "tier"))
    assert told.report["diversity"] == {"tier": {"combinations": 2, "least_values": 1, "with_one_value": 1}}


def test_a_study_may_ask_for_more_than_five() -> None:
    told = made(contacts_to_break_it(4), k=20)
    assert check(as_csv(told).decode(), json.dumps(told.codebook)) == []
    assert told.codebook["k"] == 20


def test_the_zip_holds_the_same_in_each_form_and_is_the_same_each_time() -> None:
    rows = contacts_to_break_it(5)
    told = made(rows)
    content = packed(told, ABOUT)
    assert content == packed(made([*reversed(rows)]), ABOUT), "whatever order the rows came in"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = list(csv.reader(io.StringIO(archive.read("data.csv").decode())))
        table = parquet.read_table(io.BytesIO(archive.read("data.parquet")))
        book = json.loads(archive.read("codebook.json"))
        page = archive.read("codebook.html").decode()
        assert json.loads(archive.read("report.json"))["study"] == ABOUT
    assert table.column_names == lines[0] == [column["name"] for column in book["columns"]]
    assert [list(row.values()) for row in table.to_pylist()] == lines[1:]
    assert book["columns"][2]["codes"].keys() >= {row[2] for row in lines[1:]} - {"*"}
    assert "Hyvinvointialue" in page
    assert "A made-up study" in page


def test_it_is_made_in_a_process_of_its_own() -> None:
    told = {"rows": contacts_to_break_it(6), "names": ALL, "key": KEY.hex(), "k": 5, "merged": {},
    "without": [],
            "under": 5, "about": ABOUT}  # fmt: skip
    process = [sys.executable, "-m", "services.reporting.domain.research"]
    done = subprocess.run(process, input=json.dumps(told).encode(), capture_output=True, check=True)
    assert done.stdout == packed(made(contacts_to_break_it(6)), ABOUT)


def test_every_column_says_what_it_is() -> None:
    """In three languages, from which fact, and from the finest level to none."""
    for column in columns().values():
        assert set(column.meaning) == {"fi", "sv", "en"}
        assert column.of in ROW
        assert column.fact.startswith("intake.")
        assert (column.levels[-1] == "*") == (column.kind == "identifying")
