"""Contact statistics with their history, the timeline and the work queue."""

from alembic import op

revision = "0001"
down_revision = None

SUBSCRIPTIONS = """
CREATE TABLE subscriptions (
    source      text PRIMARY KEY,
    log_id      uuid NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz,
    stopped     text
);
COMMENT ON TABLE subscriptions IS 'How far each source was read, in the transaction of the rows made from it';
"""

CONTACTS = """
CREATE TABLE contacts (
    referral_id          uuid NOT NULL,
    position             bigint NOT NULL,
    valid_from           timestamptz NOT NULL,
    valid_to             timestamptz NOT NULL DEFAULT 'infinity',
    number               text NOT NULL,
    region               text NOT NULL,
    county               text NOT NULL,
    received_on          date NOT NULL,
    source               text NOT NULL,
    channel              text NOT NULL,
    service_line         text NOT NULL,
    situations           text[] NOT NULL,
    state                text NOT NULL,
    tier                 smallint,
    level                text,
    support_kinds        text[] NOT NULL,
    identified_otherwise boolean NOT NULL,
    duplicate            boolean NOT NULL,
    PRIMARY KEY (referral_id, position)
);
CREATE UNIQUE INDEX contacts_now ON contacts (referral_id) WHERE valid_to = 'infinity';
CREATE INDEX contacts_by_day ON contacts (region, received_on);
COMMENT ON TABLE contacts IS 'What is counted about a contact, a row for each version, valid by recorded_at';
"""

TIMELINE = """
CREATE TABLE timeline (
    service     text NOT NULL,
    position    bigint NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    referral_id uuid,
    what        text NOT NULL,
    by_role     text NOT NULL,
    details     jsonb NOT NULL,
    PRIMARY KEY (service, position)
);
CREATE INDEX timeline_of_referral ON timeline (referral_id, at, position);
CREATE INDEX timeline_by_recording ON timeline (service, recorded_at, position);
COMMENT ON TABLE timeline IS 'A row for each public fact, those about no referral too';
"""

QUEUE = """
CREATE TABLE queue_matters (
    referral_id uuid PRIMARY KEY,
    position    bigint NOT NULL,
    number      text NOT NULL,
    region      text NOT NULL,
    county      text NOT NULL,
    state       text NOT NULL,
    ended       boolean NOT NULL
);
CREATE TABLE queue_items (
    referral_id      uuid NOT NULL REFERENCES queue_matters ON DELETE CASCADE,
    what             text NOT NULL,
    item             text NOT NULL DEFAULT '',
    since            timestamptz NOT NULL,
    due              date,
    next_working_day date,
    for_role         text NOT NULL,
    sector           text,
    behind           text,
    outlasts         text[] NOT NULL,
    done             boolean NOT NULL DEFAULT false,
    PRIMARY KEY (referral_id, what, item)
);
CREATE INDEX queue_matters_of_region ON queue_matters (region, county);
COMMENT ON TABLE queue_items IS 'What waits, while its referral is open or outlasting its end';
"""


def upgrade() -> None:
    for tables in (SUBSCRIPTIONS, CONTACTS, TIMELINE, QUEUE):
        op.execute(tables)


def downgrade() -> None:
    op.execute("DROP TABLE queue_items, queue_matters, timeline, contacts, subscriptions")
