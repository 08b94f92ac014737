"""The acceptance scenarios through the command line, embedded and on servers, with what must come out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.playing import ON, SCENARIOS, play

CHECK = SCENARIOS / "check.py"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize(
    "scenario", ["pilot-88", "deadlines", "casework", "agreements", "joint-order", "matching", "goals"]
)
def test_a_scenario_comes_out_as_expected(
    scenario: str, on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    printed = play(SCENARIOS / f"{scenario}.jsonl", on, request, tmp_path)
    expected = SCENARIOS / f"{scenario}.expected.json"
    checked = subprocess.run(
        [sys.executable, CHECK, expected], input=printed, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout.strip()) == (0, "as expected")
