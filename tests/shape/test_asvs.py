"""docs/asvs.md: each point says what holds, with a test that exists or a reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
A_POINT = re.compile(r"\d+\.\d+(\.\d+)?( to \d+\.\d+(\.\d+)?)?(, \d+\.\d+(\.\d+)?( to \d+\.\d+(\.\d+)?)?)*")
A_TEST = re.compile(r"`(tests/[a-z_/0-9]+\.py)::(test_[a-z_0-9]+)`")


def points() -> list[list[str]]:
    """The cells of every point: its number, what holds, and the test or the reason."""
    lines = re.findall(r"^\| (\d.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split(" | ") for line in lines]


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of a file's tests; none where there is no such file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_there_are_points() -> None:
    assert len(points()) > 70


@pytest.mark.parametrize("cells", points(), ids=lambda cells: cells[0])
def test_a_point_says_what_holds_and_who_vouches_for_it(cells: list[str]) -> None:
    number, holds, vouched = cells
    assert A_POINT.fullmatch(number)
    assert " " in holds
    named = A_TEST.findall(vouched)
    assert named or vouched.startswith("reason: "), "a test, or a reason"
    for file, test in named:
        assert test in names_in(file), f"{file} has no {test}"
    assert vouched.count("`tests/") == len(named), "a test is named as path::name"
