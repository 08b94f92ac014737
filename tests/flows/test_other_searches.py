"""Files of the matching scenario's shape with other values: who is proposed is what a plain walk says."""

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.support.bankfile import BankFile
from tests.support.playing import ON, play, some

SEEDS = {
    (51, "workload"): ON[0], (52, "conflict_of_interest"): ON[0], (53, "client_refused"): ON[0],
    (54, "workload"): ON[1],
}  # fmt: skip
Line = dict[str, Any]


def came(answer: Line) -> Line:
    """What the walk knows of an answer."""
    return {
        "scope": answer["scope"],
        "virtual": answer["virtual"],
        "ranked": [(each["professional_id"], each["score"]) for each in answer["ranked"]],
        "ruled_out": {
            each["professional_id"]: {why["code"] for why in each["because"]} for each in answer["ruled_out"]
        },
        "team": None,
    }


def built(answer: Line, file: BankFile) -> Line | None:
    """How good the proposed team is: its size, its balance, its load."""
    if answer.get("team") is None:
        return None
    team = [file.bank.people[each] for each in answer["team"]["professional_ids"]]
    sought = file.sought[answer["match_request_id"]]
    assert set(sought.competences) <= {known for each in team for known in each.competences}
    balance = sum(many**2 for many in Counter(each.field for each in team).values())
    load = sum(Fraction(each.busy(sought)) / Fraction(each.hours) for each in team)
    return {"size": len(team), "best": (balance, load)}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(SEEDS))
def test_who_is_proposed_is_what_a_plain_walk_through_the_bank_says(
    seed: tuple[int, str], on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-M1 to R-M5, R-M7: before and after a no, for the same child, with hours taken, a month later."""
    file = BankFile(*seed)
    path = tmp_path / "made-up-bank.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in file.lines), encoding="utf-8")
    printed = json.loads(play(path, on, request, tmp_path))
    assert printed["commands"] == file.commands()
    answers = printed["queries"]
    assert {name: came(answers[name]) for name in file.expected} == file.expected
    for name, team in file.teams.items():
        answer = answers[name]
        assert built(answer, file) == team["team"], name
        assert (answer["scope"], answer["virtual"]) == (team["scope"], team["virtual"]), name
    told = [each for answer in answers.values() for each in answer["ranked"] + answer["ruled_out"]]
    assert min(len(each["because"]) for each in told) > 0, "each has a reason (R-M2)"
