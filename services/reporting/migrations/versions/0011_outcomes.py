"""Follow-ups: who was asked and whether they answered, how far goals were reached."""

from alembic import op

revision = "0011"
down_revision = "0010"

FOLLOW_UPS = """
CREATE TABLE follow_ups (
    follow_up_id uuid NOT NULL,
    position     bigint NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_to     timestamptz NOT NULL DEFAULT 'infinity',
    number       text NOT NULL,
    region       text NOT NULL,
    case_id      uuid,
    referral_id  uuid,
    started_on   date NOT NULL,
    state        text NOT NULL,
    roles        jsonb NOT NULL,
    channels     jsonb NOT NULL,
    PRIMARY KEY (follow_up_id, position)
);
CREATE UNIQUE INDEX follow_ups_now ON follow_ups (follow_up_id) WHERE valid_to = 'infinity';
CREATE INDEX follow_ups_of_region ON follow_ups (region) WHERE valid_to = 'infinity';
COMMENT ON TABLE follow_ups IS 'What is followed up, in versions, valid by recorded_at';
COMMENT ON COLUMN follow_ups.roles IS 'Pseudonym of a recipient: their role';
"""

REQUESTS = """
CREATE TABLE feedback_requests (
    follow_up_id uuid NOT NULL,
    wave         integer NOT NULL,
    recipient    text NOT NULL,
    position     bigint NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_to     timestamptz NOT NULL DEFAULT 'infinity',
    state        text,
    sent_on      date,
    due          date,
    answered_on  date,
    why          text,
    declined_on  date,
    PRIMARY KEY (follow_up_id, wave, recipient, position)
);
CREATE UNIQUE INDEX feedback_requests_now ON feedback_requests (follow_up_id, wave, recipient)
    WHERE valid_to = 'infinity';
COMMENT ON TABLE feedback_requests IS 'A recipient''s part of a wave, in versions';
COMMENT ON COLUMN feedback_requests.sent_on IS 'None: they were not reached, or somebody answered for them';
"""

GOALS = """
CREATE TABLE goal_ratings (
    follow_up_id uuid NOT NULL,
    goal_id      uuid NOT NULL,
    position     bigint NOT NULL,
    recorded_at  timestamptz NOT NULL,
    rated_on     date NOT NULL,
    attainment   smallint NOT NULL,
    PRIMARY KEY (follow_up_id, goal_id, position)
);
CREATE TABLE goal_weights (
    follow_up_id uuid NOT NULL,
    goal_id      uuid NOT NULL,
    position     bigint NOT NULL,
    recorded_at  timestamptz NOT NULL,
    weight       integer NOT NULL,
    PRIMARY KEY (follow_up_id, goal_id, position)
);
COMMENT ON TABLE goal_ratings IS 'How far a goal was reached, as often as it was rated';
COMMENT ON TABLE goal_weights IS 'How much a goal counts, as often as it was said';
"""


def upgrade() -> None:
    for sql in (FOLLOW_UPS, REQUESTS, GOALS):
        op.execute(sql)


def downgrade() -> None:
    op.execute("DROP TABLE goal_weights, goal_ratings, feedback_requests, follow_ups")
