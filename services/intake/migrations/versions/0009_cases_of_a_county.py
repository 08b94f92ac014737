"""Lists of a county's cases, with and without their state, are found by an index as well."""

from alembic import op

revision = "0009"
down_revision = "0008"

SQL = """
CREATE INDEX cases_by_county ON cases (region, county, opened_on DESC, case_id DESC);
CREATE INDEX cases_by_county_and_state ON cases (region, county, state, opened_on DESC, case_id DESC);
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP INDEX cases_by_county; DROP INDEX cases_by_county_and_state")
