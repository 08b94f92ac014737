"""Whole runs: the installation with its pages, and a played file, embedded or on servers."""

import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import httpx
import psycopg
from psycopg.sql import SQL, Identifier

from services.console.holding import held, refuse_a_taken_port
from services.console.playing import Played, Player, lines_of
from services.console.policies import refuse_broken_policies, refuse_broken_studies
from services.console.progress import CannotPlay, say
from services.console.supervising import Supervisor, child, create_database, databases, wait_until
from shared.contracts.services import ADDRESSES, SERVICES
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.bridge_client import BridgeServices
from shared.plumbing.keys import signing_key
from shared.plumbing.management import Management
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.urls import with_database, with_virtual_host

SERVING = "services.console.serving"
GATEWAY = "services.gateway.main"
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


@contextmanager
def installation(settings: Settings, *, play: bool = False, log: Path | None = None) -> Iterator[Settings]:
    """All of it, from the database to the pages, answering when this is entered; it ends with the context.

    Gives the settings with the database's URL. play: lines may bring their own clock. log: where the
    processes write. Occupied where the folder or the port is taken, BrokenPolicy where the
    region's own policies do not fit, DidNotStart where it does not come up.
    """
    refuse_broken_policies(settings)
    refuse_broken_studies(settings)
    with ExitStack() as stack:
        if settings.embedded or settings.database_url is None:
            stack.enter_context(held(settings.home))
        refuse_a_taken_port(settings.http_host, settings.http_port)
        ready = stack.enter_context(databases(settings, play=play))
        signing_key(ready.keys)
        stack.enter_context(Supervisor((SERVING, GATEWAY), ready, log))
        wait_until("the pages", lambda: _pages_answer(ready))
        yield ready


def run_all(settings: Settings) -> None:
    """PostgreSQL where none is set, the services and the gateway, until told to stop (Stopped)."""
    say(f"starting in {settings.home} …")
    with installation(settings) as ready:
        where = "embedded" if ready.embedded else "on servers"
        say(f"Tukiverkko answers ({where}): {address(ready)}/ , its API: {address(ready)}/api/docs")
        say(f"{who_signs_in(ready)} Ctrl-C stops it.")
        signal.pause()


def who_signs_in(settings: Settings) -> str:
    """How people come in here: a sentence."""
    if settings.oidc_issuer:
        return f"People sign in by {settings.oidc_issuer}."
    if settings.demo_sign_in:
        return "Anyone signs in as one of the made-up people: no real person's data may go in."
    return "Nobody can sign in to the pages yet: set TUKIVERKKO_OIDC_ISSUER."


def address(settings: Settings) -> str:
    """Where the pages are, as one opens them on this machine."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened on
    host = anywhere.get(settings.http_host, settings.http_host)
    return f"http://[{host}]:{settings.http_port}" if ":" in host else f"http://{host}:{settings.http_port}"


def _pages_answer(settings: Settings) -> bool:
    """Asked many times a second: without TLS, whose authorities it would take 40 ms to read."""
    try:
        asked = f"{address(settings)}/readyz"
        return httpx.get(asked, timeout=5.0, trust_env=False, verify=False).is_success  # noqa: S501 - http://
    except httpx.TransportError:
        return False


def on_the_embedded_default(settings: Settings) -> Settings:
    """The same settings without any server of theirs."""
    servers = ("database_url", *ADDRESSES, "keys_database_url", "amqp_url")
    return settings.model_copy(update=dict.fromkeys(servers))


def play_embedded(settings: Settings, file: Path, bar: Bar) -> Played:
    """Plays a file on the embedded default, in the settings' data folder."""
    lines = lines_of(file)
    embedded = on_the_embedded_default(settings)
    with held(embedded.home), databases(embedded, play=True) as ready:
        _refuse_unless_made_for_play(ready)
        return _play(ready, BridgeServices(ready.bridge_socket), lines, bar)


def play_on_servers(settings: Settings, file: Path, bar: Bar) -> Played:
    """Plays a file on the settings' servers, in a database and a virtual host made for it, dropped after."""
    lines = lines_of(file)
    if settings.database_url is None or settings.amqp_url is None:
        raise CannotPlay("--servers needs TUKIVERKKO_DATABASE_URL and TUKIVERKKO_AMQP_URL")
    name = f"tukiverkko_play_{secrets.token_hex(4)}"
    with ExitStack() as stack:
        management = stack.enter_context(Management(settings.management_api))
        try:
            management.create_vhost(name)
        except httpx.HTTPError as error:
            sentence = "RabbitMQ's management API must make a virtual host: set TUKIVERKKO_MANAGEMENT_URL"
            raise CannotPlay(f"{sentence} ({error})") from error
        stack.callback(management.delete_vhost, name)
        create_database(settings.database_url, name)
        stack.callback(_drop_database, settings.database_url, name)
        own = settings.model_copy(
            update={
                "database_url": with_database(settings.database_url, name),
                "amqp_url": with_virtual_host(settings.amqp_url, name),
                **dict.fromkeys(ADDRESSES),
                # What was played is dropped as a whole, its keys with it.
                "keys_database_url": with_database(settings.database_url, name),
            }
        )
        ready = stack.enter_context(databases(own, play=True))
        services = RpcServices(str(own.amqp_url), asker="play", letters=letters_of(own))
        return _play(ready, services, lines, bar)


def _play(settings: Settings, services: SyncServices, lines: list[dict[str, object]], bar: Bar) -> Played:
    key = signing_key(settings.keys)
    log = settings.home / "play.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with child(SERVING, settings, log) as process, bar("played", len(lines)) as progress:
        wait_until("the services", lambda: _all_ready(services), process)
        return Player(services, SERVICES, key).play(lines, progress)


def _all_ready(services: SyncServices) -> bool:
    try:
        return all(services.ask(name, "status", {}, timeout=2.0).get("ready") for name in SERVICES)
    except NoAnswer:
        return False


def _refuse_unless_made_for_play(settings: Settings) -> None:
    database = ServiceDatabase(settings.database_of("intake"), "intake")
    try:
        if not database.made_for_play():
            raise CannotPlay(f"the data in {settings.home} was not made for playing: give another --data")
    finally:
        database.close()


def _drop_database(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as owner:
        owner.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
