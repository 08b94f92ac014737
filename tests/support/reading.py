"""All rows of reporting, as they are and as they should be: read once, in order, from the logs of others."""

from typing import Any

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier

from services.reporting.projections import apply
from shared.contracts import billing, feedback, intake, matching
from shared.contracts.reading import from_cloud_event
from shared.plumbing.migrations import migrate
from tests.support.installation import Installation

OWN = {
    *("subscriptions", "made", "alembic_version", "projections", "parked", "discarded", "applied"),
    *("access_log", "access_log_seals", "access_books"),
    *("subscribers", "subscriber_changes", "forwarded"),
}
"""Tables of the schema that are no projection's."""
FACTS = {
    "intake": intake.FACTS,
    "billing": billing.FACTS,
    "matching": matching.FACTS,
    "feedback": feedback.FACTS,
}
"""By source: the facts that reporting reads."""
Figures = dict[str, list[dict[str, Any]]]
BATCH = 500


def events_of(installation: Installation, source: str = "intake") -> list[dict[str, Any]]:
    """Every public fact of a service's log, in order, as it gives them to who asks."""
    events: list[dict[str, Any]] = []
    while True:
        position = events[-1]["position"] if events else 0
        more = installation.ask(source, "facts_after", {"position": position, "limit": BATCH})["facts"]
        if not more:
            return events
        events += more


def rows_of(url: str) -> Figures:
    """Every row of every projection, table by table."""
    options = "-c search_path=reporting"
    with psycopg.connect(url, row_factory=dict_row, options=options) as connection:
        return rows_in(connection)


def rows_in(connection: psycopg.Connection[DictRow]) -> Figures:
    """The same, as a transaction on reporting's schema sees them."""
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'reporting'").fetchall()
    tables = sorted({row["tablename"] for row in names} - OWN)
    # As JSON: a version that still holds is valid to "infinity", which no Python date is.
    every = SQL("SELECT to_jsonb({0}) AS row FROM {0} ORDER BY to_jsonb({0})::text")
    return {
        table: [found["row"] for found in connection.execute(every.format(Identifier(table)))]
        for table in tables
    }


def rows_as_they_should_be(installation: Installation, scratch: str) -> Figures:
    """The same rows made anew in an empty database: the log of each that serves, once from end to end."""
    migrate(scratch, "reporting")
    options = "-c search_path=reporting"
    with psycopg.connect(scratch, row_factory=dict_row, options=options) as connection:
        rows = connection.cursor()
        for source, facts in FACTS.items():
            for event in events_of(installation, source) if installation.running(source) else ():
                apply(from_cloud_event(event, facts), rows)
    return rows_of(scratch)
