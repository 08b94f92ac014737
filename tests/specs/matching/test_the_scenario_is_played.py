"""The acceptance scenario, line by line through the desks of intake and matching, comes out as expected."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.matching.centre import a_centre, done
from tests.support.matching_store import MatchingStore
from tests.support.playing import SCENARIOS

FILE = SCENARIOS / "matching.jsonl"
EXPECTED: dict[str, Any] = json.loads((SCENARIOS / "matching.expected.json").read_text(encoding="utf-8"))


def play(store: MatchingStore) -> tuple[int, dict[str, Any]]:
    """How many commands went through, and what each question was answered."""
    ok, answers = 0, {}
    for line in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()):
        if line.get("settle"):
            store.hear()
            continue
        by = dict(line["by"])
        who = {"sub": by.pop("user"), "clock": line["at"], **by}
        service, _, name = (line.get("command") or line["query"]).partition(".")
        if "query" in line:
            answers[line["save_as"]] = done(store.ask(name, line["data"], **who))
        elif service == "intake":
            done(store.intake.send(name, line["data"], line["id"], who=who))
            ok += 1
        else:
            done(store.send(name, line["data"], line["id"], **who))
            ok += 1
    return ok, answers


@pytest.fixture(scope="module")
def played(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, dict[str, Any]]]:
    with a_centre(postgres, tmp_path_factory) as centre:
        yield play(centre.store)


def test_every_command_goes_through(played: tuple[int, dict[str, Any]]) -> None:
    assert played[0] == EXPECTED["commands"]["ok"]


def test_the_one_who_fits_alone_is_found_in_the_region(played: tuple[int, dict[str, Any]]) -> None:
    """R-M1, R-M4: the unvetted and the paused of the county are not proposed; everybody has a reason."""
    expected, alone = EXPECTED["matching"]["alone"], played[1]["alone"]
    assert [each["professional_id"] for each in alone["ranked"]] == expected["ranked_ids"]
    assert alone["scope"] == expected["scope"]
    assert all(each["because"] for each in alone["ranked"] + alone["ruled_out"])


@pytest.mark.parametrize("name", ["team-0", "team-1", "team-2"])
def test_each_team_is_as_small_as_can_be_and_able(played: tuple[int, dict[str, Any]], name: str) -> None:
    """R-M5: of as few as expected, everything covered by those who may be proposed."""
    expected, team = EXPECTED["matching"][name], played[1][name]["team"]["professional_ids"]
    able: dict[str, list[str]] = expected["competences_of"]
    assert len(set(team)) == expected["team_size"]
    assert set(team) <= set(able)
    assert set(expected["covers"]) <= {each for member in team for each in able[member]}
