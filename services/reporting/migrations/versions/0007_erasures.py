"""Erasures that reporting knows of."""

from alembic import op

revision = "0007"
down_revision = "0006"

SQL = """
CREATE TABLE erasures (
    service text NOT NULL,
    position bigint NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (service, position)
);
COMMENT ON COLUMN erasures.subject IS 'As the fact named it: a number, or the pseudonym of a person';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE erasures")
