"""Make approval requests and waivers."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make approval requests and waivers."""


def downgrade() -> None:
    """Take it back."""
