"""The whole suite runs in two lanes side by side (pytest-xdist). pytest hooks, for the conftest to import.

What belongs together stays in one lane, in its order: a file, and the packages whose files share a system.
The longest go first, so that neither lane is left with a long one at the end.
"""

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

SHARING = ("tests/pages", "tests/kit", "tests/specs/intake", "tests/specs/reporting")
"""Packages whose files share what was made for them."""
FIRST = ("tests/pages", "tests/faults", "tests/flows", "tests/kit", "tests/plumbing")
"""The longest first; all else after them."""


def lane_group(path: str) -> str:
    """What the test in this file (from the project's root) must stay in one lane with."""
    return next((package for package in SHARING if path.startswith(f"{package}/")), path)


def turn(path: str) -> int:
    """Its place among the others, the lowest first."""
    return next((at for at, package in enumerate(FIRST) if path.startswith(f"{package}/")), len(FIRST))


class Lanes(LoadScopeScheduling):  # type: ignore[misc]  # xdist does not tell its types
    """Hands out whole groups, not single tests, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return lane_group(nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes:
    """Asked by xdist where lanes are wanted: its own groups by mark do nothing under pytest 9.2."""
    config.option.loadscopereorder = False
    return Lanes(config, log)


def tell_apart(items: list[pytest.Item]) -> None:
    """Gives tests that share an id (schemathesis's, one for each operation) what their own name says besides.

    Of two tests with one id a lane would run one and nobody would know: where names are not enough the run
    ends.
    """
    often = Counter(item.nodeid for item in items)
    for item in items:
        if often[item.nodeid] > 1:
            item._id = item.id.with_params(item.name.partition("[")[2].removesuffix("]"))  # noqa: SLF001
    if same := [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]:
        msg = f"several tests have the same id: {', '.join(same)}"
        raise pytest.UsageError(msg)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a lane: each test has an id of its own, and the longest go first."""
    if hasattr(config, "workerinput"):
        tell_apart(items)
        items.sort(key=lambda item: turn(item.nodeid.partition("::")[0]))
