"""Keep that a version was published while nobody else had joined, and which first steps somebody has before them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
VERSIONS = ("strategy_versions", "playbook_versions")


def upgrade() -> None:
    """Add both; whoever is here already has taken their first steps."""
    for table in VERSIONS:
        op.add_column(
            table, sa.Column("published_alone", sa.Boolean(), server_default=sa.text("false"), nullable=False)
        )
    op.add_column("users", sa.Column("first_steps", ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    """Take both away."""
    op.drop_column("users", "first_steps")
    for table in VERSIONS:
        op.drop_column(table, "published_alone")
