"""Make debriefs and audiences."""

from alembic import op

from migrations.walls import run_file, wall

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
TABLES = ("debriefs", "audiences")


def upgrade() -> None:
    """Make them."""
    run_file("0016_debriefs.sql")
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    """Take them back."""
    op.execute(f"DROP TABLE {', '.join(reversed(TABLES))}")
