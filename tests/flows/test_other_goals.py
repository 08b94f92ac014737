"""Files of the goals scenario's shape with other values: scores and waves are what a plain count says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.goalfile import GoalFile, t_score
from tests.support.playing import ON, play, some

SEEDS = {61: ON[0], 62: ON[0], 63: ON[0], 64: ON[1]}


def came(answer: dict[str, Any]) -> dict[str, Any]:
    """What the count knows of an answer."""
    names = ("wave", "requested", "answered", "missed")
    waves = [{name: each[name] for name in names} for each in answer["waves"]]
    return {"t_score": answer.get("t_score"), "waves": waves}


def test_the_plain_count_is_right() -> None:
    """R-F3: the figures that the rule itself gives."""
    given = {
        "50.00": ((0, 0, 0), (1, 1, 1)), "60.00": ((1,), (1,)), "59.13": ((1, 1, 0), (1, 1, 1)),
        "65.42": ((2, 1, -1), (3, 2, 1)), "36.31": ((-1, -1, -1), (1, 1, 1)), "77.39": ((2, 2, 2), (1, 1, 1)),
    }  # fmt: skip
    for score, (attained, weights) in given.items():
        goals = [str(place) for place in range(len(attained))]
        pairs = dict(zip(goals, attained, strict=True)), dict(zip(goals, weights, strict=True))
        assert t_score(*pairs) == score


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(SEEDS))
def test_scores_and_waves_are_what_a_plain_count_says(
    seed: int, on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-F1, R-F2, R-F3: rated in any order, answers written down, the rest missed; by the file's clock."""
    file = GoalFile(seed)
    path = tmp_path / "made-up-goals.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in file.lines), encoding="utf-8")
    printed = json.loads(play(path, on, request, tmp_path))
    assert printed["commands"] == file.commands()
    answers = printed["queries"]
    assert {name: came(answers[name]) for name in file.expected} == file.expected
