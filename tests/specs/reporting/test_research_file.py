"""R-R5: what a study's file is made from, and that it is made apart, kept for an hour and let go of."""

import json
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from services.reporting.domain.research.__main__ import zip_of
from services.reporting.queries import ResearchFile
from services.reporting.queries.research import ResearchFiles, ResearchJobs, Studies
from services.reporting.queries.research.rows import handed_over
from shared.contracts.envelope import Message
from shared.contracts.intake import DuplicateResolved, SubjectIdentified
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from tests.specs.reporting.case_story import opened
from tests.specs.reporting.research_story import (
    STUDY,
    contacts_of,
    erased,
    merged,
    person,
    protected,
    researcher,
    studies_in,
)
from tests.specs.reporting.story import Story, received, referral
from tests.specs.reporting.test_studies import POLICY
from tests.support.k_anonymity_checker import check
from tests.support.research_people import contacts_to_break_it
from tests.support.servers import passing_database


def contents(told: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(told)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name != "data.parquet"}


def report_of(
    story: Story, studies: Studies, as_of: str = "2024-01-31", today: str = "2024-02-10"
) -> dict[str, Any]:
    """The report of the file that would be made; the file is looked at by the checker."""
    day = researcher(today).today
    told = handed_over(
        story.rows,
        studies[STUDY],
        list(studies[STUDY].columns),
        as_of=day.fromisoformat(as_of),
        today=day,
        key=b"k",
    )
    made = contents(zip_of(json.loads(told)))
    assert check(made["data.csv"], made["codebook.json"]) == []
    return dict(json.loads(made["report.json"]))


def test_everybody_of_the_region_and_the_period_is_in_it(story: Story, tmp_path: Path) -> None:
    """R-R5: a contact without a name, of another region or another year is not."""
    contacts_of(story)
    story.tell(received(90, subject=None))
    for n in range(91, 97):
        story.tell(received(n, on="2022-12-31", subject=person(n)))
    for n in range(97, 104):
        story.tell(received(n, subject=person(n)), region="pohjois-suomi")
    for n in range(110, 116):
        story.tell(received(n, subject=None))
    report = report_of(story, studies_in(tmp_path))
    assert report["people"] == report["rows"] == 30
    assert report["left_out"] == {"without_a_person": 7, "combination_of_too_few": 0}


def test_who_is_identified_later_is_in_it_as_known_then(story: Story, tmp_path: Path) -> None:
    """R-T1: a file as known at the end of a month has who was known by then."""
    contacts_of(story, 10)
    for n in range(20, 26):
        story.tell(received(n, subject=None))
        found = {
            "referral_id": referral(n),
            "state": "received",
            "subject": person(n),
            "legal_basis": "consent",
        }
        story.tell(SubjectIdentified.model_validate(found), day="2023-11-05")
    assert report_of(story, studies_in(tmp_path), as_of="2023-10-31")["people"] == 10
    assert report_of(story, studies_in(tmp_path))["people"] == 16


def test_who_is_protected_erased_or_behind_a_restricted_case_is_not(story: Story, tmp_path: Path) -> None:
    """R-C13, R-P2, R-C10: from then on in no file, and counted nowhere in it."""
    contacts_of(story)
    story.tell(protected(1)).tell(protected(2, until="2023-12-31")).tell(erased(3))
    story.tell(opened(4, referral_id=referral(4), restricted_to=("a-named-user-0001",)))
    duplicate = {"referral_id": referral(5), "state": "received", "same": True, "of": referral(6)}
    story.tell(DuplicateResolved.model_validate(duplicate))
    report = report_of(story, studies_in(tmp_path))
    assert report["people"] == 30 - 4, "the order of the second has ended"
    assert report["left_out"] == {"without_a_person": 0, "combination_of_too_few": 0}


def test_merged_people_count_once(story: Story, tmp_path: Path) -> None:
    contacts_of(story)
    story.tell(merged(6, into=0))
    report = report_of(story, studies_in(tmp_path))
    assert report["people"] <= 29


