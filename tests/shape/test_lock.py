"""Everything has an upper bound; the lock file holds a version within it, with hashes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==([^\s;]+)", LOCK, re.MULTILINE))
WANTED = [
    Requirement(each) for each in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
]


@pytest.mark.parametrize("wanted", WANTED, ids=lambda each: each.name)
def test_a_dependency_has_an_upper_bound_and_is_locked_within_it(wanted: Requirement) -> None:
    assert any(bound.operator.startswith("<") for bound in wanted.specifier)
    assert wanted.specifier.contains(LOCKED[canonicalize_name(wanted.name)])


def test_every_locked_version_has_its_hashes() -> None:
    packages = re.split(r"\n(?=[a-z0-9])", LOCK)
    assert [each for each in packages if "==" in each and "--hash=sha256:" not in each] == []


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^--?(?:i|index|extra|find)", LOCK, re.MULTILINE)
