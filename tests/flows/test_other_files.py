"""Files of the scenarios' shape with other values: the figures are those of an independent count."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.contacts import File
from tests.support.playing import ON, play, some

SEEDS = {11: ON[0], 12: ON[1], 13: ON[1]}


def queries_of(file: File) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The queries to ask at the end, and what each must answer."""
    then = file.first + timedelta(days=file.chance.randrange(10, file.days))
    county = file.contacts[2].county
    asked: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
        "all": ({}, file.figures()),
        "then": ({"as_of": then.isoformat()}, file.figures(as_of=then)),
        "county": ({"county": county}, file.figures(county=county)),
    }
    period = {"from": file.first.isoformat(), "to": file.last.isoformat()}
    later = f"{file.last + timedelta(days=200)}T09:00:00+03:00"
    lines = [
        {"at": later, "by": file.by, "query": "reporting.contact_statistics",
         "data": period | more, "save_as": name}
        for name, (more, _) in asked.items()
    ]  # fmt: skip
    return lines, {name: figures for name, (_, figures) in asked.items()}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(SEEDS))
def test_the_figures_are_those_of_a_plain_count(
    seed: int, on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = File(seed)
    queries, expected = queries_of(file)
    path = tmp_path / "made-up.jsonl"
    lines = [*file.lines, {"settle": True}, *queries]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    printed = json.loads(play(path, on, request, tmp_path))
    assert printed["commands"] == file.commands()
    answers = {
        name: {key: answer[key] for key in expected[name]} for name, answer in printed["queries"].items()
    }
    assert answers == expected
