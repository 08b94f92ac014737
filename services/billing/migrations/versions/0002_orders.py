"""What intake told: cases and the work done in them. What billing's own log tells: orders and agreements."""

from alembic import op

revision = "0002"
down_revision = "0001"

OF_INTAKE = """
CREATE TABLE cases (
    case_id       uuid PRIMARY KEY,
    number        text NOT NULL,
    region        text NOT NULL,
    county        text NOT NULL,
    service_line  text NOT NULL,
    controller    text,
    register      text,
    service_task  text,
    restricted_to text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN cases.restricted_to IS 'Pseudonyms of the users who alone see the case (R-C10)';
CREATE TABLE work (
    meeting_id      uuid NOT NULL,
    position        bigint NOT NULL,
    recorded_at     timestamptz NOT NULL,
    case_id         uuid NOT NULL,
    service_line    text NOT NULL,
    kind            text NOT NULL,
    what            text NOT NULL,
    starts_at       timestamptz NOT NULL,
    minutes         integer NOT NULL,
    planned_minutes integer NOT NULL,
    travel_km       integer,
    by              text,
    cancelled_at    timestamptz,
    PRIMARY KEY (meeting_id, position)
);
COMMENT ON TABLE work IS 'What became of each meeting, a row each time intake told it; the newest counts';
CREATE INDEX work_of_a_case ON work (case_id, meeting_id, position);
CREATE TABLE erasures (
    service text NOT NULL,
    position bigint NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (service, position)
);
COMMENT ON TABLE erasures IS 'Erasures that billing knows of';
"""

OWN = """
CREATE TABLE orders (
    order_id     uuid PRIMARY KEY,
    place        bigserial UNIQUE,
    number       text NOT NULL UNIQUE,
    region       text NOT NULL,
    county       text NOT NULL,
    case_id      uuid NOT NULL,
    service_line text NOT NULL,
    provider     text NOT NULL,
    payers       jsonb NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date
);
COMMENT ON COLUMN orders.place IS 'In which order they were placed: the earliest one counts (R-B1)';
CREATE INDEX orders_of_a_case ON orders (case_id, service_line, place);
CREATE TABLE agreements (
    agreement_id uuid PRIMARY KEY,
    number       text NOT NULL UNIQUE,
    order_id     uuid NOT NULL,
    state        text NOT NULL,
    starts_on    date NOT NULL,
    term_last    date NOT NULL,
    ends_on      date,
    exempt       boolean NOT NULL,
    signed_on    date NOT NULL
);
CREATE INDEX agreements_of_an_order ON agreements (order_id, signed_on);
"""


def upgrade() -> None:
    op.execute(OF_INTAKE)
    op.execute(OWN)


def downgrade() -> None:
    op.execute("DROP TABLE agreements, orders, erasures, work, cases")
