"""What work costs, by the month it was done in, and what its orders say of the months to come."""

from alembic import op

revision = "0008"
down_revision = "0007"

COSTS = """
CREATE TABLE costs (
    invoice_id   uuid NOT NULL,
    month        text NOT NULL,
    rate         integer NOT NULL,
    position     bigint NOT NULL,
    recorded_at  timestamptz NOT NULL,
    region       text NOT NULL,
    county       text NOT NULL,
    service_line text NOT NULL,
    sector       text NOT NULL,
    payer_id     text NOT NULL,
    organisation text NOT NULL,
    order_id     uuid NOT NULL,
    case_id      uuid NOT NULL,
    net          bigint NOT NULL,
    vat          bigint NOT NULL,
    PRIMARY KEY (invoice_id, month, rate)
);
CREATE INDEX costs_of_region ON costs (region, month);
CREATE INDEX costs_of_payer ON costs (region, lower(payer_id), month);
CREATE INDEX costs_of_order ON costs (order_id, month);
COMMENT ON TABLE costs IS 'What an invoice or credit note charges for a month of work at a VAT rate: cents';
COMMENT ON COLUMN costs.rate IS 'Hundredths of a percent';
COMMENT ON COLUMN costs.organisation IS 'The payer''s, as a pseudonym';
"""

ORDERS = """
CREATE TABLE cost_orders (
    order_id     uuid NOT NULL,
    position     bigint NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_to     timestamptz NOT NULL DEFAULT 'infinity',
    region       text NOT NULL,
    county       text NOT NULL,
    service_line text NOT NULL,
    case_id      uuid NOT NULL,
    ends_on      date,
    payers       jsonb NOT NULL,
    shares       jsonb NOT NULL,
    ceilings     jsonb NOT NULL,
    billed_month text,
    seconds      bigint NOT NULL,
    PRIMARY KEY (order_id, position)
);
CREATE UNIQUE INDEX cost_orders_now ON cost_orders (order_id) WHERE valid_to = 'infinity';
CREATE INDEX cost_orders_of_region ON cost_orders (region, ends_on);
COMMENT ON TABLE cost_orders IS 'An order as a forecast needs it, in versions, valid by recorded_at';
COMMENT ON COLUMN cost_orders.billed_month IS 'The last month whose run billed it; seconds: of that time';
"""

RUNS = """
CREATE TABLE cost_runs (
    run_id     uuid NOT NULL,
    position   bigint NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to   timestamptz NOT NULL DEFAULT 'infinity',
    region     text NOT NULL,
    run_month  text NOT NULL,
    order_ids  uuid[] NOT NULL,
    done       boolean NOT NULL,
    PRIMARY KEY (run_id, position)
);
CREATE UNIQUE INDEX cost_runs_now ON cost_runs (run_id) WHERE valid_to = 'infinity';
CREATE INDEX cost_runs_of_region ON cost_runs (region);
COMMENT ON TABLE cost_runs IS 'Runs of invoicing: which months were invoiced; order_ids: none for all';
"""

RESTRICTED = """
CREATE INDEX cases_restricted ON cases (case_id)
    WHERE valid_to = 'infinity' AND cardinality(restricted_to) > 0;
"""


def upgrade() -> None:
    for sql in (COSTS, ORDERS, RUNS, RESTRICTED):
        op.execute(sql)


def downgrade() -> None:
    op.execute("DROP INDEX cases_restricted; DROP TABLE cost_runs, cost_orders, costs")
