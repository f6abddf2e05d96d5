"""Make approval requests and waivers."""

from alembic import op

from migrations.walls import run_file, wall

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make approval requests and waivers."""
    run_file("0012_exceptions.sql")
    for table in ("approval_requests", "approval_seats", "waivers"):
        wall(table)


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE waivers, approval_seats, approval_requests")
    op.execute("DROP FUNCTION keep_request_as_asked")
