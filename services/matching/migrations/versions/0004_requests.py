"""What matching's own log tells of match requests, and the joint plans that are asked for."""

from alembic import op

revision = "0004"
down_revision = "0003"

REQUESTS = """
CREATE TABLE match_requests (
    match_request_id uuid PRIMARY KEY,
    place            bigserial UNIQUE,
    number           text NOT NULL UNIQUE,
    region           text NOT NULL,
    matter_id        uuid NOT NULL,
    of_case          boolean NOT NULL,
    role             text NOT NULL,
    county           text NOT NULL,
    state            text NOT NULL,
    scope            text NOT NULL,
    opened_on        date NOT NULL,
    starts_on        date NOT NULL,
    ends_on          date,
    hours_per_week   double precision NOT NULL,
    competences      text[] NOT NULL,
    need             jsonb NOT NULL,
    asked            jsonb NOT NULL,
    said_no          uuid[] NOT NULL,
    confirmed        uuid[] NOT NULL
);
COMMENT ON COLUMN match_requests.need IS 'all that is sought, as joint plans are made from it';
COMMENT ON COLUMN match_requests.said_no IS 'who is not asked again for this request';
COMMENT ON COLUMN match_requests.asked IS 'professional_id → offered, accepted or declined';
CREATE INDEX match_requests_of_a_matter ON match_requests (matter_id);
CREATE INDEX match_requests_asking ON match_requests USING gin (asked);
CREATE TABLE plans (
    job_id            uuid PRIMARY KEY,
    place             bigserial UNIQUE,
    region            text NOT NULL,
    match_request_ids uuid[] NOT NULL,
    asked_at          timestamptz NOT NULL,
    asked_by          text NOT NULL,
    role              text NOT NULL,
    correlation       text NOT NULL,
    state             text NOT NULL DEFAULT 'waiting',
    done_at           timestamptz
);
CREATE INDEX plans_to_do ON plans (place) WHERE state <> 'done';
"""


def upgrade() -> None:
    op.execute(REQUESTS)


def downgrade() -> None:
    op.execute("DROP TABLE plans, match_requests")
