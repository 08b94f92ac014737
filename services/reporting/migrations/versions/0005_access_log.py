"""Who read what of which matter here: a log that is only added to, and its seals."""

from alembic import op

revision = "0005"
down_revision = "0004"

SQL = """
CREATE TABLE access_log (
    position       bigserial PRIMARY KEY,
    at             timestamptz NOT NULL,
    user_name      text NOT NULL,
    role           text NOT NULL,
    organisation   text,
    sector         text,
    county         text,
    region         text NOT NULL,
    purpose        text NOT NULL,
    legal_basis    text NOT NULL,
    correlation    text,
    persons        uuid[] NOT NULL,
    matters        uuid[] NOT NULL,
    fields         text[] NOT NULL,
    mentioned      uuid[] NOT NULL,
    query          text NOT NULL,
    special_reason text,
    reveal         text
);
COMMENT ON TABLE access_log IS 'Who read what of which matter: ids and names of fields, never a value';
CREATE INDEX access_log_of_a_matter ON access_log USING gin (matters);
CREATE TABLE access_log_seals (
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
);
CREATE TABLE access_books (
    book   text PRIMARY KEY,
    log_id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO access_books (book) VALUES ('access_log');
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
REVOKE UPDATE, DELETE, TRUNCATE ON access_log FROM CURRENT_ROLE
"""


def upgrade() -> None:
    op.execute(SQL)
