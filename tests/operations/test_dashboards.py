"""Grafana's dashboards are what the code makes, and read only figures that somebody tells."""

import pytest
import yaml

from tests.support.boards import BOARDS, Board
from tests.support.dashboards import FOLDER, made, written
from tests.support.expressions import asked_by
from tests.support.rules import unknown_in

IDS = [board.name for board in BOARDS]


@pytest.mark.parametrize("board", BOARDS, ids=IDS)
def test_a_file_is_what_the_code_makes(board: Board) -> None:
    """`python -m tests.support.dashboards` writes them anew."""
    assert (FOLDER / f"{board.name}.json").read_text(encoding="utf-8") == made(board)


def test_there_is_no_file_that_nobody_makes() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == sorted(IDS)


@pytest.mark.parametrize("board", BOARDS, ids=IDS)
def test_every_expression_is_read_and_every_figure_is_told_by_somebody(board: Board) -> None:
    unknown = {expression: unknown_in(expression) for expression, _ in asked_by(board)}
    assert {expression: names for expression, names in unknown.items() if names} == {}


@pytest.mark.parametrize("board", BOARDS, ids=IDS)
def test_every_panel_says_what_it_shows_and_has_its_place(board: Board) -> None:
    panels = written(board.name)["panels"]
    assert all(panel["description"] and panel["title"] and panel["targets"] for panel in panels)
    assert len({panel["id"] for panel in panels}) == len(panels) == len(board.panels)
    assert len({(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels}) == len(panels)


def test_provisioning_names_the_dashboards_source() -> None:
    given = FOLDER.parent / "provisioning"
    (source,) = yaml.safe_load((given / "datasources" / "tukiverkko.yml").read_text())["datasources"]
    assert source["type"] == "prometheus"
    (provider,) = yaml.safe_load((given / "dashboards" / "tukiverkko.yml").read_text())["providers"]
    assert provider["type"] == "file"
