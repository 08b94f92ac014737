"""The demo from an empty folder to the pages."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from services.console.demo import figures
from services.console.demo.shifting import HELSINKI, moved_to_lately
from services.console.holding import LOCK, Occupied, Stopped, a_free_port, held, until_told_to_stop
from services.console.playing import Played, Player, lines_of
from services.console.progress import REFUSALS, bar, say
from services.console.running import address, installation, on_the_embedded_default
from services.gateway.languages import LANGUAGES
from shared.contracts.services import SERVICES
from shared.plumbing.bridge_client import BridgeServices
from shared.plumbing.embedded.leftovers import clear_leftovers
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings

PILOT = Path(__file__).parent / "pilot.jsonl"
CASEWORK = Path(__file__).parent / "casework.jsonl"
"""The work of some months that follows one of the pilot's contacts."""
ORDERS = Path(__file__).parent / "orders.jsonl"
"""Two sectors order that work together, and are invoiced."""
EXPERTS = Path(__file__).parent / "experts.jsonl"
"""Whom the centre knows, and whom five of the pilot's contacts and that case are looking for."""
FEEDBACK = Path(__file__).parent / "feedback.jsonl"
"""Whether that work helps: who is asked, how far its goals were reached."""
LATELY = (CASEWORK, ORDERS, EXPERTS, FEEDBACK)
"""Moved together: what happens to the pilot's contacts after it."""
LOG = "demo.log"
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after printing.")] = False,
    under: Annotated[Path, typer.Option(help="Folder in which `demo` is made anew.")] = Path("build"),
    port: Annotated[int, typer.Option(help="The pages' port; another one where it is taken.")] = 8080,
    language: Annotated[str, typer.Option(help="Of the figures: fi, sv or en.")] = "en",
) -> None:
    """Plays a pilot's contacts, moved to lately, on a fresh folder; prints the figures; serves the pages."""
    if language not in LANGUAGES:
        typer.echo(f"there is no language {language}: use one of {', '.join(LANGUAGES)}", err=True)
        raise typer.Exit(2)
    try:
        with until_told_to_stop(), installed(under.resolve() / "demo", port) as (ready, played):
            for line in told(ready, played, language):
                typer.echo(line)
            if once:
                say("\nThe pages answer while the demo runs; this time it ends here.")
            else:
                say("\nThe pages are served until you stop this with Ctrl-C.")
                signal.pause()
    except Stopped:
        say("stopped")
        raise typer.Exit(1 if once else 0) from None  # with --once it was before the end
    except REFUSALS as refusal:
        say(f"refused: {refusal}")
        raise typer.Exit(1) from refusal
    raise typer.Exit(1 if played[0].unexpected else 0)


@contextmanager
def installed(folder: Path, port: int) -> Iterator[tuple[Settings, tuple[Played, dict[str, Any]]]]:
    """All of it running on the emptied folder, with the demo played."""
    empty(folder)
    say(f"A fresh folder for its data: {folder}")
    settings = demo_settings(folder, port)
    if settings.http_port != port:
        say(f"Port {port} is taken: port {settings.http_port} is used.")
    say("PostgreSQL, the services and the pages are starting …")
    with installation(settings, play=True, log=folder / LOG) as ready:
        yield ready, play(ready)


def demo_settings(folder: Path, port: int) -> Settings:
    """The embedded default, whatever the environment says, with the demo's people to sign in as."""
    settings = on_the_embedded_default(Settings())
    mine = {"data": folder, "demo": True, "metrics_port": None, "http_host": "127.0.0.1"}
    return settings.model_copy(update={**mine, "http_port": a_free_port("127.0.0.1", port)})


def empty(folder: Path) -> None:
    """Takes an earlier demo away. Occupied where one runs there, or where what lies there is none."""
    if folder.exists() and any(folder.iterdir()) and not (folder / LOCK).exists():
        raise Occupied(f"{folder} holds something that is no demo: move it away, or give another --under")
    with held(folder):
        clear_leftovers(folder / "postgres" / "cluster", folder / "postgres" / "run")
        for each in folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            elif each.name != LOCK:
                each.unlink()


def play(ready: Settings) -> tuple[Played, dict[str, Any]]:
    """Plays all of it; what came out, and what the pilot's figures were asked for."""
    now = datetime.now(HELSINKI)
    lines = moved_to_lately(lines_of(PILOT), now)
    every = [*lines, *moved_to_lately([line for file in LATELY for line in lines_of(file)], now)]
    services = BridgeServices(ready.bridge_socket)
    with bar("played", len(every)) as progress:
        played = Player(services, SERVICES, signing_key(ready.keys)).play(every, progress)
    asked = {line["save_as"]: line["data"] for line in lines if "save_as" in line}
    return played, asked["known_by_may"]


def told(ready: Settings, played: tuple[Played, dict[str, Any]], language: str) -> Iterator[str]:
    """Everything that is printed at the end."""
    what, asked = played
    yield ""
    yield from figures.counts(what)
    yield from figures.figures(what, asked, language)
    yield ""
    yield from figures.places(address(ready), asked)
    yield from figures.a_survey(ready.messages)
    yield f"Logs        {ready.home / LOG}"
    yield "Everyone in it is made up. No real person's data may go in."
