"""The key store: keys of streams, wrapped, and which were destroyed. It knows not whose they are."""

from alembic import op

revision = "0001"
down_revision = None

SQL = """
CREATE TABLE data_keys (
    key_id uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    wrapped_by text NOT NULL
);
COMMENT ON COLUMN data_keys.wrapped_by IS 'The file of the ring key under which it opens';
CREATE INDEX data_keys_by_ring_key ON data_keys (wrapped_by);
CREATE TABLE destroyed (
    key_id uuid PRIMARY KEY,
    destroyed_on date NOT NULL,
    final_on date NOT NULL
);
COMMENT ON TABLE destroyed IS 'The erasure list: a restore destroys these again before anything is read';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE destroyed; DROP TABLE data_keys")
