"""What can be seen without asking anybody: the settings, and the files and folders that they name."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from services.console.doctoring.finding import Finding
from services.console.policies import refuse_broken_policies, refuse_broken_studies
from services.reporting.queries.research.studies import BrokenStudy
from shared.contracts.services import ADDRESSES
from shared.plumbing.certificates import end_of
from shared.plumbing.embedded.ports import listens
from shared.plumbing.policy import BrokenPolicy
from shared.plumbing.settings import LOOPBACK, Settings

OURS_ALONE = 0o077
ENDS_SOON = timedelta(days=21)
KEYS = ("signing.pem", "region.key", "seal.pem")
FORBIDDEN = "POSTGRES_ENABLE_DB_FUNCTIONS"
ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})


def look(settings: Settings) -> Iterator[Finding]:
    """Settings that contradict, lines in plain, keys, folders, disk, certificates, policies."""
    yield from _servers(settings)
    yield from _edge(settings)
    yield from _lines_in_plain(settings)
    yield from _files(settings)
    yield from _keys(settings)
    yield from _disk(settings)
    for file in settings.certificate_files:
        yield from _certificate(file)
    yield from _policies(settings)


def _servers(settings: Settings) -> Iterator[Finding]:
    if settings.database_url and not settings.amqp_url:
        yield _of("a database is set and no broker: only `up` works so", "set TUKIVERKKO_AMQP_URL")
    if settings.amqp_url and not settings.database_url:
        yield _of("a broker is set and no database", "set TUKIVERKKO_DATABASE_URL")
    if settings.database_url and not settings.keys_database_url:
        yield _of("a database is set and no key store", "set TUKIVERKKO_KEYS_DATABASE_URL")
    if settings.keys_database_url and settings.keys_database_url == settings.database_url:
        yield _of(
            "the keys are kept in the database of what they seal: a backup of it never forgets",
            "give it a PostgreSQL server of its own: TUKIVERKKO_KEYS_DATABASE_URL (docs/runbooks/keys.md)",
        )
    if os.environ.get(FORBIDDEN, "").lower() in {"1", "y", "yes", "true", "on"}:
        yield _of(f"{FORBIDDEN} is set: facts would be lost", f"unset {FORBIDDEN} wherever a service starts")


def _edge(settings: Settings) -> Iterator[Finding]:
    if settings.metrics_port == settings.http_port:
        yield _of("the pages and the figures want one port", "set TUKIVERKKO_METRICS_PORT to another one")
    if settings.messages_by and not settings.public_url:
        yield _of("messages are sent, and their links name this machine", "set TUKIVERKKO_PUBLIC_URL")
    if settings.demo and not settings.demo_sign_in:
        yield _of("the demo's sign-in is set where it never holds", "unset TUKIVERKKO_DEMO")
    needing = {"oidc_mapping": settings.oidc_mapping, "oidc_audience": settings.oidc_audience}
    for name in (name for name, value in needing.items() if value and not settings.oidc_issuer):
        yield _of(
            f"TUKIVERKKO_{name.upper()} is set and no sign-in service",
            "set TUKIVERKKO_OIDC_ISSUER, or unset it",
        )


def _lines_in_plain(settings: Settings) -> Iterator[Finding]:
    """Passwords and facts that travel unencrypted to another machine."""
    broker = urlsplit(settings.amqp_url or "")
    if broker.scheme == "amqp" and broker.hostname not in LOOPBACK:
        yield _of("the line to the broker is not encrypted", "write amqps:// in TUKIVERKKO_AMQP_URL")
    for name in ("database_url", "keys_database_url", "gateway_database_url", *ADDRESSES):
        said = conninfo_to_dict(getattr(settings, name) or "")
        host = str(said.get("host") or "localhost")
        if not host.startswith("/") and host not in LOOPBACK and said.get("sslmode") not in ENCRYPTED:
            yield _of(
                f"the line of TUKIVERKKO_{name.upper()} may be unencrypted", "add sslmode=verify-full to it"
            )


def _files(settings: Settings) -> Iterator[Finding]:
    for name in ("own_policies", "own_instruments", "studies", "oidc_mapping"):
        path: Path | None = getattr(settings, name)
        if path is not None and not path.exists():
            yield _of(
                f"TUKIVERKKO_{name.upper()} names {path}, which is not there", "put it there, or unset it"
            )


def _keys(settings: Settings) -> Iterator[Finding]:
    if not settings.keys.exists():
        if settings.home.exists() and any(settings.home.iterdir()):
            yield Finding(
                "keys",
                f"{settings.keys} is not there: what was sealed cannot be opened, and new keys would be made",
                "bring keys/ back from where it is backed up, before anything starts (docs/runbooks/keys.md)",
            )
        return
    for name in KEYS:
        if not (settings.keys / name).exists():
            yield Finding(
                "keys", f"{name} is missing in {settings.keys}", "bring it back from where keys/ is backed up"
            )
    for path in (settings.keys, *sorted(settings.keys.iterdir())):
        if path.stat().st_mode & OURS_ALONE:
            yield Finding(
                "keys", f"{path} can be read by others", f"chmod {'700' if path.is_dir() else '600'} {path}"
            )


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = next(each for each in (settings.home, *settings.home.parents) if each.exists())
    whole, _, free = shutil.disk_usage(folder)
    if free * 100 < whole * settings.disk_free_percent:
        yield Finding(
            "disk",
            f"only {free // 2**20} MiB of {whole // 2**20} are free where {settings.home} lies",
            "make room, or make the disk larger, before PostgreSQL stops",
        )


def _certificate(file: Path) -> Iterator[Finding]:
    try:
        ends = end_of(file)
    except (OSError, ValueError):
        yield Finding("certificates", f"{file} cannot be read", "put a PEM certificate there, or unset it")
        return
    if ends - datetime.now(UTC) < ENDS_SOON:
        verb = "ended" if ends < datetime.now(UTC) else "ends"
        yield Finding(
            "certificates", f"{file} {verb} on {ends:%Y-%m-%d}", "renew it, and start anew what uses it"
        )


def _policies(settings: Settings) -> Iterator[Finding]:
    for what, refuse in (("policies", refuse_broken_policies), ("studies", refuse_broken_studies)):
        try:
            refuse(settings)
        except (BrokenPolicy, BrokenStudy, OSError) as broken:
            yield Finding(what, f"they cannot be used: {broken}", "mend the file; nothing starts with it")


def port_taken(settings: Settings) -> bool:
    """Whether somebody listens where the pages would."""
    return listens(settings.http_port)


def _of(what: str, do: str) -> Finding:
    return Finding("settings", what, do)
