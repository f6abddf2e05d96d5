"""Make authority, sealed limits, and the record of what was asked."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make authority, sealed limits, and the record of what was asked."""


def downgrade() -> None:
    """Take it back."""
