"""Make people, teams and the ways in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make people, teams and the ways in."""

    op.create_table(
        "kept_answers",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_digest", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_kept_answers_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_kept_answers"),
        sa.UniqueConstraint(
            "organization_id",
            "user_id",
            "route",
            "key",
            name="uq_kept_answers_organization_id_user_id_route_key",
        ),
    )
    op.create_index(
        "ix_kept_answers_organization_id_kept_at",
        "kept_answers",
        ["organization_id", "kept_at"],
        unique=False,
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email_digest", sa.LargeBinary(), nullable=False),
        sa.Column("origin_digest", sa.LargeBinary(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_sign_in_attempts_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_sign_in_attempts"),
    )
    op.create_index(
        "ix_sign_in_attempts_organization_id_email_digest_tried_at",
        "sign_in_attempts",
        ["organization_id", "email_digest", "tried_at"],
        unique=False,
    )
    op.create_index(
        "ix_sign_in_attempts_organization_id_origin_digest_tried_at",
        "sign_in_attempts",
        ["organization_id", "origin_digest", "tried_at"],
        unique=False,
    )
    op.create_table(
        "teams",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_teams_own_parent")),
        sa.ForeignKeyConstraint(
            ["organization_id", "manager_id"],
            ["users.organization_id", "users.id"],
            name="fk_teams_organization_id_manager_id",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_teams_organization_id_parent_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_teams_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_teams"),
        sa.UniqueConstraint("organization_id", "name", name="uq_teams_organization_id_name"),
    )
    op.create_index("ix_teams_organization_id_manager_id", "teams", ["organization_id", "manager_id"], unique=False)
    op.create_index("ix_teams_organization_id_parent_id", "teams", ["organization_id", "parent_id"], unique=False)
    op.create_table(
        "users",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("roles <@ ARRAY['leader','manager','employee','admin']", name=op.f("ck_users_roles")),
        sa.ForeignKeyConstraint(
            ["organization_id", "team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_users_organization_id_team_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_users_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_users"),
    )
    op.create_index("ix_users_organization_id_team_id", "users", ["organization_id", "team_id"], unique=False)
    op.create_index("uq_users_email", "users", ["organization_id", sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "api_tokens",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_api_tokens_organization_id_user_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_api_tokens_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_api_tokens"),
        sa.UniqueConstraint("organization_id", "digest", name="uq_api_tokens_organization_id_digest"),
    )
    op.create_index("ix_api_tokens_organization_id_user_id", "api_tokens", ["organization_id", "user_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "invited_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_invitations_organization_id_invited_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_invitations_organization_id_team_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_invitations_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_invitations"),
        sa.UniqueConstraint("organization_id", "digest", name="uq_invitations_organization_id_digest"),
    )
    op.create_index(
        "ix_invitations_organization_id_invited_by_id",
        "invitations",
        ["organization_id", "invited_by_id"],
        unique=False,
    )
    op.create_index(
        "ix_invitations_organization_id_team_id", "invitations", ["organization_id", "team_id"], unique=False
    )
    op.create_table(
        "sign_ins",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_sign_ins_organization_id_user_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_sign_ins_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_sign_ins"),
        sa.UniqueConstraint("organization_id", "digest", name="uq_sign_ins_organization_id_digest"),
    )
    op.create_index("ix_sign_ins_organization_id_user_id", "sign_ins", ["organization_id", "user_id"], unique=False)
    op.create_foreign_key(
        "fk_teams_organization_id_manager_id",
        "teams",
        "users",
        ["organization_id", "manager_id"],
        ["organization_id", "id"],
    )
    wall("kept_answers")
    wall("sign_in_attempts")
    wall("teams")
    wall("users")
    wall("api_tokens")
    wall("invitations")
    wall("sign_ins")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE sign_ins, invitations, api_tokens, users, teams, sign_in_attempts, kept_answers CASCADE")
