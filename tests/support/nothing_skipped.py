"""In CI nothing is skipped: what is not run is not known. pytest hooks, for the conftest to import."""

import os

import pytest

skipped: list[str] = []
"""The tests that did not really run: skipped, or failed as they were expected to."""


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped and in_ci() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped and in_ci():
        terminalreporter.section("skipped in CI: the run fails", red=True)
        for each in skipped:
            terminalreporter.line(each)
