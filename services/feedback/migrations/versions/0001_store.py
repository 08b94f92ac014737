"""The event store of feedback, its seals, keys and access log, and what it needs to read others' facts."""

from alembic import op

revision = "0001"
down_revision = None

STORE = """
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
CREATE TABLE snapshots (
    originator_id uuid PRIMARY KEY,
    originator_version bigint NOT NULL,
    made_by text NOT NULL,
    state bytea NOT NULL
);
CREATE TABLE sealing_keys (
    stream uuid NOT NULL,
    key_id uuid NOT NULL,
    PRIMARY KEY (stream, key_id)
);
"""

SEALS = """
CREATE TABLE seals (
    number    bigint PRIMARY KEY,
    kind      text NOT NULL,
    log_id    uuid NOT NULL,
    after     bigint NOT NULL,
    last      bigint NOT NULL,
    facts     bytea NOT NULL,
    previous  bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    hash      bytea NOT NULL,
    signature bytea NOT NULL
);
COMMENT ON TABLE seals IS 'Each vouches for the facts between two positions, and for the seal before it';
CREATE TABLE seals_told (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL DEFAULT 0
);
INSERT INTO seals_told DEFAULT VALUES;
COMMENT ON TABLE seals_told IS 'The newest seal that the broker has confirmed';
"""

ACCESS = """
CREATE TABLE access_log (
    position       bigserial PRIMARY KEY,
    at             timestamptz NOT NULL,
    user_name      text NOT NULL,
    role           text NOT NULL,
    organisation   text,
    sector         text,
    county         text,
    region         text NOT NULL,
    purpose        text NOT NULL,
    legal_basis    text NOT NULL,
    correlation    text,
    persons        uuid[] NOT NULL,
    matters        uuid[] NOT NULL,
    fields         text[] NOT NULL,
    mentioned      uuid[] NOT NULL,
    query          text NOT NULL,
    special_reason text,
    reveal         text
);
COMMENT ON TABLE access_log IS 'Who read what of which matter: ids and names of fields, never a value';
CREATE INDEX access_log_of_a_matter ON access_log USING gin (matters);
CREATE TABLE access_log_seals (
    number    bigint PRIMARY KEY,
    kind      text NOT NULL,
    log_id    uuid NOT NULL,
    after     bigint NOT NULL,
    last      bigint NOT NULL,
    facts     bytea NOT NULL,
    previous  bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    hash      bytea NOT NULL,
    signature bytea NOT NULL
);
CREATE TABLE access_books (
    book   text PRIMARY KEY,
    log_id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO access_books (book) VALUES ('access_log');
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
REVOKE UPDATE, DELETE, TRUNCATE ON access_log FROM CURRENT_ROLE
"""

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


def upgrade() -> None:
    for tables in (STORE, SEALS, ACCESS, READING):
        op.execute(tables)
