"""Who outside reads public facts, who let them, and how far the forwarder is."""

from alembic import op

revision = "0013"
down_revision = "0012"

SQL = """
CREATE TABLE subscribers (
    name        text PRIMARY KEY,
    events      text[] NOT NULL,
    token_id    uuid NOT NULL DEFAULT gen_random_uuid(),
    token_until timestamptz NOT NULL,
    due         text CHECK (due IN ('all', 'grants')),
    added_at    timestamptz NOT NULL,
    asked_at    timestamptz
);
COMMENT ON TABLE subscribers IS 'Programs outside that may read public facts; no password is kept here';
COMMENT ON COLUMN subscribers.events IS 'Grants: intake.referral-received, billing.*, #';
COMMENT ON COLUMN subscribers.token_id IS 'What a token must name to hold: a new one ends those before';
COMMENT ON COLUMN subscribers.due IS 'What the broker has not got yet: everything, or the changed grants';
COMMENT ON COLUMN subscribers.asked_at IS 'When it last asked over HTTP';
CREATE TABLE subscriber_changes (
    number bigserial PRIMARY KEY,
    at     timestamptz NOT NULL,
    by     text NOT NULL,
    what   text NOT NULL,
    name   text NOT NULL,
    events text[] NOT NULL
);
COMMENT ON TABLE subscriber_changes IS 'Who let which program read what, and who ended it';
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON subscriber_changes
    FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
REVOKE UPDATE, DELETE, TRUNCATE ON subscriber_changes FROM CURRENT_ROLE;
CREATE TABLE forwarded (
    source      text PRIMARY KEY,
    log_id      uuid NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE forwarded IS 'How far each log was forwarded to subscribers, confirmed by the broker'
"""


def upgrade() -> None:
    op.execute(SQL)


def downgrade() -> None:
    op.execute("DROP TABLE forwarded, subscriber_changes, subscribers")
