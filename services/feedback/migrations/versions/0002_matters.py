"""What intake told: referrals and cases that are followed up, who works on them, and what ended."""

from alembic import op

revision = "0002"
down_revision = "0001"

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
    restricted_to text[] NOT NULL DEFAULT '{}',
    ended         text,
    ended_at      timestamptz
);
COMMENT ON COLUMN matters.referral_id IS 'Of a case: the referral that it was opened from';
COMMENT ON COLUMN matters.subject IS 'Pseudonym of the person; none while the contact has no name';
COMMENT ON COLUMN matters.restricted_to IS 'Pseudonyms of the users who alone see the case (R-C10)';
COMMENT ON COLUMN matters.ended IS 'closed or destroyed: nobody is asked about it any more';
CREATE INDEX cases_of_a_referral ON matters (referral_id) WHERE referral_id IS NOT NULL;
CREATE TABLE network (
    case_id   uuid NOT NULL,
    member_id uuid NOT NULL,
    role      text NOT NULL,
    user_name text,
    sector    text,
    since     date NOT NULL,
    until     date,
    sequence  bigint NOT NULL,
    PRIMARY KEY (case_id, member_id)
);
COMMENT ON COLUMN network.user_name IS 'Pseudonym of the user who signs in as this member';
COMMENT ON COLUMN network.until IS 'Their last day';
COMMENT ON COLUMN network.sequence IS 'Of the fact that told of them last';
CREATE INDEX network_of_a_user ON network (user_name) WHERE user_name IS NOT NULL;
CREATE TABLE vault_told (
    person   text PRIMARY KEY,
    position bigint NOT NULL
);
COMMENT ON TABLE vault_told IS 'Where in its log intake last told that it knows more of a person (R-F7)';
CREATE TABLE consultations (
    referral_id  uuid PRIMARY KEY,
    follow_up_id uuid NOT NULL,
    region       text,
    closed_at    timestamptz,
    actor_role   text,
    correlation  text,
    causation    text
);
COMMENT ON TABLE consultations IS 'Contacts in which was consulted, and when they were closed (R-F6)';
COMMENT ON COLUMN consultations.follow_up_id IS 'The follow-up by which who made contact is asked';
CREATE TABLE erasures (
    service text NOT NULL,
    position bigint NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (service, position)
);
COMMENT ON TABLE erasures IS 'Erasures that feedback knows of';
CREATE TABLE destroyed_matters (
    matter_id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE destroyed_matters IS 'Matters that intake destroyed: their follow-ups have no texts';
"""


def upgrade() -> None:
    op.execute(OF_INTAKE)


def downgrade() -> None:
    op.execute("DROP TABLE destroyed_matters, erasures, consultations, vault_told, network, matters")
