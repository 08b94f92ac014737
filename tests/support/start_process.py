"""A service's process whose start comes to no end: `python -m tests.support.start_process green|held`.

green: it waits in green threads for what never comes. held: a call into C holds the whole process.
"""

# ruff: noqa: E402 - the patch comes before every other import, as in the services' process
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated", category=Warning)
import eventlet

eventlet.monkey_patch()

import sys

from eventlet.event import Event
from eventlet.patcher import original

from shared.plumbing.logging import configure_logging
from shared.plumbing.starting import watched

WITHIN, GRACE, LONG = 1.0, 1.0, 60.0


def wait_for_what_never_comes() -> None:
    Event().wait()


def hold_the_process() -> None:
    original("time").sleep(LONG)


if __name__ == "__main__":
    configure_logging(process="services")
    up = watched(WITHIN, GRACE)
    if sys.argv[1] == "up":
        up()
        eventlet.sleep(WITHIN + GRACE + 0.5)  # longer than either would have waited
    elif sys.argv[1] == "held":
        hold_the_process()
    else:
        wait_for_what_never_comes()
