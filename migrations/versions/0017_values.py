"""Make value tables, their lines, and packages."""

from alembic import op

from migrations.walls import run_file, wall

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
TABLES = ("value_tables", "value_entries", "value_packages")


def upgrade() -> None:
    """Make them."""
    run_file("0017_values.sql")
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    """Take them back."""
    op.execute(f"DROP TABLE {', '.join(reversed(TABLES))}")
