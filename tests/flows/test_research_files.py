"""A study's research file from a running system: by the API, at its address and from a terminal (R-R5)."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from services.console.supervising import DATABASE
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.reporting.research_story import RESEARCHER, STUDY, TOLD
from tests.support.processes import tukiverkko, wait_for
from tests.support.running import Running, a_running_system, ask

pytestmark = pytest.mark.timeout(300)
HOLDS = ["data.csv", "data.parquet", "codebook.json", "codebook.html", "report.json"]


@pytest.fixture(scope="module")
def studying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A system of its own, with a folder of studies; the study's permit holds for a long time."""
    folder = tmp_path_factory.mktemp("studies")
    permit = {**TOLD["permit"], "valid_until": "2199-12-31"}
    (folder / "study.json").write_text(json.dumps({**TOLD, "permit": permit}), encoding="utf-8")
    with a_running_system(tmp_path_factory.mktemp("home") / "data", STUDIES=str(folder)) as running:
        yield running


def made(running: Running) -> dict[str, Any]:
    """The answer, asked for until the file is made."""
    told: dict[str, Any] = {}

    def is_done() -> bool:
        with running.client("researcher", sub=RESEARCHER) as client:
            answer = ask(client, "reporting.research_file", study_id=str(STUDY))
        assert answer.status_code == 200, answer.text
        told.update(answer.json()["result"])
        return bool(told["state"] == "done")

    wait_for("the research file", is_done, running.log)
    return told


def lines(running: Running) -> list[tuple[Any, ...]]:
    """The readings of the study's file, as reporting wrote them down."""
    with psycopg.connect(Postgres(running.data / "postgres").url(DATABASE)) as rows:
        return rows.execute(
            "SELECT role, matters, fields FROM reporting.access_log WHERE query = 'research_file'"
        ).fetchall()


def names_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_it_is_made_fetched_and_written_down(studying: Running) -> None:
    """R-P4, R-R5: each fetching is a line with the study's id; waiting for it is none."""
    told = made(studying)
    before = len(lines(studying))
    assert told["people"] == 0, "nothing was known here at the end of last month"
    address = f"{studying.base_url}/documents/research/{STUDY}.zip"
    file = httpx.get(address, cookies=studying.cookies("researcher", sub=RESEARCHER))
    assert (file.status_code, file.headers["Content-Type"]) == (200, "application/zip")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{told["file"]["name"]}"'
    assert names_in(file.content) == HOLDS
    role, matters, fields = lines(studying)[-1]
    assert len(lines(studying)) == before + 1
    assert (role, matters) == ("researcher", [STUDY])
    assert "file" in fields


def test_it_is_fetched_from_a_terminal(studying: Running, tmp_path: Path) -> None:
    fetched = tukiverkko(
        "research", str(STUDY), "--to", tmp_path, "--user", RESEARCHER, "--data", studying.data
    )  # fmt: skip
    assert fetched.returncode == 0, fetched.stderr
    assert names_in(Path(fetched.stdout.strip()).read_bytes()) == HOLDS


def test_who_is_not_of_the_study_is_told_so(studying: Running, tmp_path: Path) -> None:
    """R-R5: with a sentence, in the reader's language, and no file."""
    stranger = tukiverkko("research", str(STUDY), "--to", tmp_path, "--user", "joku", "--data", studying.data)
    assert (stranger.returncode, stranger.stderr) == (
        1, "refused: you are not named as a researcher of this study\n",
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
    with studying.client("researcher", language="fi", sub="joku") as client:
        refused = ask(client, "reporting.research_file", study_id=str(STUDY))
    assert refused.status_code == 403
    assert refused.json()["detail"] == "sinua ei ole nimetty tämän tutkimuksen tutkijaksi"


def test_a_broken_study_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    stopped = tukiverkko("up", "--data", tmp_path / "data", STUDIES=str(tmp_path))
    assert stopped.returncode == 1
    assert "broken.json: study_id: Field required" in stopped.stderr
