"""Make acknowledgement by statement, understanding checks and change proposals."""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make acknowledgement by statement, understanding checks and change proposals."""


def downgrade() -> None:
    """Take it back."""
