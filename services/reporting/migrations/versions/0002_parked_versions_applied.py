"""Parked and discarded facts, the projections' versions, and the account of what was applied."""

from alembic import op

revision = "0002"
down_revision = "0001"

VERSIONS = """
CREATE TABLE projections (
    name    text PRIMARY KEY,
    version integer NOT NULL
);
COMMENT ON TABLE projections IS 'By which version of each projection the rows here were made';
INSERT INTO projections VALUES ('contacts', 1), ('timeline', 1), ('queue', 1);
"""

PARKED = """
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
"""

APPLIED = """
ALTER TABLE subscriptions ADD counted_from bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN subscriptions.counted_from IS 'What was applied after this position is accounted for';
UPDATE subscriptions SET counted_from = position;
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
    for tables in (VERSIONS, PARKED, APPLIED):
        op.execute(tables)


def downgrade() -> None:
    op.execute("DROP TABLE applied, discarded, parked, projections")
    op.execute("ALTER TABLE subscriptions DROP counted_from")
