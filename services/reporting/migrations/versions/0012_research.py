"""Whose a contact is, what became of people, and the research files that were asked for."""

from alembic import op

revision = "0012"
down_revision = "0011"

PEOPLE = """
CREATE TABLE contact_people (
    position    bigint PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    referral_id uuid NOT NULL,
    person      text NOT NULL
);
CREATE INDEX contact_people_of ON contact_people (referral_id, position);
COMMENT ON COLUMN contact_people.person IS 'A pseudonym under the region''s key; the newest counts';
CREATE TABLE people_told (
    position    bigint PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    person      text NOT NULL,
    what        text NOT NULL,
    until       date,
    into_person text
);
COMMENT ON TABLE people_told IS 'Pseudonyms of who was protected, erased, or merged into another';
"""

FILES = """
CREATE TABLE research_files (
    job_id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    study_id    uuid NOT NULL,
    fingerprint text NOT NULL,
    as_of       date NOT NULL,
    names       text[] NOT NULL,
    asked_at    timestamptz NOT NULL,
    asked_by    text NOT NULL,
    state       text NOT NULL DEFAULT 'waiting',
    made_at     timestamptz,
    told        bigint,
    people      integer,
    rows        integer,
    file        bytea
);
CREATE UNIQUE INDEX research_files_once ON research_files (study_id, fingerprint, as_of)
    WHERE state IN ('waiting', 'done');
COMMENT ON TABLE research_files IS 'Each research file that was asked for, and how many people were in it';
COMMENT ON COLUMN research_files.asked_by IS 'A pseudonym of the user';
COMMENT ON COLUMN research_files.told IS 'How much was known of people (people_told) when it was made';
COMMENT ON COLUMN research_files.file IS 'The zip, for an hour at most';
"""


def upgrade() -> None:
    op.execute(PEOPLE)
    op.execute(FILES)


def downgrade() -> None:
    op.execute("DROP TABLE research_files, people_told, contact_people")
