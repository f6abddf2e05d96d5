"""Let everybody choose how numbers are written for them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the choice to people; nobody has made one yet."""
    op.add_column("users", sa.Column("number_format", sa.Text(), nullable=True))
    op.create_check_constraint("number_format", "users", "number_format IN ('point', 'comma')")


def downgrade() -> None:
    """Take the choice back."""
    op.drop_column("users", "number_format")
