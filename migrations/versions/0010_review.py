"""Make reviews, retirements and comments on versions."""

from alembic import op

from migrations.walls import run_file, wall

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
TABLES = ("reviews", "review_seats", "retirements", "comments")


def upgrade() -> None:
    """Make reviews, retirements and comments on versions."""
    run_file("0010_review.sql")
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE comments, retirements, review_seats, reviews")
