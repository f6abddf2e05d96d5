"""Keep what whoever reads no records is told, apart from what is the case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from migrations.walls import run_file, wall

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the copy, the versions told so far, and the list of what is not told yet."""
    op.create_table(
        "untold_changes",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_untold_changes_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_untold_changes"),
    )
    op.create_table(
        "told_versions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("marks", ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_told_versions_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_told_versions_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_told_versions"),
    )
    op.create_index("ix_told_versions_since", "told_versions", ["organization_id", "since", "id"], unique=False)
    op.create_index("ix_told_versions_negotiation", "told_versions", ["organization_id", "negotiation_id", "until"])
    run_file("0030_told.sql")
    for table in ("untold_changes", "told_versions", "told.facts", "told.findings"):
        wall(table)
    op.execute("GRANT SELECT ON told.value_sums TO negostrategy_app, negostrategy_worker")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP SCHEMA told CASCADE")
    op.execute("DROP FUNCTION note_untold_facts() CASCADE")
    op.execute("DROP FUNCTION note_untold_findings() CASCADE")
    op.drop_table("told_versions")
    op.drop_table("untold_changes")
