"""The `tukiverkko` command: the operator's edge.

Exit codes: 0 done, 1 refused or found something, 2 wrong use.
"""

import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from services.console import doctoring, erasing, finance, operating, progress, remaking, research, subscribers
from services.console.holding import Stopped
from services.console.importing import asked as importing
from services.console.operating import VERBS, operate, place_in
from services.console.policies import refuse_broken_policies, refuse_broken_studies
from services.console.region.asking import region
from services.console.running import play_embedded, play_on_servers, run_all
from services.console.safekeeping import asked as safekeeping
from services.console.sealing import ACCESS_LOGS, begin_again, seal_all
from services.console.standing import AsTable, standing_of
from services.console.supervising import SCHEMAS, databases, environment
from services.console.typed import Data, or_refuse, settings_of, stoppable, wrong_use
from services.console.verifying import verify_all
from shared.contracts.services import READERS, SERVICES, WITH_A_LOG
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import PREFIX, Settings
from shared.plumbing.tokens import ROLES, issue

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tukiverkko gets stuck cases of children and families moving again.",
)


@app.command()
def up(
    data: Data = None, port: Annotated[int | None, typer.Option(help="The gateway's port.")] = None
) -> None:
    """Run all services and the pages: embedded, or on the servers that the settings name."""
    settings = settings_of(data, http_port=port)
    if settings.database_url is None:
        settings = settings.model_copy(update={"demo": True})
    try:
        or_refuse(lambda: run_all(settings))
    except Stopped:
        typer.echo("stopped", err=True)


@app.command()
def serve(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}, gateway.")],
) -> None:
    """Run one service, or the gateway, on the servers that the settings name; several at once if need be."""
    settings = settings_of()
    if service not in {*SERVICES, "gateway"}:
        wrong_use(f"there is no service {service}: use one of {', '.join(SERVICES)}, gateway")
    keys_too = ("KEYS_DATABASE_URL",) if service in WITH_A_LOG else ()  # nobody else has to reach the keys
    needed = ("DATABASE_URL", *keys_too, "AMQP_URL")
    if missing := [f"{PREFIX}{name}" for name in needed if getattr(settings, name.lower()) is None]:
        wrong_use(f"serve needs servers: set {', '.join(missing)}, or use `up`")
    or_refuse(lambda: refuse_broken_policies(settings))
    or_refuse(lambda: refuse_broken_studies(settings))
    module = "services.gateway.main" if service == "gateway" else "services.console.serving"
    arguments = [sys.executable, "-m", module] + ([] if service == "gateway" else [service])
    os.execve(sys.executable, arguments, environment(settings))  # noqa: S606 - our own module, no shell


@app.command()
def migrate(data: Data = None) -> None:
    """Make or update the tables of every service."""
    stoppable(lambda: _migrated(settings_of(data)))
    typer.echo(f"migrated: {', '.join(SCHEMAS)}")


def _migrated(settings: Settings) -> None:
    with databases(settings):
        """They are migrated by now; the embedded server, where it is ours, stops again."""


@app.command()
def play(
    file: Annotated[
        Path, typer.Argument(help="A JSON Lines file of commands and queries.", exists=True, dir_okay=False)
    ],
    data: Data = None,
    servers: Annotated[
        bool, typer.Option("--servers", help="On the settings' servers, in a new database and virtual host.")
    ] = False,
) -> None:
    """Play a file of commands and queries, each at its own clock, and print what came out as JSON."""
    with ExitStack() as stack:
        if data is None and not servers:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tukiverkko-play-")))
        run = play_on_servers if servers else play_embedded
        played = stoppable(lambda: run(settings_of(data), file, progress.bar))
    typer.echo(json.dumps(played.as_dict(), ensure_ascii=False, indent=1))
    raise typer.Exit(1 if played.unexpected else 0)


