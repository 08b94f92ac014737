"""Who read what about whom, and what was given to others: logs that are only added to, and their seals."""

from alembic import op

revision = "0011"
down_revision = "0010"

LINE = """
    position      bigserial PRIMARY KEY,
    at            timestamptz NOT NULL,
    user_name     text NOT NULL,
    role          text NOT NULL,
    organisation  text,
    sector        text,
    county        text,
    region        text NOT NULL,
    purpose       text NOT NULL,
    legal_basis   text NOT NULL,
    correlation   text,
    persons       uuid[] NOT NULL,
    matters       uuid[] NOT NULL,
    fields        text[] NOT NULL
"""
SEALS = """(
    number    bigint PRIMARY KEY,
    kind      text NOT NULL,
    log_id    uuid NOT NULL,
    after     bigint NOT NULL,
    last      bigint NOT NULL,
    facts     bytea NOT NULL,
    previous  bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    hash      bytea NOT NULL,
    signature bytea NOT NULL
)"""
SQL = f"""
CREATE TABLE access_log ({LINE},
    mentioned      uuid[] NOT NULL,
    query          text NOT NULL,
    special_reason text,
    reveal         text
);
COMMENT ON TABLE access_log IS 'Who read what about whom: ids and names of fields, never a value';
CREATE INDEX access_log_of_a_person ON access_log USING gin (persons, mentioned, matters);
CREATE TABLE disclosures ({LINE},
    what                   text NOT NULL,
    recipient_kind         text NOT NULL,
    recipient_sector       text,
    recipient_county       text,
    recipient_organisation text
);
COMMENT ON TABLE disclosures IS 'What was given to another controller or to the person, and on what ground';
CREATE INDEX disclosures_of_a_person ON disclosures USING gin (persons, matters);
CREATE TABLE access_log_seals {SEALS};
CREATE TABLE disclosures_seals {SEALS};
CREATE TABLE access_books (
    book   text PRIMARY KEY,
    log_id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO access_books (book) VALUES ('access_log'), ('disclosures');
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosures
    FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
REVOKE UPDATE, DELETE, TRUNCATE ON access_log, disclosures FROM CURRENT_ROLE
"""  # noqa: S608 - a table's columns


def upgrade() -> None:
    op.execute(SQL)
