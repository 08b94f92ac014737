"""The acceptance scenarios and the reference data are copies: compared with the originals where they are."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORIGINALS = ROOT.parent / "shared"
COPIES = {"scenarios": ROOT / "tests/scenarios", "reference": ROOT / "shared/kernel/reference"}


@pytest.mark.parametrize("folder", COPIES)
def test_a_copy_is_the_same_byte_by_byte(folder: str) -> None:
    """Without the originals there is nothing to compare, and the copies stand for themselves."""
    for original in sorted((ORIGINALS / folder).glob("*")):
        assert (COPIES[folder] / original.name).read_bytes() == original.read_bytes(), original.name


def test_the_scenarios_are_there() -> None:
    files = {file.name for file in COPIES["scenarios"].iterdir()}
    assert {"README.md", "check.py", "pilot-88.jsonl", "pilot-88.expected.json"} <= files
