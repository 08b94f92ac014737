"""Lists of cases by what they are narrowed by: each finds its page by an index, among however many."""

from alembic import op

revision = "0008"
down_revision = "0007"

SQL = """
CREATE INDEX cases_by_state ON cases (region, state, opened_on DESC, case_id DESC);
CREATE INDEX cases_by_service_line ON cases (region, service_line, opened_on DESC, case_id DESC);
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP INDEX cases_by_state; DROP INDEX cases_by_service_line")
