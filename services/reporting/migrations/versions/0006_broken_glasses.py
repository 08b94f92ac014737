"""Matters opened in an emergency are found in the timeline without reading all of it."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX timeline_of_glasses ON timeline (at)"
        " WHERE what IN ('glass-broken', 'case-glass-broken')"
    )


def downgrade() -> None:
    op.execute("DROP INDEX timeline_of_glasses")
