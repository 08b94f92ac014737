"""Contacts behind restricted cases are found at once; which possible duplicates wait for a decision."""

from alembic import op

revision = "0007"
down_revision = "0006"

SQL = """
CREATE INDEX cases_restricted_behind ON cases (referral_id) WHERE cardinality(restricted_to) > 0;
ALTER TABLE referrals ADD duplicates uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN referrals.duplicates IS 'Contacts it may repeat, until somebody decided';
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("ALTER TABLE referrals DROP duplicates; DROP INDEX cases_restricted_behind")
