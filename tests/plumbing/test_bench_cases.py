"""The cases that the bench measures with are cases: each copy is asked for, listed and worked on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from services.console.bench.copies import id_of
from services.console.bench.log_of_cases import a_case_of, fill, worker_of
from services.console.bench.one_case import Casework
from services.intake.domain.case import Case
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import done
from tests.support.intake_store import IntakeStore
from tests.support.servers import passing_database

CASES = 30


@pytest.fixture(scope="module")
def store(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    with passing_database(postgres) as url:
        yield IntakeStore(tmp_path_factory.mktemp("data"), url)


@pytest.fixture(scope="module")
def template(store: IntakeStore) -> Casework:
    return fill(store.settings, CASES)


def answer(store: IntakeStore, name: str, **told: Any) -> dict[str, Any]:
    who = told.pop("who", {})
    return done(store.ask(name, told, who={"clock": "2026-01-15T12:00:00+02:00", **who}))


def test_a_copy_is_a_case_of_its_own(store: IntakeStore, template: Casework) -> None:
    copy = answer(store, "case", case_id=str(id_of(template.case_id, 21)))
    original = answer(store, "case", case_id=template.case_id)
    assert (copy["number"], original["number"]) == ("case/2025-00021", "case/2025-00001")
    assert len(copy["meetings"]) == len(original["meetings"]) == 15
    assert (copy["state"], original["state"]) == ("open", "closed")
    assert copy["network"][0]["user"] == worker_of(21) == "tukihenkilo-2"
    assert (copy["opened_on"], original["opened_on"]) == ("2025-08-04", "2025-08-25")


def test_a_copy_has_the_snapshot_that_its_saves_would_have_kept(
    store: IntakeStore, template: Casework
) -> None:
    intake, copy = store.desk._intake, id_of(template.case_id, 20)  # noqa: SLF001 - below the desk
    stream, since = intake.stream_snapshots.newest(Case, copy)
    assert stream is not None
    assert (stream.version, len(since)) == (40, template.facts - 40)
    read: Case = intake.repository.get(copy)
    loaded = intake.load(Case, copy)
    assert vars(loaded) == {name: getattr(read, name) for name in vars(loaded)}


def test_lists_and_calendars_have_each_copy_once(store: IntakeStore, template: Casework) -> None:
    cases = answer(store, "cases", limit=200)["cases"]
    assert len({each["case_id"] for each in cases}) == len(cases) == CASES
    assert [each["opened_on"] for each in cases] == sorted(
        (each["opened_on"] for each in cases), reverse=True
    )
    assert len(answer(store, "cases", state="closed")["cases"]) == 4
    worker = {"sub": "tukihenkilo-2", "role": "worker"}
    assert len(answer(store, "cases", who=worker)["cases"]) == 11
    meetings = answer(store, "my_meetings", who=worker, **{"from": "2025-09-01"})["meetings"]
    assert len(meetings) == 11 * 14


def test_the_log_goes_on_after_the_copies(store: IntakeStore, template: Casework) -> None:
    """Rows and facts agree, numbers go on, and there is nothing that a relay would send again."""
    with store.desk._intake.database.rows() as rows:  # noqa: SLF001 - the service's own tables
        relay = rows.execute("SELECT position FROM relay").fetchone()
    assert relay == {"position": store.head()}
    case_id = str(id_of(template.case_id, 2))
    who = {"clock": datetime.now(UTC).isoformat()}
    done(store.send("note_engagement", {"case_id": case_id, "towards": "worker", "level": 3}, who=who))
    assert answer(store, "case", case_id=case_id, who=who)["engagements"][0]["level"] == 3


def test_a_long_case_has_as_many_facts_and_its_snapshot(store: IntakeStore) -> None:
    case_id = a_case_of(store.settings, 234)
    case = answer(store, "case", case_id=str(case_id))
    held = [each for each in case["meetings"] if each["state"] == "held"]
    assert len({each["meeting_id"] for each in held}) == 1 + 1 + 74
    with store.desk._intake.database.rows() as rows:  # noqa: SLF001 - the service's own tables
        kept = rows.execute("SELECT * FROM snapshots WHERE originator_id = %s", (case_id,)).fetchone()
        facts = rows.execute(
            "SELECT count(*) AS facts FROM stored_events WHERE originator_id = %s", (case_id,)
        ).fetchone()
    assert kept is not None
    assert (kept["originator_version"], facts) == (220, {"facts": 234})
