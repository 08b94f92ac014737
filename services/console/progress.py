"""Progress of long work: a bar on a terminal, plain lines elsewhere; always on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.console.holding import Occupied
from services.console.operating import SaidNo
from services.console.playing import NotSettled, Unplayable
from services.console.subscribers import BrokerSaysNo
from services.console.supervising import DidNotStart, NoKeyStore
from services.reporting.queries.research.studies import BrokenStudy
from shared.plumbing.embedded import child
from shared.plumbing.policy import BrokenPolicy
from shared.plumbing.seals.chain import AnotherChain
from shared.plumbing.switching import NotNow

LINES_BETWEEN = 100


class CannotPlay(Exception):
    """Playing was refused before it began."""


REFUSALS = (
    CannotPlay, Unplayable, NotSettled, Occupied, DidNotStart, child.DidNotStart, psycopg.OperationalError,
    AnotherChain, NotNow, SaidNo, NoKeyStore, BrokenPolicy, BrokenStudy,
    BrokerSaysNo,
)  # fmt: skip
"""What ends a command with a sentence and exit code 1."""


def say(line: str) -> None:
    """A plain line on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Gives a function that is told how much is done."""
    if not sys.stderr.isatty():

        def tell(done: int) -> None:
            if done % LINES_BETWEEN == 0 or done == total:
                say(f"{what}: {done} of {total}")

        yield tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task(what, total=total)
        yield lambda done: shown.update(task, completed=done)
