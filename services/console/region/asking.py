"""`tukiverkko region`: asks, or reads the answers, makes the folder, and says what comes next."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from services.console.region.answers import Answers, answers_in
from services.console.region.folder import PROCESSES, AlreadyThere, make_region
from services.console.typed import wrong_use

region = typer.Typer(no_args_is_help=True, help="A region's own installation.")


@region.callback()
def of_a_region() -> None:
    """A region's own installation."""


@region.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder that is made.")],
    answers: Annotated[
        Path | None,
        typer.Option("--from", help="A TOML or JSON file with the answers; asked if not given.", exists=True),
    ] = None,
) -> None:
    """Make a region's folder: settings, keys, and what PostgreSQL and RabbitMQ are told (docs/region.md)."""
    try:
        made = make_region(folder, answers_in(answers) if answers else _asked())
    except ValidationError as error:
        wrong_use("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))
    except (tomllib.TOMLDecodeError, ValueError) as error:
        wrong_use(f"{answers} cannot be read: {error}")
    except AlreadyThere as there:
        typer.echo(f"refused: {there}", err=True)
        raise typer.Exit(1) from there
    typer.echo("\n".join([*map(str, made), "", *_next(folder)]))


def _asked() -> Answers:
    """Each question until the answer fits; an empty one is the default."""
    said: dict[str, Any] = {}
    for name, field in Answers.model_fields.items():
        default = None if field.is_required() else ("" if field.default is None else str(field.default))
        while True:
            said[name] = typer.prompt(str(field.description), default=default, show_default=bool(default))
            if said[name] == "":
                del said[name]
                break
            wrong = _wrong_about(name, said)
            if not wrong:
                break
            typer.echo(wrong, err=True)
    return Answers.model_validate(said)


def _wrong_about(name: str, said: dict[str, Any]) -> str:
    try:
        Answers.model_validate(said)
    except ValidationError as error:
        return "; ".join(each["msg"] for each in error.errors() if each["loc"] == (name,))
    return ""


def _next(folder: Path) -> list[str]:
    return [
        "What comes next (docs/region.md):",
        f"  psql -f {folder}/postgres/store.sql       on the services' PostgreSQL, as who may make roles",
        f"  psql -f {folder}/postgres/keys.sql        on the key store's",
        f"  rabbitmqctl import_definitions {folder}/rabbitmq/definitions.json",
        f"  tukiverkko migrate                        with the settings of {folder}/operator.env",
        f"  tukiverkko serve SERVICE                  each of {', '.join(PROCESSES)}, with its own",
        "The secrets and data/keys are for the operator alone; keep a copy of data/keys apart.",
    ]
