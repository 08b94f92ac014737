"""What holds for every test: hypothesis answers the same each time, and in CI nothing is skipped."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.support.servers import database, own_rabbit, postgres, rabbit, vhost

__all__ = ["database", "own_rabbit", "postgres", "rabbit", "vhost"]  # fixtures for every test

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

skipped: list[str] = []
"""The tests that did not really run: skipped, or failed as they were expected to."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: what is not run is not known."""
    if skipped and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped and os.environ.get("CI") == "true":
        terminalreporter.section("skipped in CI: the run fails", red=True)
        for each in skipped:
            terminalreporter.line(each)
