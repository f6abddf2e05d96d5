"""Make acknowledgement by statement, understanding checks and change proposals."""

from alembic import op

from migrations.walls import run_file, wall

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
TABLES = ("acknowledged_statements", "understanding_cases", "understanding_answers", "proposals", "proposal_cases")


def upgrade() -> None:
    """Make acknowledgement by statement, understanding checks and change proposals."""
    run_file("0013_learning.sql")
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    """Take it back."""
    op.execute(f"DROP TABLE {', '.join(reversed(TABLES))}")
