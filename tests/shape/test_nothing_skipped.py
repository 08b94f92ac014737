"""In CI a skipped test fails the run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[1] / "support" / "nothing_skipped.py"
RUNS = "def test_it_runs() -> None:\n    assert True\n"
SKIPS_ALL = "import pytest\n\npytest.skip('not here', allow_module_level=True)\n"
SKIPS = "import pytest\n\n\n@pytest.mark.skip\ndef test_it_is_skipped() -> None:\n    assert False\n"


def exit_code(folder: Path, tests: str, *, ci: bool, lanes: int = 0) -> int:
    """The exit code of a pytest run over some tests, with the project's own hooks."""
    shutil.copy(HOOKS, folder / "conftest.py")
    (folder / "test_some.py").write_text(tests, encoding="utf-8")
    surroundings = {**os.environ, "CI": "true" if ci else "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    surroundings["PYTEST_DEBUG_TEMPROOT"] = str(folder)  # lanes close the folder they share with others
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    if lanes:
        command += ["-p", "xdist", "-n", str(lanes)]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("tests", "ci", "code"), [(RUNS, True, 0), (RUNS + SKIPS, True, 1), (RUNS + SKIPS, False, 0)]
)
def test_a_skip_fails_the_run_in_ci(tmp_path: Path, tests: str, *, ci: bool, code: int) -> None:
    assert exit_code(tmp_path, tests, ci=ci) == code


@pytest.mark.parametrize("tests", [RUNS + SKIPS, SKIPS_ALL])
def test_a_skip_in_one_of_two_lanes_fails_the_run_in_ci(tmp_path: Path, tests: str) -> None:
    (tmp_path / "test_that_runs.py").write_text(RUNS, encoding="utf-8")
    assert exit_code(tmp_path, tests, ci=True, lanes=2) == 1
