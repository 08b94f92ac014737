"""What matching's own log tells of the directory: professionals, teams, core units, contact persons."""

from alembic import op

revision = "0002"
down_revision = "0001"

DIRECTORY = """
CREATE TABLE professionals (
    professional_id uuid PRIMARY KEY,
    place           bigserial UNIQUE,
    region          text NOT NULL,
    county          text NOT NULL,
    counties        text[] NOT NULL,
    roles           text[] NOT NULL,
    field           text NOT NULL,
    organisation    text NOT NULL,
    competences     text[] NOT NULL,
    languages       text[] NOT NULL,
    shared          boolean NOT NULL,
    signs_in        text,
    candidate       jsonb NOT NULL
);
COMMENT ON COLUMN professionals.signs_in IS 'Pseudonym of the user who signs in as them';
COMMENT ON COLUMN professionals.candidate IS 'As proposals look at them: neither a name nor a text';
CREATE INDEX professionals_by_competence ON professionals USING gin (competences);
CREATE TABLE teams (
    team_id    uuid PRIMARY KEY,
    place      bigserial UNIQUE,
    region     text NOT NULL,
    name       text NOT NULL,
    situations text[] NOT NULL,
    members    uuid[] NOT NULL,
    state      text NOT NULL
);
CREATE TABLE contact_persons (
    county          text NOT NULL,
    sector          text NOT NULL,
    region          text NOT NULL,
    professional_id uuid NOT NULL,
    substitute      uuid,
    PRIMARY KEY (county, sector)
);
"""


def upgrade() -> None:
    op.execute(DIRECTORY)


def downgrade() -> None:
    op.execute("DROP TABLE contact_persons, teams, professionals")
