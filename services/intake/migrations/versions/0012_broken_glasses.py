"""To whom a contact or a case is open in an emergency, and until when."""

from alembic import op

revision = "0012"
down_revision = "0011"

SQL = """
CREATE TABLE broken_glasses (
    user_name   text NOT NULL,
    referral_id uuid,
    case_id     uuid,
    until       timestamptz NOT NULL,
    CHECK ((referral_id IS NULL) <> (case_id IS NULL))
);
COMMENT ON TABLE broken_glasses IS 'Who opened a matter in which they take no part (break_glass)';
CREATE INDEX broken_glasses_of_a_user ON broken_glasses (user_name, until);
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE broken_glasses")
