"""What intake needs to read matching's facts, and what matching told of matches for referrals and cases."""

from alembic import op

revision = "0014"
down_revision = "0013"

READING = """
CREATE TABLE subscriptions (
    source       text PRIMARY KEY,
    log_id       uuid NOT NULL,
    position     bigint NOT NULL,
    recorded_at  timestamptz,
    stopped      text,
    counted_from bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE subscriptions IS 'How far each source was read, in the transaction of the rows made from it';
CREATE TABLE projections (
    name    text PRIMARY KEY,
    version integer NOT NULL
);
COMMENT ON TABLE projections IS 'By which version of each projection the rows here were made';
CREATE TABLE parked (
    source   text NOT NULL,
    position bigint NOT NULL,
    log_id   uuid NOT NULL,
    subject  text NOT NULL,
    event    jsonb NOT NULL,
    identity bigint NOT NULL,
    error    text,
    place    text,
    tries    integer NOT NULL DEFAULT 0,
    since    timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_try timestamptz,
    PRIMARY KEY (source, position)
);
CREATE INDEX parked_of_subject ON parked (source, subject, position);
COMMENT ON TABLE parked IS 'Facts that could not become rows; without tries: those behind them';
CREATE TABLE discarded (
    source       text NOT NULL,
    log_id       uuid NOT NULL,
    position     bigint NOT NULL,
    subject      text NOT NULL,
    what         text NOT NULL,
    identity     bigint NOT NULL,
    error        text,
    place        text,
    tries        integer NOT NULL,
    since        timestamptz NOT NULL,
    discarded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    discarded_by text NOT NULL,
    reason       text NOT NULL,
    PRIMARY KEY (source, log_id, position)
);
COMMENT ON TABLE discarded IS 'Parked facts that somebody gave up: who, when and why';
CREATE TABLE applied (
    source text NOT NULL,
    span   bigint NOT NULL,
    facts  bigint NOT NULL,
    fold   numeric NOT NULL,
    PRIMARY KEY (source, span)
);
COMMENT ON TABLE applied IS 'How many facts became rows, and the sum of their identities, by 1,000 positions';
"""

MATCHES = """
CREATE TABLE matches (
    match_request_id uuid PRIMARY KEY,
    referral_id      uuid NOT NULL,
    confirmed_at     timestamptz,
    actor_role       text,
    correlation      text,
    causation        text
);
COMMENT ON TABLE matches IS 'Requests for referrals, and when somebody was confirmed first';
CREATE TABLE matches_told (
    match_request_id uuid PRIMARY KEY,
    outcome          text NOT NULL,
    version          bigint NOT NULL
);
COMMENT ON TABLE matches_told IS 'Matches that the referral was told of: assigned, or refused at a version';
"""

NETWORK = """
CREATE TABLE case_matches (
    match_request_id uuid PRIMARY KEY,
    case_id          uuid NOT NULL,
    role             text NOT NULL
);
COMMENT ON TABLE case_matches IS 'Requests for cases, and in which role somebody is sought';
CREATE TABLE network_steps (
    match_request_id uuid NOT NULL,
    sequence         bigint NOT NULL,
    professional_id  uuid NOT NULL,
    case_id          uuid NOT NULL,
    role             text NOT NULL,
    step             text NOT NULL,
    day              date NOT NULL,
    at               timestamptz NOT NULL,
    actor_role       text NOT NULL,
    correlation      text NOT NULL,
    causation        text NOT NULL,
    PRIMARY KEY (match_request_id, sequence, professional_id)
);
COMMENT ON TABLE network_steps IS 'Who joins and who leaves a case''s network by a match';
CREATE TABLE network_steps_taken (
    match_request_id uuid NOT NULL,
    sequence         bigint NOT NULL,
    professional_id  uuid NOT NULL,
    outcome          text NOT NULL,
    version          bigint NOT NULL,
    PRIMARY KEY (match_request_id, sequence, professional_id)
);
COMMENT ON TABLE network_steps_taken IS 'Of them: taken, not needed, or refused at a version';
"""


def upgrade() -> None:
    op.execute(READING)
    op.execute(MATCHES)
    op.execute(NETWORK)


def downgrade() -> None:
    op.execute("DROP TABLE network_steps_taken, network_steps, case_matches, matches_told, matches")
    op.execute("DROP TABLE applied, discarded, parked, projections, subscriptions")
