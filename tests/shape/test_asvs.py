"""docs/asvs.md: each point says what holds, with a test that exists or a reason."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
A_POINT = re.compile(r"\d+\.\d+(\.\d+)?( to \d+\.\d+(\.\d+)?)?(, \d+\.\d+(\.\d+)?( to \d+\.\d+(\.\d+)?)?)*")
A_TEST = re.compile(r"`(tests/[a-z_/0-9]+\.py)::(test_[a-z_0-9]+)`")

STANDARD: dict[str, Iterable[int]] = {
    "1.1": range(1, 8), "1.2": range(1, 5), "1.4": (1, 4, 5), "1.5": range(1, 5), "1.6": range(1, 5),
    "1.7": (1, 2), "1.8": (1, 2), "1.9": (1, 2), "1.10": (1,), "1.11": (1, 2), "1.12": (2,),
    "1.14": range(1, 7), "2.1": range(1, 13), "2.2": range(1, 4), "2.3": range(1, 4), "2.4": range(1, 6),
    "2.5": range(1, 8), "2.6": range(1, 4), "2.7": range(1, 7), "2.8": range(1, 8), "2.9": range(1, 4),
    "2.10": range(1, 5), "3.1": (1,), "3.2": range(1, 5), "3.3": range(1, 5), "3.4": range(1, 6),
    "3.5": range(1, 4), "3.7": (1,), "4.1": (1, 2, 3, 5), "4.2": (1, 2), "4.3": range(1, 4),
    "5.1": range(1, 6), "5.2": range(1, 9), "5.3": range(1, 11), "5.4": range(1, 4), "5.5": range(1, 5),
    "6.1": range(1, 4), "6.2": range(1, 7), "6.3": (1, 2), "6.4": (1, 2), "7.1": range(1, 5),
    "7.2": (1, 2), "7.3": (1, 3, 4), "7.4": range(1, 4), "8.1": range(1, 5), "8.2": range(1, 4),
    "8.3": range(1, 9), "9.1": range(1, 4), "9.2": range(1, 5), "10.2": (1, 2), "10.3": range(1, 4),
    "11.1": range(1, 9), "12.1": range(1, 4), "12.2": (1,), "12.3": range(1, 7), "12.4": (1, 2),
    "12.5": (1, 2), "12.6": (1,), "13.1": (1, 3, 4, 5), "13.2": (1, 2, 3, 5, 6), "13.3": (1, 2),
    "13.4": (1, 2), "14.1": range(1, 5), "14.2": range(1, 7), "14.3": (2, 3), "14.4": range(1, 8),
    "14.5": range(1, 5),
}  # fmt: skip
"""Section → its points of levels 1 and 2, without those that were deleted (ASVS 4.0.3)."""


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


def numbered(point: str) -> tuple[int, ...]:
    """A point's number in parts, so that they stand in the order of the standard."""
    return tuple(map(int, point.split(".")))


def is_in(point: str, cell: str) -> bool:
    """Whether a cell of numbers ("3.4.1 to 3.4.5, 3.7") names a point, or the section that it is of."""
    for part in cell.split(", "):
        first, _, last = part.partition(" to ")
        if numbered(first) <= numbered(point) <= (*numbered(last or first), 99):
            return True
    return False


def standards_points() -> list[str]:
    """The numbers of every point of levels 1 and 2."""
    return [f"{section}.{number}" for section, numbers in STANDARD.items() for number in numbers]


@pytest.mark.parametrize("point", standards_points())
def test_no_point_of_the_standard_is_missing(point: str) -> None:
    assert any(is_in(point, cells[0]) for cells in points())


def test_what_is_not_in_the_standard_is_not_claimed() -> None:
    known = standards_points()
    for cells in points():
        for part in cells[0].split(", "):
            assert any(is_in(point, part) for point in known), part


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
