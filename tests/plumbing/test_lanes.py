"""In two lanes every test runs, once, and what belongs together stays together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.lanes import lane_group, turn

TWO_OF_ONE_NAME = """
import pytest

class Twice(pytest.File):
    def collect(self):
        for name in NAMES:
            item = Same.from_parent(self, name=name)
            item._id = self.id.child("the_same")
            yield item

class Same(pytest.Item):
    def runtest(self):
        pass

def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".twice":
        return Twice.from_parent(parent, path=file_path)
"""
HOOKS = Path(__file__).parents[1] / "support" / "lanes.py"


def closing_line(folder: Path, names: list[str], *more: str) -> str:
    """What pytest says last of a run in two lanes over tests that share one id and have these names."""
    (folder / "conftest.py").write_text(
        f"{HOOKS.read_text(encoding='utf-8')}\nNAMES = {names}\n{TWO_OF_ONE_NAME}", encoding="utf-8"
    )
    (folder / "some.twice").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:pytest_nameko"]
    command += ["-n", "2", "--rootdir", str(folder), *more, str(folder)]
    # A folder of its own: lanes close the one that they share with the run that started them.
    own = {**os.environ, "PYTEST_DEBUG_TEMPROOT": str(folder)}
    ran = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)
    return f"{ran.returncode}: {ran.stdout} {ran.stderr}"


def test_tests_that_share_an_id_all_run(tmp_path: Path) -> None:
    said = closing_line(tmp_path, ["the_same[one]", "the_same[two]", "the_same[three]"])
    assert said.startswith("0: ")
    assert "3 passed" in said


def test_tests_that_cannot_be_told_apart_end_the_run(tmp_path: Path) -> None:
    said = closing_line(tmp_path, ["the_same[one]", "the_same[one]"])
    assert not said.startswith("0: ")
    assert " passed" not in said


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("tests/pages/test_a_call.py", "tests/pages"),
        ("tests/specs/intake/test_person.py", "tests/specs/intake"),
        ("tests/flows/test_copies.py", "tests/flows/test_copies.py"),
    ],
)
def test_what_shares_a_system_stays_in_one_lane(path: str, group: str) -> None:
    assert lane_group(path) == group


def test_the_longest_go_first() -> None:
    paths = ["tests/specs/a.py", "tests/plumbing/b.py", "tests/pages/c.py", "tests/faults/d.py"]
    assert sorted(paths, key=turn) == [
        "tests/pages/c.py",
        "tests/faults/d.py",
        "tests/plumbing/b.py",
        "tests/specs/a.py",
    ]


def test_a_file_is_not_shared_out_between_lanes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        tests = "\n".join(
            f"def test_{n}(worker_id):\n    print('ran', __name__, worker_id)" for n in range(9)
        )
        (tmp_path / f"test_{name}.py").write_text(tests, encoding="utf-8")
    said = closing_line(tmp_path, ["the_same[one]"], "-rP")
    ran = {tuple(line.split()[1:]) for line in said.splitlines() if line.startswith("ran ")}
    assert "19 passed" in said
    assert len(ran) == 2, ran
