"""The commands `backup` and `drill`."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TextIO

import structlog
import typer

from services.console import progress
from services.console.safekeeping.backing import back_up
from services.console.safekeeping.drilling import Drill
from services.console.typed import Data, settings_of, stoppable


def backup(
    to: Annotated[Path, typer.Argument(help="The folder of the backups; each gets one of its own in it.")],
    keys_to: Annotated[
        Path, typer.Option("--keys-to", help="The folder of the keys' backups, which are kept 7 days.")
    ],
    data: Data = None,
) -> None:
    """Back up the databases, and apart from them the key store and the keys; the services may run."""
    made = stoppable(lambda: back_up(settings_of(data), to, keys_to))
    typer.echo("\n".join(map(str, made)))


@contextmanager
def logged_to(stream: TextIO) -> Iterator[None]:
    """Log lines go to this stream meanwhile, and afterwards where they went before."""
    before = structlog.get_config()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(stream))
    try:
        yield
    finally:
        structlog.configure(**before)


def drill(
    backups: Annotated[Path, typer.Argument(help="The folder of the backups.", exists=True)],
    keys: Annotated[Path, typer.Option("--keys", help="The folder of the keys' backups.", exists=True)],
    place: Annotated[
        Path | None, typer.Option("--in", help="An empty folder to restore into, and keep; else it goes.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Restore the newest backup into a new place and prove it: facts, seals, keys, rows; exit 1 if not."""
    with ExitStack() as stack:
        # What the store tells of keys that do not open is found below by name; the JSON stands alone.
        stack.enter_context(logged_to(sys.stderr))
        made = tempfile.TemporaryDirectory(prefix="tukiverkko-drill-", ignore_cleanup_errors=True)
        where = place or Path(stack.enter_context(made)) / "restored"
        found = stoppable(lambda: Drill(settings_of(), where, progress.say).run(backups, keys))
    said = {**asdict(found), "holds": found.holds}
    typer.echo(json.dumps(said, indent=1) if as_json else "\n".join(found.lines()))
    raise typer.Exit(0 if found.holds else 1)
