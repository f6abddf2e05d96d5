"""Keep with each yes how far by value the word of whoever gave it went on that day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.walls import run_file

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
READ = ("authorities", "users", "negotiations")


def upgrade() -> None:
    """Make the column, and fill it for every yes that was given already."""
    op.add_column("approval_requests", sa.Column("value_reach", JSONB(), nullable=True))
    # The wall is closed to its owner too, and what was decided is closed to changes: both open for this one statement.
    for table in ("approval_requests", *READ):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE approval_requests DISABLE TRIGGER as_asked")
    run_file("0023_reach.sql")
    op.execute("ALTER TABLE approval_requests ENABLE TRIGGER as_asked")
    for table in ("approval_requests", *READ):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Take it back."""
    op.drop_column("approval_requests", "value_reach")
