"""A region's year: what each fact counts, and the sums of it."""

from alembic import op

revision = "0010"
down_revision = "0009"

ENTRIES = """
CREATE TABLE year_entries (
    service     text NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    region      text NOT NULL,
    referral_id uuid,
    case_id     uuid,
    year        smallint NOT NULL,
    figure      text NOT NULL,
    key         text NOT NULL,
    item        text NOT NULL,
    times       integer NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (service, position, year, figure, key, item)
);
CREATE INDEX year_entries_behind ON year_entries (region, year, figure, key, recorded_at, service, position);
CREATE INDEX year_entries_recorded ON year_entries (region, year, recorded_at);
CREATE INDEX year_entries_of_referral ON year_entries (referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX year_entries_of_case ON year_entries (case_id) WHERE case_id IS NOT NULL;
COMMENT ON TABLE year_entries IS 'What a fact changes in a figure of a year: what is behind the figure';
COMMENT ON COLUMN year_entries.item IS 'Which of a matter''s it is: a step, a meeting, a goal';
COMMENT ON COLUMN year_entries.amount IS 'Cents of costs, hundredths of a T-score; else 0';
"""

SUMS = """
CREATE TABLE year_sums (
    region      text NOT NULL,
    year        smallint NOT NULL,
    recorded_in date NOT NULL,
    figure      text NOT NULL,
    key         text NOT NULL,
    entries     integer NOT NULL,
    times       bigint NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (region, year, recorded_in, figure, key)
);
CREATE INDEX year_sums_of_nothing ON year_sums (entries) WHERE entries = 0;
COMMENT ON TABLE year_sums IS 'The entries added up, by the Finnish month in which their facts were recorded';
"""

MATTERS = """
CREATE TABLE year_matters (
    kind     text NOT NULL,
    id       uuid NOT NULL,
    item     text NOT NULL,
    position bigint NOT NULL,
    stands   jsonb NOT NULL,
    PRIMARY KEY (kind, id, item)
);
COMMENT ON TABLE year_matters IS 'What the next fact has to know of a matter to count it';
COMMENT ON COLUMN year_matters.position IS 'The last fact that was counted; 0: they come in any order';
"""


def upgrade() -> None:
    for sql in (ENTRIES, SUMS, MATTERS):
        op.execute(sql)


def downgrade() -> None:
    op.execute("DROP TABLE year_matters, year_sums, year_entries")
