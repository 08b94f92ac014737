"""Seals: a signed chain over what is stored, so that a change behind the service's back is found."""

from alembic import op

revision = "0002"
down_revision = "0001"

SQL = """
CREATE TABLE seals (
    number    bigint PRIMARY KEY,
    kind      text NOT NULL,
    log_id    uuid NOT NULL,
    after     bigint NOT NULL,
    last      bigint NOT NULL,
    facts     bytea NOT NULL,
    previous  bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    hash      bytea NOT NULL,
    signature bytea NOT NULL
);
COMMENT ON TABLE seals IS 'Each vouches for the facts between two positions, and for the seal before it';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE seals")
