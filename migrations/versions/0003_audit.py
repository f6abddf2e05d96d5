"""Make the trail of acts and its seals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the trail of acts and its seals."""

    op.create_table(
        "audit_entries",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_audit_entries_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_newest", "audit_entries", ["organization_id", "at", "id"], unique=False)
    op.create_index(
        "ix_audit_entries_organization_id_subject_id",
        "audit_entries",
        ["organization_id", "subject_id"],
        unique=False,
    )
    op.create_table(
        "audit_seals",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "entry_id"],
            ["audit_entries.organization_id", "audit_entries.id"],
            name="fk_audit_seals_organization_id_entry_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_audit_seals_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_audit_seals"),
        sa.UniqueConstraint("organization_id", "entry_id", name="uq_audit_seals_organization_id_entry_id"),
        sa.UniqueConstraint("organization_id", "place", name="uq_audit_seals_organization_id_place"),
    )
    # Nobody but the owner may change or remove what happened.
    wall("audit_entries", app="SELECT, INSERT", worker="SELECT, INSERT")
    wall("audit_seals", app="SELECT", worker="SELECT, INSERT")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE audit_seals, audit_entries CASCADE")
