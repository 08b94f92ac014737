"""Meetings of cases by day and by who takes part in them: what a person's own calendar is read from."""

from alembic import op

revision = "0006"
down_revision = "0005"

SQL = """
CREATE TABLE case_meetings (
    case_id uuid NOT NULL REFERENCES cases,
    meeting_id uuid NOT NULL,
    kind text NOT NULL,
    starts_at timestamptz NOT NULL,
    minutes integer NOT NULL,
    place text NOT NULL,
    state text NOT NULL,
    people uuid[] NOT NULL,
    changes integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, meeting_id)
);
COMMENT ON COLUMN case_meetings.people IS 'Members who are to take part, and those who did';
COMMENT ON COLUMN case_meetings.changes IS 'How often it changed since it was scheduled';
CREATE INDEX case_meetings_by_day ON case_meetings (case_id, starts_at);
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE case_meetings")
