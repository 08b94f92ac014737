"""Snapshots of long streams: their newest, and by which code it was made."""

from alembic import op

revision = "0005"
down_revision = "0004"

SQL = """
CREATE TABLE snapshots (
    originator_id uuid PRIMARY KEY,
    originator_version bigint NOT NULL,
    made_by text NOT NULL,
    state bytea NOT NULL
);
"""


def upgrade() -> None:
    op.execute(SQL)
