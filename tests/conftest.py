"""What holds for every test: real servers at hand, the same examples each time, and in CI nothing skipped."""

import functools
import os

from httpx._transports import default as transports
from hypothesis import HealthCheck, settings

from tests.support.lanes import pytest_collection_modifyitems, pytest_xdist_make_scheduler
from tests.support.nothing_skipped import (
    pytest_collectreport,
    pytest_runtest_logreport,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from tests.support.own_folders import pytest_configure, pytest_unconfigure
from tests.support.servers import database, own_rabbit, postgres, rabbit, vhost

# Whoever has the settings of an installation in the environment tests the code all the same, not that one.
for setting in [name for name in os.environ if name.startswith("TUKIVERKKO_")]:
    del os.environ[setting]

__all__ = [
    "database",
    "own_rabbit",
    "postgres",
    "pytest_collection_modifyitems",
    "pytest_collectreport",
    "pytest_configure",
    "pytest_runtest_logreport",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_unconfigure",
    "pytest_xdist_make_scheduler",
    "rabbit",
    "vhost",
]

# Each client of httpx reads all authorities that the machine believes, 40 ms of processor time; tests make
# thousands of clients, none of them for TLS with other authorities than these.
transports.create_ssl_context = functools.cache(transports.create_ssl_context)  # type: ignore[attr-defined]

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
