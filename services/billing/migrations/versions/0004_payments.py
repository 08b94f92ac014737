"""The bank's files and their payments, placed or waiting for a person; what the books take of them."""

from alembic import op

revision = "0004"
down_revision = "0003"

PAYMENTS = """
CREATE TABLE payments (
    entry_id   uuid PRIMARY KEY,
    place      bigserial UNIQUE,
    number     text NOT NULL UNIQUE,
    region     text NOT NULL,
    of_file    uuid NOT NULL,
    booking    uuid NOT NULL,
    account    text NOT NULL,
    reference  text NOT NULL,
    amount     bigint NOT NULL,
    remaining  bigint NOT NULL,
    paid_on    date NOT NULL,
    payments   integer NOT NULL,
    returned   boolean NOT NULL,
    state      text NOT NULL,
    reason     text,
    about      text,
    why        text,
    since      date NOT NULL,
    whole_sum  boolean NOT NULL
);
COMMENT ON COLUMN payments.remaining IS 'Cents that are on no invoice yet';
CREATE INDEX payments_of_a_booking ON payments (booking);
CREATE INDEX payments_of_a_file ON payments (of_file, place);
CREATE INDEX payments_that_wait ON payments (region, place) WHERE state = 'waiting';
CREATE TABLE bank_bookings (
    booking uuid PRIMARY KEY
);
COMMENT ON TABLE bank_bookings IS 'Those that were told: two who learn of one at once collide';
CREATE TABLE booked_payments (
    voucher  text PRIMARY KEY,
    region   text NOT NULL,
    on_day   date NOT NULL,
    kind     text NOT NULL,
    entry_id uuid,
    invoice  text,
    amount   bigint NOT NULL,
    over     bigint NOT NULL,
    waited   boolean NOT NULL,
    by_hand  boolean NOT NULL
);
COMMENT ON TABLE booked_payments IS 'What the books take of payments, by voucher';
CREATE INDEX booked_payments_of_a_day ON booked_payments (region, on_day, voucher);
CREATE INDEX booked_payments_of_a_payment ON booked_payments (entry_id);
CREATE INDEX booked_payments_of_an_invoice ON booked_payments (invoice);
CREATE INDEX invoices_of_a_day ON invoices (region, issued_on, place);
ALTER TABLE invoices ADD COLUMN cost_centre text;
"""

FILES = """
CREATE TABLE bank_files (
    file_id     uuid PRIMARY KEY,
    place       bigserial UNIQUE,
    region      text NOT NULL,
    asked_at    timestamptz NOT NULL,
    asked_by    text NOT NULL,
    role        text NOT NULL,
    correlation text NOT NULL,
    state       text NOT NULL,
    done_upto   bigint NOT NULL DEFAULT 0,
    payments    bigint NOT NULL,
    placed      bigint NOT NULL DEFAULT 0,
    waiting     bigint NOT NULL DEFAULT 0,
    again       bigint NOT NULL DEFAULT 0,
    done_at     timestamptz
);
COMMENT ON COLUMN bank_files.done_upto IS 'The last payment that is where it belongs: there it goes on';
CREATE INDEX bank_files_to_do ON bank_files (place) WHERE state <> 'done';
CREATE TABLE bank_files_payments (
    file_id uuid NOT NULL REFERENCES bank_files (file_id),
    place   bigint NOT NULL,
    booking uuid NOT NULL,
    credit  jsonb NOT NULL,
    PRIMARY KEY (file_id, place)
);
COMMENT ON TABLE bank_files_payments IS 'Of files too large for one save: until they are read, then gone';
"""


def upgrade() -> None:
    op.execute(PAYMENTS)
    op.execute(FILES)


def downgrade() -> None:
    op.execute("DROP TABLE bank_files_payments, bank_files, booked_payments, bank_bookings, payments")
    op.execute("DROP INDEX invoices_of_a_day")
    op.execute("ALTER TABLE invoices DROP COLUMN cost_centre")
