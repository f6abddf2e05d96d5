"""Make the job runner's own schema, and the worker's sign of life."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from migrations.walls import allow, run_statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the job runner's own schema, and the worker's sign of life."""
    op.create_table(
        "worker_beats",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("beaten_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_worker_beats"),
    )
    allow("worker_beats", "SELECT", "SELECT, INSERT, UPDATE")
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    run_statements(SchemaManager.get_schema())
    op.execute("SET LOCAL search_path = public")
    for role in ("negostrategy_app", "negostrategy_worker"):
        op.execute(f"GRANT USAGE ON SCHEMA jobs TO {role}")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO {role}")
        op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO {role}")
        op.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO {role}")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP SCHEMA jobs CASCADE")
    op.execute("DROP TABLE worker_beats")
