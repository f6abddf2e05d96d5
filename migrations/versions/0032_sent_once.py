"""Keep what was first sent under an id, and where the first answer led."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what repeated requests are compared and answered with; of those before, nothing is known."""
    op.add_column("negotiations", sa.Column("sent_digest", sa.LargeBinary(), nullable=True))
    op.add_column("kept_answers", sa.Column("location", sa.Text(), nullable=True))
    op.add_column("kept_answers", sa.Column("etag", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("kept_answers", "etag")
    op.drop_column("kept_answers", "location")
    op.drop_column("negotiations", "sent_digest")
