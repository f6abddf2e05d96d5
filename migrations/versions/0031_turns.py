"""Keep when each piece of background work was last done, so that silence is told."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import allow

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it holds nothing of anybody, as the workers' signs of life do."""
    op.create_table(
        "worker_turns",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("behind_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_worker_turns"),
    )
    allow("worker_turns", "SELECT", "SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("worker_turns")
