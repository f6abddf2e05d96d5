"""Make reviews, decisions, stand-ins and comments on versions."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make reviews, decisions, stand-ins and comments on versions."""


def downgrade() -> None:
    """Take it back."""
