"""The commands of the centre's finance: what is typed and what is printed; the work is in money.py."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from services.console import money
from services.console.typed import Data, settings_of, stoppable

User = Annotated[str, typer.Option(help="Who asks, of the centre's finance: kept with what is stored.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")]


def payments(
    file: Annotated[
        Path,
        typer.Argument(help="A statement or notification (camt.053, camt.054).", exists=True, dir_okay=False),
    ],
    user: User = "finance",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Read a file of the bank: payments go to their invoices; prints what was placed, what waits and why.

    All of the file or nothing; what was told before changes nothing. Exit 1 where something waits.
    """
    read = stoppable(lambda: money.read_file(settings_of(data), file, user))
    typer.echo(
        json.dumps(read, ensure_ascii=False, indent=1) if as_json else "\n".join(money.lines_of_file(read))
    )
    raise typer.Exit(1 if read["waiting"] else 0)


def accounting(
    first: Annotated[str, typer.Option("--from", help="The first day, like 2025-09-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day.")],
    user: User = "finance",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print what the books take of some days, balanced: invoices, credit notes and payments, as CSV."""
    from services.gateway.documents.accounting_file import file_of  # noqa: PLC0415 - the edge loads slowly

    answer = stoppable(lambda: money.books(settings_of(data), first, last, user))
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        sys.stdout.buffer.write(file_of(answer["rows"]))
