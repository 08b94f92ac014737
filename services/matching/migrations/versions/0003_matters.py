"""What intake told: the referrals and cases that somebody is sought for, and whom they are about."""

from alembic import op

revision = "0003"
down_revision = "0002"

OF_INTAKE = """
CREATE TABLE matters (
    matter_id     uuid PRIMARY KEY,
    kind          text NOT NULL,
    number        text NOT NULL,
    region        text NOT NULL,
    county        text NOT NULL,
    referral_id   uuid,
    subject       text,
    service_line  text NOT NULL,
    notification  boolean NOT NULL DEFAULT false,
    controller    text,
    register      text,
    service_task  text,
    restricted_to text[] NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN matters.referral_id IS 'Of a case: the referral that it was opened from';
COMMENT ON COLUMN matters.subject IS 'Pseudonym of the person; none while the contact has no name';
COMMENT ON COLUMN matters.restricted_to IS 'Pseudonyms of the users who alone see the case (R-C10)';
CREATE INDEX cases_of_a_referral ON matters (referral_id) WHERE referral_id IS NOT NULL;
CREATE TABLE merged_persons (
    person text PRIMARY KEY,
    into_person text NOT NULL
);
COMMENT ON TABLE merged_persons IS 'Two pseudonyms of one person: a conflict with one is one with both';
CREATE TABLE erasures (
    service text NOT NULL,
    position bigint NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (service, position)
);
COMMENT ON TABLE erasures IS 'Erasures that matching knows of';
CREATE TABLE destroyed_matters (
    matter_id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE destroyed_matters IS 'Matters that intake destroyed: their requests have no texts any more';
"""


def upgrade() -> None:
    op.execute(OF_INTAKE)


def downgrade() -> None:
    op.execute("DROP TABLE destroyed_matters, erasures, merged_persons, matters")
