"""Which keys the texts of a stream are sealed under; the keys themselves lie in the key store."""

from alembic import op

revision = "0010"
down_revision = "0009"

SQL = """
CREATE TABLE sealing_keys (
    stream uuid NOT NULL,
    key_id uuid NOT NULL,
    PRIMARY KEY (stream, key_id)
);
TRUNCATE snapshots;
"""
"""Snapshots of before are plain; they are made again as the streams go on."""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE sealing_keys")
