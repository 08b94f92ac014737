"""Which contact a case follows: one behind a restricted case is seen by the named alone."""

from alembic import op

revision = "0004"
down_revision = "0003"

SQL = """
ALTER TABLE cases ADD referral_id uuid;
COMMENT ON COLUMN cases.referral_id IS 'The contact that it follows; rows of an older release have none';
CREATE INDEX cases_restricted_behind ON cases (referral_id)
    WHERE valid_to = 'infinity' AND cardinality(restricted_to) > 0;
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP INDEX cases_restricted_behind; ALTER TABLE cases DROP referral_id")
