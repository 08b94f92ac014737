"""The event store of intake, its commands and numbers, and what recognises a contact made twice."""

from alembic import op

revision = "0001"
down_revision = None

SQL = """
CREATE TABLE log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    log_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE TABLE stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    notification_id bigserial,
    PRIMARY KEY (originator_id, originator_version)
);
CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id);
CREATE INDEX stored_events_recorded_at ON stored_events (recorded_at, notification_id);
CREATE TYPE stored_event_uuid AS (originator_id uuid, originator_version bigint, topic text, state bytea);
CREATE TABLE commands (
    command_id uuid PRIMARY KEY,
    actor text NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE TABLE relay (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL DEFAULT 0
);
INSERT INTO relay DEFAULT VALUES;
CREATE TABLE numbers (
    kind text NOT NULL,
    year integer NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (kind, year)
);
CREATE TABLE referrals (
    referral_id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    state text NOT NULL,
    region text NOT NULL,
    county text NOT NULL,
    received_at timestamptz NOT NULL,
    received_on date NOT NULL,
    received_by text NOT NULL,
    waiting_for text[] NOT NULL,
    sectors text[] NOT NULL,
    duplicate_of uuid,
    person_id uuid,
    referrer_keys bytea[] NOT NULL,
    subject_keys bytea[] NOT NULL
);
CREATE INDEX referrals_of_a_subject ON referrals USING gin (subject_keys);
CREATE INDEX referrals_of_a_person ON referrals (person_id);
CREATE TABLE people (
    person_id uuid PRIMARY KEY,
    region text NOT NULL
);
CREATE INDEX referrals_newest_first ON referrals (region, received_at DESC, referral_id);
"""


def upgrade() -> None:
    op.execute(SQL)
