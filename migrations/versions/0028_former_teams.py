"""Keep in which team somebody was before, and until when."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day since when, and the teams before; of moves in the past nobody knows the day."""
    op.add_column("users", sa.Column("team_since", sa.Date(), nullable=True))
    op.create_table(
        "former_teams",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_former_teams_organization_id"),
        sa.ForeignKeyConstraint(
            ["organization_id", "team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_former_teams_organization_id_team_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_former_teams_organization_id_user_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_former_teams"),
        sa.UniqueConstraint(
            "organization_id", "user_id", "left_on", name="uq_former_teams_organization_id_user_id_left_on"
        ),
    )
    op.create_index("ix_former_teams_organization_id_team_id", "former_teams", ["organization_id", "team_id"])
    wall("former_teams")


def downgrade() -> None:
    """Take it back."""
    op.drop_table("former_teams")
    op.drop_column("users", "team_since")
