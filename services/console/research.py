"""`research`: a study's research file fetched from a terminal: what is typed, what is asked of reporting."""

import time
from base64 import b64decode
from pathlib import Path
from typing import Annotated, Any

import typer

from services.console.operating import SaidNo
from services.console.standing import services_by
from services.console.typed import Data, settings_of, stoppable
from shared.plumbing.ask import NoAnswer
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

PATIENCE = 60.0
"""Seconds for one answer."""
LOOK = 0.5
"""Seconds between two looks at whether it is made."""


def research(
    study: Annotated[str, typer.Argument(help="The study's id, as its file has it.")],
    to: Annotated[Path, typer.Option("--to", help="The folder for the file.", file_okay=False, exists=True)],
    user: Annotated[str, typer.Option(help="The researcher, as the study's file names them.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The end of another month, like 2025-12-31.")
    ] = None,
    data: Data = None,
) -> None:
    """Fetch a study's research file, a zip: data, codebook and report; waits until it is made."""
    file = stoppable(lambda: fetched(settings_of(data), study, user, as_of))
    path = to / file["name"]
    path.write_bytes(b64decode(file["content"]))
    typer.echo(str(path))


def fetched(settings: Settings, study: str, user: str, as_of: str | None) -> dict[str, Any]:
    """The file, once it is made. SaidNo where it is refused, or cannot be made."""
    services = services_by(settings)
    asked = {"study_id": study} | ({"as_of": as_of} if as_of else {})
    while True:
        claims = {"sub": user, "role": "researcher", "region": settings.region}
        token = issue(signing_key(settings.keys), claims)
        request = {"name": "research_file", "data": asked, "token": token, "correlation": None}
        try:
            reply = services.ask("reporting", "answer", request, timeout=PATIENCE)
        except NoAnswer:
            raise SaidNo("reporting does not answer: start it with `tukiverkko up` or `serve`") from None
        if reply["status"] != 200:  # noqa: PLR2004 - a service's own yes
            raise SaidNo(_sentences(reply["problem"]))
        told = dict(reply["result"])
        if told["state"] == "failed":
            raise SaidNo("the research file could not be made: look at the log of reporting")
        if told["state"] == "done":
            return dict(told["file"])
        time.sleep(LOOK)


def _sentences(problem: dict[str, Any]) -> str:
    fields = [
        f"{each['field']}: {each['sentence'].format(**each.get('values', {}))}" for each in problem["fields"]
    ]
    return "; ".join([problem["sentence"].format(**problem["values"]), *fields])
