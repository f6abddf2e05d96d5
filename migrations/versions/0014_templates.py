"""Make templates of playbooks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make templates of playbooks."""
    op.create_table(
        "playbook_templates",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "made_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_playbook_templates_organization_id_made_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_playbook_templates_organization_id"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_playbook_templates"),
        sa.UniqueConstraint("organization_id", "name", name="uq_playbook_templates_organization_id_name"),
    )
    op.create_index(
        "ix_playbook_templates_organization_id_made_by_id", "playbook_templates", ["organization_id", "made_by_id"]
    )
    wall("playbook_templates")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("playbook_templates")
