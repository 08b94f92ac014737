"""Cases whose texts were destroyed, here as well: those of their orders and agreements."""

from alembic import op

revision = "0005"
down_revision = "0004"

SQL = """
CREATE TABLE destroyed_matters (
    case_id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE destroyed_matters IS 'Cases that intake destroyed and whose orders have no texts any more';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE destroyed_matters")
