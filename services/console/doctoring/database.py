"""PostgreSQL as it is found: reachable, new enough, keeping its promises, with this release's tables."""

import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from services.console.doctoring.finding import Finding
from services.console.supervising import DATABASE, DATABASE_OF_KEYS, SCHEMAS
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.sealing import key_store
from shared.plumbing.settings import Settings

OLDEST = 150_000
PATIENCE = 5
CLOCKS_APART = 2.0
"""Seconds: tokens and days due go by the processes' clock, what was stored by whoever stores it."""
MUST_BE = {
    "fsync": "a power cut loses facts that were said to be stored",
    "full_page_writes": "a power cut may leave pages that cannot be read",
    "synchronous_commit": "a crash loses facts that were said to be stored",
}
HELD_OPEN = """SELECT count(*) FROM pg_stat_activity
WHERE state = 'idle in transaction' AND now() - state_change > '5 min'"""


def look(settings: Settings) -> Iterator[Finding]:
    """Each server once, each schema in it."""
    by_url: dict[str, list[str]] = {}
    for schema, url in _addresses(settings):
        by_url.setdefault(url, []).append(schema)
    for url, schemas in by_url.items():
        try:
            with psycopg.connect(url, connect_timeout=PATIENCE, autocommit=True) as connection:
                yield from _server(connection)
                for schema in schemas:
                    yield from _schema(connection, schema)
        except psycopg.OperationalError as away:
            yield Finding(
                "database",
                f"it cannot be reached for {', '.join(schemas)}: {str(away).strip().splitlines()[-1]}",
                "look whether it runs, and at the address, user and password in TUKIVERKKO_DATABASE_URL",
            )


def _addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.database_url is None:
        server = Postgres(settings.home / "postgres")
        if server.is_there():
            yield from ((schema, server.url(DATABASE)) for schema in SCHEMAS)
            yield key_store.SCHEMA, server.url(DATABASE_OF_KEYS)
        return
    yield from ((schema, settings.database_of(schema)) for schema in SCHEMAS)
    if settings.keys_database_url:
        yield key_store.SCHEMA, settings.keys_database_url


def _server(connection: psycopg.Connection) -> Iterator[Finding]:
    version = connection.info.server_version
    if version < OLDEST:
        yield Finding("database", f"PostgreSQL {version // 10_000} is too old", "move to 15 or newer")
    for name, why in MUST_BE.items():
        if _one(connection, f"SHOW {name}") == "off":
            yield Finding(
                "database", f"{name} is off: {why}", f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();"
            )
    if _one(connection, "SELECT pg_is_in_recovery()"):
        yield Finding(
            "database", "it is a standby: nothing can be stored", "name the primary in the settings"
        )
    apart = float(_one(connection, "SELECT extract(epoch FROM clock_timestamp())")) - time.time()
    if abs(apart) > CLOCKS_APART:
        yield Finding(
            "clock", f"this machine's and the database's are {abs(apart):.0f} s apart", "run NTP on both"
        )
    if held := _one(connection, HELD_OPEN):
        yield Finding(
            "database",
            f"{held} sessions have kept a transaction open for five minutes: saves may wait for them",
            "end them: pg_stat_activity says whose they are",
        )


def _schema(connection: psycopg.Connection, schema: str) -> Iterator[Finding]:
    table = SQL("SELECT version_num FROM {}").format(Identifier(schema, "alembic_version"))
    try:
        row = connection.execute(table).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        row = None
    except psycopg.errors.InsufficientPrivilege:
        yield Finding(
            "database",
            f"this user may not act for {schema}",
            f"GRANT tukiverkko_{schema} TO the user of the settings, or `tukiverkko migrate` as the owner",
        )
        return
    found, newest = (str(row[0]) if row else None), newest_of(schema)
    if found is None:
        yield Finding("database", f"{schema} has no tables yet", "tukiverkko migrate")
    elif found < newest:
        yield Finding(
            "database", f"{schema}'s tables are of an older release ({found})", "tukiverkko migrate"
        )
    elif found > newest:
        yield Finding(
            "database",
            f"{schema}'s tables are of a newer release ({found}; this one knows {newest})",
            "run the release that made them; going back needs a backup from before",
        )


def newest_of(schema: str) -> str:
    """The number of the newest migration that this release has for a schema."""
    own = schema == key_store.SCHEMA
    tree = (
        key_store.TREE
        if own
        else Path(str(import_module(f"services.{schema}").__file__)).parent / "migrations" / "versions"
    )
    return max(file.name.partition("_")[0] for file in tree.glob("[0-9]*.py"))


def _one(connection: psycopg.Connection, sql: str) -> str:
    row = connection.execute(sql.encode()).fetchone()
    return row[0] if row else ""
