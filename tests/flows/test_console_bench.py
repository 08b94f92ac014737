"""`tukiverkko bench` on servers of its own: that it runs and says what it measured, not how fast it was."""

import json

import pytest

from tests.support.processes import tukiverkko


def test_a_quick_bench_tells_each_figure_with_its_peer() -> None:
    told = tukiverkko("bench", "--quick", "--json", "--only", "saves")
    assert told.returncode == 0, told.stderr
    answer = json.loads(told.stdout)
    assert answer["machine"]["cores"] >= 1
    assert {figure["against"].split(" ")[0] for figure in answer["figures"]} == {"pgbench", "eventsourcing's"}
    assert all(figure["ours"] > 0 and figure["peer"] > 0 for figure in answer["figures"])


@pytest.mark.timeout(300)
def test_a_quick_bench_of_a_joint_plan_makes_one() -> None:
    """R-M6: a plan of the running service, with the memory that it took and how long others waited."""
    told = tukiverkko("bench", "--quick", "--json", "--only", "planning")
    assert told.returncode == 0, told.stderr
    figures = json.loads(told.stdout)["figures"]
    assert [figure["unit"] for figure in figures] == ["s", "MiB", "ms"]
    assert all(figure["ours"] > 0 for figure in figures)


def test_a_measure_that_does_not_exist_is_wrong_use() -> None:
    told = tukiverkko("bench", "--only", "luck")
    assert told.returncode == 2
    assert "luck" in told.stderr
