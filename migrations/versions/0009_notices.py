"""Make the inbox, and who stands in for whom."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the inbox, and who stands in for whom."""
    op.create_table(
        "notices",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_notices_organization_id"),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_notices_organization_id_user_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_notices"),
    )
    op.create_index("ix_notices_user", "notices", ["organization_id", "user_id", "told_at"])
    op.create_index(
        "uq_notices_unread",
        "notices",
        ["organization_id", "user_id", "kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "stand_ins",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("user_id <> deputy_id", name=op.f("ck_stand_ins_another")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_stand_ins_range")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_stand_ins_organization_id"),
        *(
            sa.ForeignKeyConstraint(
                ["organization_id", column],
                ["users.organization_id", "users.id"],
                name=f"fk_stand_ins_organization_id_{column}",
                ondelete="CASCADE",
            )
            for column in ("user_id", "deputy_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_stand_ins"),
    )
    op.create_index("ix_stand_ins_organization_id_user_id", "stand_ins", ["organization_id", "user_id"])
    op.create_index("ix_stand_ins_organization_id_deputy_id", "stand_ins", ["organization_id", "deputy_id"])
    wall("notices")
    wall("stand_ins")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE stand_ins, notices")
