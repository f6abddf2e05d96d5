"""Make findings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make findings."""

    op.create_table(
        "findings",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "result IN ('kept', 'broken', 'unknown', 'not_applicable')", name=op.f("ck_findings_result")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_findings_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "rule_id"],
            ["rules.organization_id", "rules.id"],
            name="fk_findings_organization_id_rule_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_findings_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_findings"),
        sa.UniqueConstraint(
            "organization_id",
            "negotiation_id",
            "rule_id",
            name="uq_findings_organization_id_negotiation_id_rule_id",
        ),
    )
    op.create_index("ix_findings_result", "findings", ["organization_id", "result"], unique=False)
    op.create_index("ix_findings_rule", "findings", ["organization_id", "rule_id", "result"], unique=False)
    wall("findings")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE findings CASCADE")
