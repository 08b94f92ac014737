"""How far the seals were published and confirmed."""

from alembic import op

revision = "0003"
down_revision = "0002"

SQL = """
CREATE TABLE seals_told (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL DEFAULT 0
);
INSERT INTO seals_told DEFAULT VALUES;
COMMENT ON TABLE seals_told IS 'The newest seal that the broker has confirmed';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE seals_told")
