"""Tell what value tables come to, on how many variables anybody moved, and which package a move offered."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import allow, run_file

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
COUNTED = """
    UPDATE facts
    SET moved_variable_count = moved.variables
    FROM (
        SELECT organization_id, negotiation_id, count(DISTINCT said.key) AS variables
        FROM moves
        CROSS JOIN LATERAL jsonb_object_keys(moves.positions) AS said (key)
        GROUP BY organization_id, negotiation_id
    ) AS moved
    WHERE moved.organization_id = facts.organization_id AND moved.negotiation_id = facts.id
"""


def upgrade() -> None:
    """Add the fact, count it for what is there, and add the view of sums and the move of a package."""
    op.add_column("facts", sa.Column("moved_variable_count", sa.Integer(), nullable=False, server_default="0"))
    _count()
    op.alter_column("facts", "moved_variable_count", server_default=None)
    op.add_column("value_packages", sa.Column("move_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_value_packages_organization_id_move_id",
        "value_packages",
        "moves",
        ["organization_id", "move_id"],
        ["organization_id", "id"],
        ondelete="CASCADE",
    )
    op.create_index("ix_value_packages_organization_id_move_id", "value_packages", ["organization_id", "move_id"])
    run_file("0020_captured.sql")
    allow("value_sums", "SELECT", "SELECT")


def downgrade() -> None:
    """Take them back: the view is the one before."""
    op.execute("DROP VIEW value_sums")
    op.drop_column("value_packages", "move_id")
    op.execute("DROP VIEW negotiation_facts")
    op.execute("DROP FUNCTION points_at")
    op.drop_column("facts", "moved_variable_count")
    run_file("0018_facts.sql")
    allow("negotiation_facts", "SELECT", "SELECT")


def _count() -> None:
    # Row security holds for the owner too; for this one statement over all organizations it steps aside.
    for table in ("facts", "moves"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(COUNTED)
    for table in ("facts", "moves"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
