"""What was erased, and whether its keys are destroyed by now."""

from alembic import op

revision = "0013"
down_revision = "0012"

SQL = """
CREATE TABLE erasures (
    stream uuid PRIMARY KEY,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    keys_destroyed boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN erasures.keys_destroyed IS 'False between fact and key store: done again at the start';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE erasures")
