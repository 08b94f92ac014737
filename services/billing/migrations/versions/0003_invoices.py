"""Invoices and their numbers without a gap, and runs of invoicing."""

from alembic import op

revision = "0003"
down_revision = "0002"

INVOICES = """
CREATE TABLE invoices (
    invoice_id   uuid PRIMARY KEY,
    place        bigserial UNIQUE,
    number       text NOT NULL UNIQUE,
    kind         text NOT NULL,
    order_id     uuid NOT NULL,
    case_id      uuid NOT NULL,
    case_number  text NOT NULL,
    region       text NOT NULL,
    county       text NOT NULL,
    payer_id     text NOT NULL,
    sector       text NOT NULL,
    service_line text NOT NULL,
    month        text NOT NULL,
    issued_on    date NOT NULL,
    due_on       date,
    reference    text NOT NULL,
    net          bigint NOT NULL,
    vat          bigint NOT NULL,
    state        text NOT NULL,
    paid         bigint NOT NULL,
    credited     bigint NOT NULL,
    corrects     text,
    vat_totals   jsonb NOT NULL,
    lines        jsonb NOT NULL
);
CREATE INDEX invoices_of_an_order ON invoices (order_id, place);
CREATE INDEX invoices_of_a_month ON invoices (region, month, place);
CREATE INDEX invoices_by_reference ON invoices (reference);
CREATE TABLE invoice_numbers (
    seller     text NOT NULL,
    n          bigint NOT NULL CHECK (n > 0),
    previous   bigint GENERATED ALWAYS AS (nullif(n - 1, 0)) STORED,
    invoice_id uuid NOT NULL UNIQUE,
    PRIMARY KEY (seller, n),
    FOREIGN KEY (seller, previous) REFERENCES invoice_numbers (seller, n)
);
COMMENT ON TABLE invoice_numbers IS 'Given with the invoice, in one transaction; no gap: each names the last';
"""

JOBS = """
CREATE TABLE jobs (
    job_id      uuid PRIMARY KEY,
    place       bigserial UNIQUE,
    region      text NOT NULL,
    month       text NOT NULL,
    order_ids   uuid[] NOT NULL,
    asked_at    timestamptz NOT NULL,
    asked_by    text NOT NULL,
    role        text NOT NULL,
    correlation text NOT NULL,
    state       text NOT NULL DEFAULT 'waiting',
    done_upto   bigint NOT NULL DEFAULT 0,
    orders      bigint NOT NULL DEFAULT 0,
    bills       bigint NOT NULL DEFAULT 0,
    done_at     timestamptz
);
COMMENT ON COLUMN jobs.done_upto IS 'The place of the last order that was looked at: there it goes on';
CREATE INDEX jobs_to_do ON jobs (place) WHERE state <> 'done';
"""


def upgrade() -> None:
    op.execute(INVOICES)
    op.execute(JOBS)


def downgrade() -> None:
    op.execute("DROP TABLE jobs, invoice_numbers, invoices")
