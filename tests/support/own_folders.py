"""Each test run has a temporary folder of its own. pytest hooks, for the conftest to import.

pytest's runs share one folder and close it (0700) whenever one starts. As root our servers run as a system
user that must pass through it: a second run, started meanwhile, would cut the first one's servers off.
"""

import os
import tempfile

import pytest

ROOT = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
PYTESTS_SETTING = "PYTEST_DEBUG_TEMPROOT"


def pytest_configure(config: pytest.Config) -> None:
    if PYTESTS_SETTING not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="tukiverkko-tests-", ignore_cleanup_errors=True)
        config.stash[ROOT] = folder
        os.environ[PYTESTS_SETTING] = folder.name


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(ROOT, None):
        del os.environ[PYTESTS_SETTING]
        folder.cleanup()
