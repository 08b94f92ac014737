"""What PostgreSQL is told: a role that owns each schema, who signs in with it, and no right of others.

For `psql`, by whoever may make roles and databases; again does no harm, and gives the passwords anew.
"""

from collections.abc import Mapping

from services.console.region.passwords import for_postgres
from shared.plumbing.store.database import role_of

OPERATOR = "operator"
"""Who migrates and looks: a member of every role."""


def login_of(name: str, who: str) -> str:
    """Who a process signs in as. Of several installations on a server the database's name tells which."""
    return f"{who}_of_{name}"


def roles_and_database(name: str, roles: Mapping[str, tuple[str, ...]], passwords: Mapping[str, str]) -> str:
    """SQL for psql. name: the database. roles: who signs in → the schemas whose role they have.

    passwords: by who signs in.
    """
    schemas = sorted({schema for held in roles.values() for schema in held})
    said = [
        "\\set ON_ERROR_STOP on",
        "-- The role that owns each service's schema: nobody signs in as it.",
        *(_role(role_of(schema), "NOLOGIN") for schema in schemas),
        "-- Who signs in: each with the role of a schema, and no right in another's.",
    ]
    for who, held in roles.items():
        login = login_of(name, who)
        said += [_role(login, "LOGIN"), f"ALTER ROLE {login} PASSWORD '{for_postgres(passwords[who])}';"]
        said += [f"GRANT {role_of(schema)} TO {login};" for schema in held]
    everybody = ", ".join(login_of(name, who) for who in roles)
    said += [
        "-- The database: nobody else may even connect. CREATE is for schemas of their own, in which",
        "-- rows are made anew beside the living.",
        _made("pg_database", "datname", name, f"CREATE DATABASE {name} OWNER {login_of(name, OPERATOR)}"),
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;",
        f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {name} TO {everybody};",
        f"\\connect {name}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
    ]
    return "\n".join(said) + "\n"


def _role(name: str, kind: str) -> str:
    return _made("pg_roles", "rolname", name, f"CREATE ROLE {name} {kind}")


def _made(table: str, column: str, name: str, sql: str) -> str:
    """In psql's way, what has no IF NOT EXISTS. Every name in it is one of `a_name` or of ours."""
    return f"SELECT '{sql}' WHERE NOT EXISTS (SELECT FROM {table} WHERE {column} = '{name}') \\gexec"  # noqa: S608
