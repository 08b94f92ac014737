"""A start comes to an end: what has not come up in two minutes says where it stands, and ends.

Whoever keeps the process (`up`, systemd, Kubernetes) starts it again. Waiting for ever would look like work
from outside. Two watch: a green thread, which knows where every green thread waits, and one that eventlet
knows nothing of, for a process that a call into C holds as a whole.
"""

import faulthandler
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import eventlet
import structlog
from eventlet.support.greenlets import greenlet

log = structlog.get_logger()
STARTS_WITHIN = 120.0
"""Seconds; a start takes some, and half a minute on a machine that is busy with other things."""
GRACE = 10.0
FAILED = 1


def watched(within: float = STARTS_WITHIN, grace: float = GRACE) -> Callable[[], None]:
    """Ends this process with 1 unless what it returns is called within so many seconds.

    grace: seconds after which it is ended from outside of eventlet, if it did not end by itself.
    """
    faulthandler.dump_traceback_later(within + grace, exit=True, file=sys.stderr)

    def tell_and_end() -> None:
        log.error("does not start", within=within, waiting=[*places()])
        sys.stdout.flush()
        os._exit(FAILED)  # nothing more: what hangs would hang at a proper end as well

    watch = eventlet.spawn_after(within, tell_and_end)

    def up() -> None:
        watch.cancel()
        faulthandler.cancel_dump_traceback_later()

    return up


def places() -> Iterator[str]:
    """Where each green thread waits: the calls that led there, innermost first."""
    for each in gc.get_objects():
        if isinstance(each, greenlet) and each.gr_frame is not None:
            yield " < ".join(_calls(each.gr_frame))


def _calls(frame: FrameType) -> Iterator[str]:
    for call in reversed(traceback.extract_stack(frame)):
        yield f"{Path(call.filename).name}:{call.lineno} {call.name}"
