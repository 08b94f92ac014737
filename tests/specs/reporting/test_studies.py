"""R-R5: a research file is given to a study's researcher, in its permit's time, of its columns."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.reporting.queries import ResearchFile
from services.reporting.queries.research.asking import ResearchFiles
from services.reporting.queries.research.studies import BrokenStudy, Studies, read_studies
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused
from shared.plumbing.policy import read_policy
from tests.permissions.matrix import ROOT
from tests.specs.reporting.research_story import STUDY, TOLD, researcher, studies_in
from tests.specs.reporting.story import Story

POLICY = read_policy("reporting", ROOT / "services" / "reporting" / "policies")


def asked(story: Story, studies: Studies, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    query = ResearchFile.model_validate({"study_id": str(STUDY), **data})
    return ResearchFiles(studies, POLICY).answer(query, asker or researcher(), story.rows)


def test_it_waits_until_it_is_made_and_is_asked_for_once(story: Story, tmp_path: Path) -> None:
    """R-R5: as known at the end of the last month; whoever of the study asks again asks for the same one."""
    studies = studies_in(tmp_path, researchers=["tutkija-1", "tutkija-2"])
    first = asked(story, studies)
    assert first == {
        "study_id": str(STUDY), "state": "waiting", "as_of": "2024-01-31",
        "columns": TOLD["columns"],
    }  # fmt: skip
    assert asked(story, studies, researcher(user="tutkija-2")) == first
    assert len(story.rows.execute("SELECT FROM research_files").fetchall()) == 1


@pytest.mark.parametrize(
    ("asker", "data", "sentence"),
    [
        (researcher(user="tutkija-9"), {}, "you are not named as a researcher of this study"),
        (researcher(region="pohjois-suomi"), {}, "you are not named as a researcher of this study"),
        (researcher(role="coordinator"), {}, "you are not named as a researcher of this study"),
        (researcher("2023-01-14"), {}, "not in force yet: it was granted on 2023-01-15"),
        (researcher("2027-01-01"), {}, "has ended: it was valid until 2026-12-31"),
        (researcher(), {"columns": ["received", "level"]}, "does not cover level"),
        (researcher(), {"as_of": "2024-01-30"}, "at the end of a month that is over"),
        (researcher(), {"as_of": "2024-02-29"}, "at the end of a month that is over"),
        (researcher(), {"as_of": "2023-10-31T12:00:00Z"}, "at the end of a month that is over"),
        (
            researcher(),
            {"study_id": "00000000-0000-4000-8000-000000000009"},
            "there is no study with this id",
        ),
    ],
    ids=["unnamed", "region", "role", "early", "late", "columns", "day", "future", "moment", "unknown"],
)
def test_who_may_not_is_told_so_and_nothing_is_made(
    story: Story, tmp_path: Path, asker: Asker, data: dict[str, Any], sentence: str
) -> None:
    """R-R5: a permit out of time, a stranger, a column beyond the permit: a sentence, and no row."""
    with pytest.raises(Refused) as refusal:
        asked(story, studies_in(tmp_path), asker, **data)
    assert sentence in refusal.value.sentence.format(**refusal.value.values)
    assert story.rows.execute("SELECT FROM research_files").fetchall() == []


def test_the_last_day_of_a_permit_counts(story: Story, tmp_path: Path) -> None:
    assert asked(story, studies_in(tmp_path), researcher("2026-12-31"))["state"] == "waiting"


def test_another_file_of_a_study_is_another_research_file(story: Story, tmp_path: Path) -> None:
    asked(story, studies_in(tmp_path))
    asked(story, studies_in(tmp_path, k=10))
    asked(story, studies_in(tmp_path), columns=["received"])
    assert len(story.rows.execute("SELECT FROM research_files").fetchall()) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"k": 4}, "k: Input should be greater than or equal to 5"),
        ({"columns": ["received", "birth_date"]}, "there are no columns birth_date"),
        ({"columns": ["county", "county"]}, "a column is named twice"),
        ({"researchers": []}, "researchers:"),
        ({"region": "atlantis"}, "region:"),
        ({"period": {"from": "2024-01-01", "to": "2023-01-01"}}, "period: Value error, to (2023-01-01) lies"),
        ({"permit": {**TOLD["permit"], "valid_until": "2022-01-01"}}, "permit: Value error, valid_until"),
        ({"colour": "blue"}, "colour: Extra inputs are not permitted"),
        ({"study_id": "one"}, "study_id:"),
    ],
    ids=["k", "no-column", "twice", "nobody", "region", "period", "permit", "more", "id"],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_named(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    """It stops the start, with the file and the place."""
    with pytest.raises(BrokenStudy) as broken:
        studies_in(tmp_path, **changes)
    assert words in str(broken.value)
    assert "study.json" in str(broken.value)


def test_a_folder_that_is_not_there_and_an_id_that_is_taken(tmp_path: Path) -> None:
    with pytest.raises(BrokenStudy, match="no such folder"):
        read_studies(tmp_path / "none", str)
    (tmp_path / "again.json").write_text(json.dumps(TOLD), encoding="utf-8")
    with pytest.raises(BrokenStudy, match="another file has the same study_id"):
        studies_in(tmp_path)
    assert read_studies(None, str) == {}