def test_telling_everything_again_changes_nothing(story: Story, tmp_path: Path) -> None:
    """R-R3: redelivery changes no row of whose a contact is."""
    contacts_of(story, 12).tell(protected(1)).tell(merged(6, into=0))
    before = story.everything()
    assert story.again().everything() == before
    assert story.all_at_once().everything() == before


# The loop works with connections of its own: on a database of its own.


@pytest.fixture
def database(postgres: Postgres) -> Iterator[ServiceDatabase]:
    with passing_database(postgres) as url:
        migrate(url, "reporting", play=False)
        database = ServiceDatabase(url, "reporting")
        yield database
        database.close()


def asked(database: ServiceDatabase, studies: Studies) -> dict[str, Any]:
    query = ResearchFile.model_validate({"study_id": str(STUDY)})
    with database.rows() as rows:
        return ResearchFiles(studies, POLICY).answer(query, researcher(), rows)


def told(database: ServiceDatabase) -> list[Message[Any]]:
    """Contacts of thirty people; the facts that were told."""
    with database.rows() as rows:
        return contacts_of(Story(rows)).told


def loop(database: ServiceDatabase, studies: Studies) -> ResearchJobs:
    return ResearchJobs(database, studies, lambda study: study.encode())


def test_it_is_made_by_the_loop_and_fetched_by_asking_again(
    database: ServiceDatabase, tmp_path: Path
) -> None:
    """R-R5: in a process apart; the file says how many people are in it, and so does the row that stays."""
    studies = studies_in(tmp_path)
    told(database)
    jobs = loop(database, studies)
    assert asked(database, studies)["state"] == "waiting"
    assert jobs.standing()["waiting"] == 1
    assert jobs.step()
    assert not jobs.step()
    answer = asked(database, studies)
    assert (answer["state"], answer["people"], answer["rows"]) == ("done", 30, 30)
    assert answer["file"]["name"] == f"research.{STUDY}.2024-01-31.zip"
    made = contents(b64decode(answer["file"]["content"]))
    assert check(made["data.csv"], made["codebook.json"]) == []
    assert person(3) not in made["data.csv"]


def test_a_file_is_let_go_of_when_somebody_is_erased(database: ServiceDatabase, tmp_path: Path) -> None:
    """R-P2: what was made before is told no more; asked for again it is made without them."""
    studies = studies_in(tmp_path)
    before = told(database)
    jobs = loop(database, studies)
    asked(database, studies)
    jobs.step()
    with database.rows() as rows:
        Story(rows, before).tell(erased(2))
    assert asked(database, studies)["state"] == "waiting"
    assert jobs.step()
    assert asked(database, studies)["people"] == 29
    with database.rows() as rows:
        kept = rows.execute("SELECT state, file IS NULL AS let_go FROM research_files").fetchall()
    assert sorted((row["state"], row["let_go"]) for row in kept) == [("done", False), ("gone", True)]


def test_a_process_that_makes_none_is_told_as_failed(database: ServiceDatabase, tmp_path: Path) -> None:
    """And nothing half made is told; the next asking, a minute later, has it tried again."""
    studies = studies_in(tmp_path)
    told(database)
    broken = (sys.executable, "-c", "raise SystemExit(3)")
    jobs = ResearchJobs(database, studies, lambda study: study.encode(), process=broken)
    asked(database, studies)
    jobs.step()
    answer = asked(database, studies)
    assert answer["state"] == "failed"
    assert "file" not in answer


def test_hundreds_of_contacts_are_made_in_seconds(tmp_path: Path) -> None:
    """The process's own time, whatever else the machine does."""
    handed = {"rows": contacts_to_break_it(8, 2000), "names": ["received", "county", "situations", "tier"],
              "key": "00", "k": 5, "merged": {}, "without": [], "under": 5,
              "about": {"name": "n"}}  # fmt: skip
    began = time.process_time()
    assert zip_of(handed)
    assert time.process_time() - began < 20
