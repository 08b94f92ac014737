"""The services' process: `python -m services.console.serving [SERVICE …]`, all of them where none is named.

eventlet patches the process before anything else is imported: nameko needs it, and psycopg must be told
to wait in a way that lets other green threads run.
"""

# ruff: noqa: E402 - the patch comes before every other import, by design
import os

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"
# With RUST_BACKTRACE set, Cedar's library looks back through the stack where it reports an error: a green
# thread's has no beginning for it, and the process ended with a segmentation fault.
os.environ["RUST_LIB_BACKTRACE"] = "0"
# eventlet's own resolver knows neither the machine's ways to names nor its caches, and is a sixth of a start.
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
import warnings

# eventlet says at each start that it is only mended now: known, and weighed (nameko needs it).
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated", category=Warning)
import eventlet

eventlet.monkey_patch()

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from shared.contracts.services import SERVICES
from shared.plumbing import tracing
from shared.plumbing.ask import ServiceAway
from shared.plumbing.bridge import Bridge, spawn_bridge
from shared.plumbing.desk import Desk
from shared.plumbing.hosting import OpenDesk, run_services
from shared.plumbing.logging import configure_logging
from shared.plumbing.settings import Settings
from shared.plumbing.starting import watched

METHODS = frozenset(
    {"carry_out", "answer", "operate", "status", "facts_after", "tally", "events", "subscribers"}
)


def served(name: str) -> tuple[type, OpenDesk]:
    """A service's class and what opens its desk. Only its own modules are loaded: a start is mostly that.

    KeyError for a service that does not exist.
    """
    if name not in SERVICES:
        raise KeyError(name)
    service: tuple[type, OpenDesk] = import_module(f"services.{name}.service").SERVED
    return service


def run(names: list[str], settings: Settings) -> None:
    """Serves these services until told to stop. KeyError for a service that does not exist."""
    kinds = {name: served(name) for name in names or SERVICES}
    up = watched()

    def open_bridge(desks: dict[str, Desk]) -> Callable[[], None] | None:
        """On the embedded default others ask over a socket, for the bus is in this process's memory."""
        up()
        if not settings.embedded:
            return None

        def dispatch(service: str, method: str, request: dict[str, Any]) -> dict[str, Any]:
            if service not in desks or method not in METHODS:
                raise ServiceAway(f"{service}.{method}: nobody listens")
            return dict(getattr(desks[service], method)(request))

        bridge = spawn_bridge(settings.bridge_socket, Bridge(dispatch))
        return lambda: bridge.kill()  # noqa: PLW0108 - what it returns is nobody's business

    run_services(kinds, settings, open_bridge)


if __name__ == "__main__":
    chosen = Settings()
    configure_logging(chosen.log_level, process="services")
    tracing.begin(chosen, "-".join(sys.argv[1:]) or "services")
    run(sys.argv[1:], chosen)
