"""Who can help and how much of it is taken, and what was asked for and found."""

from alembic import op

revision = "0009"
down_revision = "0008"

EXPERTS = """
CREATE TABLE experts (
    professional_id uuid NOT NULL,
    position        bigint NOT NULL,
    valid_from      timestamptz NOT NULL,
    valid_to        timestamptz NOT NULL DEFAULT 'infinity',
    region          text NOT NULL,
    roles           text[] NOT NULL,
    county          text NOT NULL,
    counties        text[] NOT NULL,
    competences     text[] NOT NULL,
    modes           text[] NOT NULL,
    hundredths      integer NOT NULL,
    state           text NOT NULL,
    paused_until    date,
    PRIMARY KEY (professional_id, position)
);
CREATE UNIQUE INDEX experts_now ON experts (professional_id) WHERE valid_to = 'infinity';
CREATE INDEX experts_of_region ON experts (region);
COMMENT ON TABLE experts IS 'A professional without a name, in versions, valid by recorded_at';
COMMENT ON COLUMN experts.hundredths IS 'Hundredths of an hour a week that they give in all';
"""

HOURS = """
CREATE TABLE expert_hours (
    professional_id  uuid NOT NULL,
    match_request_id uuid NOT NULL,
    position         bigint NOT NULL,
    valid_from       timestamptz NOT NULL,
    valid_to         timestamptz NOT NULL DEFAULT 'infinity',
    hundredths       integer NOT NULL,
    starts_on        date NOT NULL,
    ends_on          date,
    PRIMARY KEY (professional_id, match_request_id, position)
);
CREATE UNIQUE INDEX expert_hours_now ON expert_hours (professional_id, match_request_id)
    WHERE valid_to = 'infinity';
COMMENT ON TABLE expert_hours IS 'Hundredths of an hour a week that a confirmed match takes, in versions';
"""

REQUESTS = """
CREATE TABLE match_requests (
    match_request_id uuid NOT NULL,
    position         bigint NOT NULL,
    valid_from       timestamptz NOT NULL,
    valid_to         timestamptz NOT NULL DEFAULT 'infinity',
    region           text NOT NULL,
    referral_id      uuid,
    case_id          uuid,
    role             text NOT NULL,
    county           text NOT NULL,
    competences      text[] NOT NULL,
    mode             text NOT NULL,
    together         boolean NOT NULL,
    asked_scope      text NOT NULL,
    scope            text NOT NULL,
    opened_on        date NOT NULL,
    state            text NOT NULL,
    found            boolean,
    uncovered        text[] NOT NULL,
    confirmed_on     date,
    PRIMARY KEY (match_request_id, position)
);
CREATE UNIQUE INDEX match_requests_now ON match_requests (match_request_id) WHERE valid_to = 'infinity';
CREATE INDEX match_requests_of_region ON match_requests (region, opened_on);
COMMENT ON TABLE match_requests IS 'What was asked for and how far it came, in versions';
COMMENT ON COLUMN match_requests.mode IS 'virtual, on_site, or either';
COMMENT ON COLUMN match_requests.found IS 'Whether the newest proposal names somebody; null: none was made';
COMMENT ON COLUMN match_requests.confirmed_on IS 'The day of the first confirmation';
"""


def upgrade() -> None:
    for sql in (EXPERTS, HOURS, REQUESTS):
        op.execute(sql)


def downgrade() -> None:
    op.execute("DROP TABLE match_requests, expert_hours, experts")