@app.command()
def status(
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """How each service stands and how far each reader is; exit 1 where something is not ready."""
    standing = standing_of(settings_of(data))
    typer.echo(json.dumps(standing.as_dict(), indent=1) if as_json else AsTable(standing))
    if sentence := standing.what_to_do():
        typer.echo(sentence, err=True)
    raise typer.Exit(0 if standing.ready else 1)


@app.command()
def doctor(
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Find what is wrong with an installation and say what to do; exit 1 where something was found."""
    found = doctoring.examine(settings_of(data))
    typer.echo(
        json.dumps(doctoring.as_dict(found), indent=1) if as_json else "\n".join(doctoring.lines(found))
    )
    raise typer.Exit(1 if found else 0)


@app.command()
def seal(
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Seal what was stored since the last seal, now; keep what it prints: it proves the seals up to here."""
    told = stoppable(lambda: seal_all(settings_of(data)))
    lines = [f"{name}: sealed to {s['position']}, seal {s['number']} {s['hash']}" for name, s in told.items()]
    typer.echo(json.dumps(told, indent=1) if as_json else "\n".join(lines))


@app.command()
def verify(
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Look whether all facts are as they were sealed; exit 1 and each place where one is not."""
    found = stoppable(lambda: verify_all(settings_of(data)))
    typer.echo(json.dumps(found.as_dict(), indent=1) if as_json else "\n".join(found.lines()))
    raise typer.Exit(0 if found.holds else 1)


@app.command()
def restored(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(ACCESS_LOGS)}.")], data: Data = None
) -> None:
    """After a restore from a backup: give the logs a new id, so that no reader takes new facts for old."""
    if service not in ACCESS_LOGS:
        wrong_use(f"{service} keeps no log of its own: use one of {', '.join(ACCESS_LOGS)}")
    told = stoppable(lambda: begin_again(settings_of(data), service))
    typer.echo(f"{service}: its log is {told['log_id']} from here on, told by seal {told['seal']}")


@app.command()
def parked(
    verb: Annotated[str, typer.Argument(help=f"One of {', '.join(VERBS)}.")],
    fact: Annotated[
        str | None,
        typer.Argument(help="Which one, as `list` shows it: intake:17. For retry: all if not given."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is given up (discard).")] = None,
    user: Annotated[str, typer.Option(help="Who does it: kept with what is discarded.")] = "operator",
    service: Annotated[str, typer.Option(help="Whose rows.")] = READERS[0],
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Facts that could not become rows: list, show one, retry after the mend, discard; who discarded what."""
    try:
        chosen = place_in(fact) | ({"reason": reason} if reason else {})
    except ValueError:
        wrong_use("a fact is written as `parked list` shows it: intake:17")
    if verb not in VERBS or service not in READERS or (verb in {"show", "discard"} and not fact):
        wrong_use(f"say {', '.join(VERBS)}; show and discard name a fact, as in intake:17")
    answer = stoppable(lambda: operate(settings_of(data), service, verb, chosen, user))
    typer.echo(json.dumps(answer, indent=1) if as_json else "\n".join(operating.lines(answer)))
    raise typer.Exit(1 if verb == "list" and answer["parked"] else 0)


@app.command()
def subscriber(
    verb: Annotated[str, typer.Argument(help=f"One of {', '.join(subscribers.VERBS)}.")],
    name: Annotated[str | None, typer.Argument(help="Its name: a-z, 0-9 and hyphens.")] = None,
    events: Annotated[
        str | None,
        typer.Option(
            help="What it may read (add): intake.referral-received,billing.* or '#' for everything."
        ),
    ] = None,
    user: Annotated[str, typer.Option(help="Who does it: kept with the change.")] = "operator",
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Programs outside that read public facts: add one and print what to give it, list, rotate, remove."""
    if verb not in subscribers.VERBS:
        wrong_use(f"say one of {', '.join(subscribers.VERBS)}")
    if verb in {"add", "rotate", "remove"} and not name:
        wrong_use(f"say which: subscriber {verb} NAME")
    if (verb == "add") != bool(events):
        wrong_use("add, and only add, says what it may read: --events intake.referral-received,billing.*")
    answer = stoppable(lambda: _subscribers(settings_of(data), user, verb, name or "", events or ""))
    typer.echo(json.dumps(answer, indent=1) if as_json else "\n".join(subscribers.lines(answer)))


def _subscribers(settings: Settings, user: str, verb: str, name: str, events: str) -> subscribers.Answer:
    asked = subscribers.Subscribers(settings, user)
    match verb:
        case "add":
            return asked.add(name, events.split(","))
        case "rotate":
            return asked.rotate(name)
        case "remove":
            return asked.remove(name)
        case "changes":
            return asked.changes()
    return asked.list()


@app.command()
def rebuild(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(READERS)}.")],
    projection: Annotated[
        str | None, typer.Argument(help="Only this one's rows, as contacts; all if not given.")
    ] = None,
    compare_only: Annotated[
        bool, typer.Option("--compare-only", help="Change nothing; exit 1 where something differs.")
    ] = False,
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Make a service's rows anew from the facts while it runs, compare, and put them in their place."""
    if service not in READERS:
        wrong_use(f"{service} makes no rows of others' facts: use one of {', '.join(READERS)}")
    try:
        report = stoppable(
            lambda: remaking.rebuild(
                settings_of(data), service, projection, progress.say, compare_only=compare_only
            )
        )
    except ValueError as unknown:
        wrong_use(str(unknown))
    typer.echo(
        json.dumps(remaking.as_dict(report), indent=1) if as_json else "\n".join(remaking.lines(report))
    )
    raise typer.Exit(1 if compare_only and report.differences else 0)


@app.command()
def token(
    role: Annotated[str, typer.Argument(help=f"One of {', '.join(ROLES)}.")],
    user: Annotated[str, typer.Option(help="Who signs in.")] = "operator",
    data: Data = None,
    region: Annotated[
        str | None, typer.Option(help="The region; the installation's own if not given.")
    ] = None,
    county: Annotated[str | None, typer.Option(help="A county's code.")] = None,
    sector: Annotated[str | None, typer.Option(help="A sector's code.")] = None,
) -> None:
    """Print a bearer token signed with the installation's own key."""
    settings = settings_of(data)
    if role not in ROLES:
        wrong_use(f"there is no role {role}: use one of {', '.join(ROLES)}")
    claims = {
        "sub": user,
        "role": role,
        "region": region or settings.region,
        "county": county,
        "sector": sector,
    }
    typer.echo(issue(signing_key(settings.keys), {k: v for k, v in claims.items() if v is not None}))


@app.command()
def bench(
    quick: Annotated[bool, typer.Option("--quick", help="Short and rough: whether it runs at all.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="One measure by its name; may be repeated.")] = None,
    facts: Annotated[int | None, typer.Option(min=600, help="How long a log to measure with.")] = None,
) -> None:
    """Measure this machine: each figure against a limit or a peer of the same run (docs/bench.md)."""
    from services.console.bench import running as benches  # noqa: PLC0415 - it loads what it measures

    if unknown := set(only or ()) - set(benches.MEASURES):
        wrong_use(f"there is no measure {', '.join(unknown)}: use some of {', '.join(benches.MEASURES)}")
    measured = stoppable(lambda: benches.bench(only or [], quick=quick, facts=facts))
    benches.show(measured, as_json=as_json)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the HTTP API."""
    from services.gateway.openapi import openapi_document  # noqa: PLC0415 - the edge loads slowly

    typer.echo(json.dumps(openapi_document(), ensure_ascii=False, indent=1))


@app.command()
def asyncapi(
    as_json: Annotated[bool, typer.Option("--json", help="On one line, for programs.")] = False,
) -> None:
    """Print the AsyncAPI document of the events that integrators get."""
    from shared.contracts.asyncapi import asyncapi_document  # noqa: PLC0415 - every schema is made for it

    typer.echo(json.dumps(asyncapi_document(), ensure_ascii=False, indent=None if as_json else 1))


for command in (erasing.keys, erasing.erase, erasing.retention, finance.payments, finance.accounting):
    app.command()(command)
app.command()(research.research)
app.command()(safekeeping.backup)
app.command()(safekeeping.drill)
app.command("import")(importing.bring_in)
app.add_typer(region, name="region")


def run() -> None:
    """The console script."""
    app()
