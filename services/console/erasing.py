"""The commands about keys and erasure: what is typed and what is printed; the work is in private.py."""

import json
from typing import Annotated

import typer

from services.console import private
from services.console.typed import Data, settings_of, stoppable, wrong_use


def keys(
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Turn the ring now, not with the next day.")
    ] = False,
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """The ring of the region's key and what it wraps; it turns by itself each day (docs/runbooks/keys.md)."""
    told = stoppable(lambda: private.keys(settings_of(data), rotate=rotate))
    typer.echo(json.dumps(told, indent=1) if as_json else "\n".join(private.lines_of_keys(told)))
    raise typer.Exit(1 if told["without_ring_key"] else 0)


def erase(
    user: Annotated[
        str, typer.Option(help="The admin who asks, or who confirms what another asked for.")
    ] = "",
    person: Annotated[str | None, typer.Option(help="A person's id: erases who they are.")] = None,
    referral: Annotated[str | None, typer.Option(help="A contact's id: destroys its texts.")] = None,
    case: Annotated[str | None, typer.Option(help="A case's id: destroys its texts.")] = None,
    basis: Annotated[str, typer.Option(help=f"One of {', '.join(private.BASES)}.")] = private.BASES[0],
    died_on: Annotated[
        str | None, typer.Option(help="The day of a death, where retention counts from it.")
    ] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="After a restore of the key store: erase again what was erased.")
    ] = False,
    data: Data = None,
) -> None:
    """Ask for an erasure, or confirm one: two admins, and what is gone is gone for good."""
    if replay:
        typer.echo(f"destroyed again: {stoppable(lambda: private.replay(settings_of(data)))} keys")
        return
    named = {"person_id": person, "referral_id": referral, "case_id": case}
    about = {name: given for name, given in named.items() if given}
    if len(about) != 1 or basis not in private.BASES or not user:
        wrong_use("say --user, one of --person, --referral or --case, and a --basis; or --replay")
    command = "erase_person" if person else "destroy_matter"
    told = about | {"basis": basis} | ({"died_on": died_on} if died_on else {})
    answer = stoppable(lambda: private.erase(settings_of(data), command, told, user))
    final = answer.get("final_on")
    typer.echo(f"erased; final on {final}" if final else "asked for: another admin confirms it the same way")


def retention(
    verb: Annotated[str, typer.Argument(help="due: what is to be erased by now.")],
    user: Annotated[str, typer.Option(help="The admin who asks.")] = "admin",
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, for programs.")] = False,
) -> None:
    """What has been kept as long as it has to be; exit 1 where there is something."""
    if verb != "due":
        wrong_use("say `retention due`")
    found = stoppable(lambda: private.due(settings_of(data), user))
    typer.echo(json.dumps(found, indent=1) if as_json else "\n".join(private.lines_of_due(found)))
    raise typer.Exit(1 if found else 0)
