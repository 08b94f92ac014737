"""`tukiverkko import`: what is typed and what is printed; the work is in the files beside it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.console import progress
from services.console.operating import SaidNo
from services.console.standing import services_by
from services.console.typed import Data, settings_of, stoppable, wrong_use
from shared.kernel.calendar import local_date
from shared.plumbing.settings import Settings

if TYPE_CHECKING:
    from services.console.importing.sending import Told

WHAT = ("experts", "contacts", "template")


def bring_in(
    what: Annotated[str, typer.Argument(help=f"One of {', '.join(WHAT)}.")],
    file: Annotated[str, typer.Argument(help="A CSV file (docs/import.md); of a template its kind.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check all of it and add nothing.")] = False,
    user: Annotated[str, typer.Option(help="The coordinator who asks: the same each time.")] = "coordinator",
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Bring in experts or old contacts from a CSV file, or print a template; all of a file or nothing.

    Exit 1 where a line is bad; the same file twice adds nothing.
    """
    if what not in WHAT:
        wrong_use(f"say one of {', '.join(WHAT)}")
    if what == "template":
        _print_template(file)
        return
    if not Path(file).is_file():
        wrong_use(f"there is no file {file}")
    from services.console.importing import sending  # noqa: PLC0415 - the commands load slowly

    told = stoppable(lambda: _bring(settings_of(data), what, Path(file), user, dry_run))
    typer.echo(
        json.dumps(sending.as_dict(told), ensure_ascii=False, indent=1)
        if as_json
        else "\n".join(sending.lines_of(told))
    )
    raise typer.Exit(1 if told.faults else 0)


def _print_template(name: str) -> None:
    from services.console.importing import checking, page  # noqa: PLC0415 - the commands load slowly

    if name not in checking.KINDS:
        wrong_use(f"there is no template {name}: say one of {', '.join(checking.KINDS)}")
    sys.stdout.buffer.write(page.template(checking.KINDS[name]))


def _bring(settings: Settings, what: str, file: Path, user: str, dry_run: bool) -> "Told":
    """Reads, checks and sends. SaidNo where the file cannot be read."""
    from services.console.importing import checking, sending, table  # noqa: PLC0415 - the commands load slowly

    kind = checking.KINDS[what]
    try:
        read = checking.table_of(file.read_bytes(), kind)
    except table.NoTable as none:
        raise SaidNo(str(none)) from None
    if read.encoding != table.UTF_8:
        progress.say(f"the file is not UTF-8: read as {read.encoding}; look whether å, ä and ö are right")
    with progress.bar("checked", len(read.rows)) as tell:
        checked = checking.check(read, kind, settings.region, local_date(datetime.now(UTC)), tell)
    if checked.faults:
        return sending.Told(checked, checked.faults)  # nobody has to run for it
    ask = sending.asking(services_by(settings), settings, kind, user)
    return sending.bring(checked, ask, dry_run=dry_run)
