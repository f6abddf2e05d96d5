"""Make value tables."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""


def downgrade() -> None:
    """Take them back."""
