"""Rank choices without an order by their points, and keep what a term's percentages are of."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import allow, run_file

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace the definition of the facts by one that compares choices without an order by their points."""
    op.add_column("terms", sa.Column("reference", sa.Text(), nullable=True))
    op.add_column("terms", sa.Column("reference_amount", sa.Numeric(), nullable=True))
    run_file("0018_facts.sql")


def downgrade() -> None:
    """Take it back: the view is the one before."""
    op.execute("DROP VIEW negotiation_facts")
    op.execute("DROP FUNCTION points_at")
    op.drop_column("terms", "reference_amount")
    op.drop_column("terms", "reference")
    run_file("0006_facts.sql")
    allow("negotiation_facts", "SELECT", "SELECT")
