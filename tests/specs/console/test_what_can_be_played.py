"""A file that cannot be played is told by line, before anything is carried out."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.console.main import app
from services.console.playing import Unplayable, lines_of

BY = {"user": "koordinaattori-9", "role": "coordinator", "region": "sisa-suomi"}
LINE: dict[str, Any] = {"at": "2024-03-05T09:00:00+02:00", "by": BY, "query": "reporting.queue", "data": {}}


def file_of(folder: Path, *lines: str) -> Path:
    file = folder / "file.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_its_lines_are_commands_queries_and_settles(tmp_path: Path) -> None:
    lines = lines_of(file_of(tmp_path, json.dumps(LINE), "", json.dumps({"settle": True})))
    assert [line["line"] for line in lines] == [1, 3]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2 is not JSON"),
        ("[]", "line 2 is no object"),
        (json.dumps({**LINE, "query": None}), "line 2: there is no command, query or settle"),
        (json.dumps({**LINE, "by": "me"}), "by names nobody"),
        (json.dumps({**LINE, "by": {**BY, "role": "king"}}), "there is no role king"),
        (json.dumps({**LINE, "at": "yesterday"}), "at is no moment"),
        (json.dumps({**LINE, "at": 5}), "at is no moment"),
        (json.dumps({**LINE, "at": "2024-03-05T09:00:00"}), "at has no zone"),
    ],
)
def test_another_line_is_told_by_its_number(line: str, words: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, json.dumps(LINE), line)
    with pytest.raises(Unplayable, match="line 2"):
        lines_of(file)
    told = CliRunner().invoke(app, ["play", str(file)])
    assert (told.exit_code, told.stdout) == (1, "")
    assert words in told.stderr


def test_servers_that_are_not_named_cannot_be_played_on(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["play", str(file_of(tmp_path, json.dumps(LINE))), "--servers"])
    assert told.exit_code == 1
    assert "TUKIVERKKO_DATABASE_URL" in told.stderr
