"""Who is signed in on the pages: sessions, sealed, found by what only the browser holds."""

from alembic import op

revision = "0001"
down_revision = None

SESSIONS = """
CREATE TABLE sessions (
    id       bytea PRIMARY KEY,
    of_user  bytea NOT NULL,
    of_sid   bytea,
    content  bytea NOT NULL,
    began_at timestamptz NOT NULL,
    seen_at  timestamptz NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (of_user);
CREATE INDEX sessions_of_sid ON sessions (of_sid) WHERE of_sid IS NOT NULL;
COMMENT ON TABLE sessions IS 'A row is a sign-in that holds; signing out deletes it';
COMMENT ON COLUMN sessions.id IS 'SHA-256 of what the cookie holds';
COMMENT ON COLUMN sessions.of_user IS 'HMAC of the user: a backup names nobody';
COMMENT ON COLUMN sessions.content IS 'AES-256-GCM; the id is its associated data';
"""


def upgrade() -> None:
    op.execute(SESSIONS)


def downgrade() -> None:
    op.execute("DROP TABLE sessions")
