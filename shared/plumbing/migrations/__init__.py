"""Makes and updates a service's schema: one alembic tree a service, in `services/<service>/migrations`.

Each service owns a schema under a role of its own, with no rights in another's. Several processes that
migrate at once wait for each other; a second run changes nothing.
"""

from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from shared.plumbing.store.database import connection_arguments, role_of

ONE_AT_A_TIME = 0x7475_6B69  # any number, the same in every process


def migrate(
    url: str, service: str, *, play: bool = False, schema: str | None = None, tree: Path | None = None
) -> None:
    """Brings the service's schema to the newest version. psycopg.Error where the database says no.

    url: libpq URL of a user who may create roles and schemas, or for whom they were made already.
    play: marks a new schema as one that believes the clocks of played files; an existing one keeps its mark.
    schema: another schema of the service's own, where its rows are made anew beside the living (rebuild.py).
    tree: the folder of the migrations, where they are not a service's own (the key store).
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", (ONE_AT_A_TIME,))
        _make_room(owner, service, schema or service, play=play)
        _upgrade(url, service, schema or service, tree or _tree_of(service))
        if schema is None:
            _begin_log(url, service)


def _make_room(owner: psycopg.Connection, service: str, schema: str, *, play: bool) -> None:
    role = role_of(service)
    if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
        # Roles belong to the whole server: another database's migration may be faster.
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            owner.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role)))
    if owner.execute("SELECT pg_has_role(current_user, %s, 'USAGE')", (role,)).fetchone() != (True,):
        owner.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
    if not owner.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone():
        with owner.transaction():
            owner.execute(
                SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(Identifier(schema), Identifier(role))
            )
            owner.execute(SQL("SET LOCAL ROLE {}").format(Identifier(role)))
            made = SQL("{}.made").format(Identifier(schema))
            owner.execute(SQL("CREATE TABLE {} (play boolean NOT NULL)").format(made))
            owner.execute(SQL("INSERT INTO {} VALUES (%s)").format(made), (play,))


def _tree_of(service: str) -> Path:
    return Path(str(import_module(f"services.{service}").__file__)).parent / "migrations" / "versions"


def _upgrade(url: str, service: str, schema: str, tree: Path) -> None:
    # Imported here: alembic takes seconds to load, and every command of the console would wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("version_locations", str(tree))
    config.set_main_option("path_separator", "newline")
    with psycopg.connect(**connection_arguments(url, service, schema)) as connection:
        engine = create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool)
        with engine.begin() as tables:
            config.attributes["connection"] = tables
            command.upgrade(config, "head")


def _begin_log(url: str, service: str) -> None:
    """A log's id is new for each log: after a restore, old positions are not taken for new ones."""
    with psycopg.connect(**connection_arguments(url, service)) as connection:
        if connection.execute("SELECT to_regclass('log') IS NULL").fetchone() == (True,):
            return
        connection.execute(
            "INSERT INTO log (log_id, recorded_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            (uuid4(), datetime.min.replace(tzinfo=UTC)),
        )
