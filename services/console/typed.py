"""What the commands have in common: what is typed becomes settings, what is refused becomes a sentence.

Exit codes: 0 done, 1 refused or found something, 2 wrong use.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from services.console import progress
from services.console.holding import Stopped, until_told_to_stop
from shared.plumbing.settings import PREFIX, Settings

Data = Annotated[Path | None, typer.Option("--data", help="Data folder, instead of TUKIVERKKO_DATA.")]


def settings_of(data: Path | None = None, **more: Any) -> Settings:
    """The settings, with what was typed. Wrong use where one of them does not fit."""
    chosen = {"data": data, **more}
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        # Only the name and what is wanted: a setting's value may be a password.
        wrong = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        wrong_use("; ".join(wrong))
    except OSError as error:
        wrong_use(f"a setting's file cannot be read: {error.filename} ({error.strerror})")


def stoppable(work: Callable[[], Any]) -> Any:
    """Work that has an end of its own: to be told to stop before it is exit 1."""
    try:
        return or_refuse(work)
    except Stopped as told:
        typer.echo("stopped before the end", err=True)
        raise typer.Exit(1) from told


def or_refuse(work: Callable[[], Any]) -> Any:
    """Work that lasts until it is told to stop (Stopped); a refusal is a sentence and exit 1."""
    try:
        with until_told_to_stop():
            return work()
    except progress.REFUSALS as refusal:
        typer.echo(f"refused: {refusal}", err=True)
        raise typer.Exit(1) from refusal


def wrong_use(sentence: str) -> NoReturn:
    """Says what to type instead, and ends with 2."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
