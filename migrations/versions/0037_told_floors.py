"""Tell those who read no records of agreements that state nothing on a floor, too."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and have the copy compared anew."""
    op.execute("ALTER TABLE told.facts ADD COLUMN unstated_floors text[] NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    """Take it back."""
    op.execute("ALTER TABLE told.facts DROP COLUMN unstated_floors")
