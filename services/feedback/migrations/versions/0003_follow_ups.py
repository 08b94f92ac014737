"""What feedback's own log tells of follow-ups: their days, their links, and the messages that go out."""

from alembic import op

revision = "0003"
down_revision = "0002"

FOLLOW_UPS = """
CREATE TABLE follow_ups (
    follow_up_id uuid PRIMARY KEY,
    place        bigserial UNIQUE,
    number       text NOT NULL UNIQUE,
    region       text NOT NULL,
    matter_id    uuid NOT NULL,
    of_case      boolean NOT NULL,
    state        text NOT NULL,
    started_on   date NOT NULL,
    every_weeks  integer,
    next_wave_on date,
    wakes_on     date,
    waits        boolean NOT NULL,
    looked_on    date,
    looked       bigint NOT NULL DEFAULT 0,
    waves        integer NOT NULL,
    requested    integer NOT NULL,
    answered     integer NOT NULL,
    missed       integer NOT NULL,
    waiting      integer NOT NULL,
    t_score      text,
    flags        jsonb NOT NULL
);
COMMENT ON COLUMN follow_ups.wakes_on IS 'The first day on which something is to be done by itself';
COMMENT ON COLUMN follow_ups.waits IS 'Somebody is to be asked whom no safe message reaches (R-F7)';
COMMENT ON COLUMN follow_ups.looked_on IS 'When it was last looked whether they can be reached';
COMMENT ON COLUMN follow_ups.looked IS 'How far intake had been heard by then';
CREATE INDEX follow_ups_of_a_matter ON follow_ups (matter_id);
CREATE INDEX follow_ups_waking ON follow_ups (wakes_on) WHERE wakes_on IS NOT NULL;
CREATE INDEX follow_ups_waiting ON follow_ups (follow_up_id) WHERE waits;
CREATE TABLE links (
    link_hash    text PRIMARY KEY,
    follow_up_id uuid NOT NULL,
    wave         integer NOT NULL,
    recipient_id uuid NOT NULL,
    region       text NOT NULL
);
COMMENT ON TABLE links IS 'Hash of the token of each link that was given out (R-F1)';
CREATE TABLE messages (
    message_id   uuid PRIMARY KEY,
    place        bigserial UNIQUE,
    follow_up_id uuid NOT NULL,
    wave         integer NOT NULL,
    recipient_id uuid NOT NULL,
    attempt      integer NOT NULL,
    kind         text NOT NULL,
    until        date NOT NULL,
    state        text NOT NULL DEFAULT 'waiting',
    tries        integer NOT NULL DEFAULT 0,
    next_try     timestamptz NOT NULL DEFAULT clock_timestamp(),
    because      text,
    settled_at   timestamptz
);
COMMENT ON TABLE messages IS 'What goes out: neither an address nor a token, which are looked up as it goes';
COMMENT ON COLUMN messages.state IS 'waiting, sent, parked or dropped';
COMMENT ON COLUMN messages.because IS 'Why it did not go, by a name from a short list';
CREATE INDEX messages_to_send ON messages (next_try) WHERE state = 'waiting';
CREATE INDEX messages_left ON messages (state) WHERE state IN ('waiting', 'parked');
CREATE INDEX messages_of_a_follow_up ON messages (follow_up_id);
CREATE TABLE played_clock (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    at  timestamptz NOT NULL
);
COMMENT ON TABLE played_clock IS 'How far the clock of a played file went; of an installation: nothing';
CREATE TABLE not_asked (
    referral_id uuid PRIMARY KEY,
    because     text NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE not_asked IS 'Closed consultations after which nobody could be asked, and why not';
"""


def upgrade() -> None:
    op.execute(FOLLOW_UPS)


def downgrade() -> None:
    op.execute("DROP TABLE not_asked, played_clock, messages, links, follow_ups")
