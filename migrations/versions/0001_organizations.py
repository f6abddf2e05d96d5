"""Make the directory of organizations."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import allow

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the directory of organizations."""

    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), server_default=sa.text("'Europe/Berlin'"), nullable=False),
        sa.Column("currency", sa.Text(), server_default=sa.text("'EUR'"), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'", name=op.f("ck_organizations_slug")),
        sa.PrimaryKeyConstraint("id", name="pk_organizations"),
        sa.UniqueConstraint("slug", name="uq_organizations_slug"),
    )
    allow("organizations", "SELECT, INSERT", "SELECT")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE organizations CASCADE")
