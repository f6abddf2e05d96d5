"""Make policies of segments."""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""


def downgrade() -> None:
    """Take them back."""
