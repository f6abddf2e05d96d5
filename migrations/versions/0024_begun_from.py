"""Keep from which version a draft began."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
TABLES = ("strategy_versions", "playbook_versions")


def upgrade() -> None:
    """Add the number of the version; of drafts that are there already nobody knows it."""
    for table in TABLES:
        op.add_column(table, sa.Column("begun_from", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    for table in TABLES:
        op.drop_column(table, "begun_from")
