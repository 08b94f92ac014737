"""Cases, and who is in their networks now; a type that nothing uses any more goes."""

from alembic import op

revision = "0004"
down_revision = "0003"

SQL = """
CREATE TABLE cases (
    case_id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    state text NOT NULL,
    region text NOT NULL,
    county text NOT NULL,
    service_line text NOT NULL,
    process_lead text NOT NULL,
    referral_id uuid NOT NULL,
    person_id uuid NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    restricted_to text[] NOT NULL
);
COMMENT ON COLUMN cases.restricted_to IS 'Users who alone see the case; empty: whoever takes part';
CREATE INDEX cases_newest_first ON cases (region, opened_on DESC, case_id DESC);
CREATE INDEX cases_of_a_county ON cases (county, opened_on DESC, case_id DESC);
CREATE INDEX cases_of_a_person ON cases (person_id);
CREATE TABLE case_members (
    case_id uuid NOT NULL REFERENCES cases,
    member_id uuid NOT NULL,
    user_name text,
    role text NOT NULL,
    sector text,
    PRIMARY KEY (case_id, member_id)
);
COMMENT ON TABLE case_members IS 'Who is in a network now; who was, the facts tell';
CREATE INDEX case_members_of_a_user ON case_members (user_name) WHERE user_name IS NOT NULL;
DROP TYPE stored_event_uuid;
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE case_members; DROP TABLE cases")
    op.execute(
        "CREATE TYPE stored_event_uuid AS"
        " (originator_id uuid, originator_version bigint, topic text, state bytea)"
    )
