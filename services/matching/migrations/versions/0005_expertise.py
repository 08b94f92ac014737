"""Expertise that intake asked for, as it told: what is not a match request yet becomes one."""

from alembic import op

revision = "0005"
down_revision = "0004"

SQL = """
CREATE TABLE expertise_requests (
    match_request_id uuid PRIMARY KEY,
    referral_id      uuid NOT NULL,
    county           text NOT NULL,
    competences      text[] NOT NULL,
    fields           text[] NOT NULL,
    mode             text,
    languages        text[] NOT NULL,
    hours_per_week   double precision,
    team_size        integer,
    region           text NOT NULL,
    at               timestamptz NOT NULL,
    actor_role       text NOT NULL,
    correlation      text NOT NULL,
    causation        text NOT NULL
);
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE expertise_requests")
