"""Guard the ways in: guesses by account and place, reset links, idle sign-ins, and what waits for a second person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KINDS = "'person', 'team', 'invitation', 'address', 'link'"


def upgrade() -> None:
    """Guard the ways in."""
    op.execute("DROP TABLE sign_in_attempts")
    _guesses()
    _reset_links()
    _access_requests()
    for table in ("guesses", "reset_links", "access_requests"):
        wall(table)
    op.add_column("sign_ins", sa.Column("seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()")))
    op.alter_column("sign_ins", "seen_at", nullable=False)
    op.add_column("users", sa.Column("opened_by_id", sa.Uuid(), nullable=True))
    op.add_column("invitations", sa.Column("mailed_digest", sa.LargeBinary(), nullable=True))
    op.add_column("invitations", sa.Column("vouched_by_id", sa.Uuid(), nullable=True))
    op.alter_column("invitations", "digest", nullable=True)
    op.create_unique_constraint(
        "uq_invitations_organization_id_mailed_digest", "invitations", ["organization_id", "mailed_digest"]
    )
    _say_who_opened()


def downgrade() -> None:
    """Take it back; invitations whose key was only mailed end."""
    op.execute("ALTER TABLE invitations NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM invitations WHERE digest IS NULL")
    op.execute("ALTER TABLE invitations FORCE ROW LEVEL SECURITY")
    op.alter_column("invitations", "digest", nullable=False)
    op.drop_column("invitations", "vouched_by_id")
    op.drop_column("invitations", "mailed_digest")
    op.drop_column("users", "opened_by_id")
    op.drop_column("sign_ins", "seen_at")
    op.execute("DROP TABLE access_requests, reset_links, guesses")
    _attempts()
    wall("sign_in_attempts")


def _say_who_opened() -> None:
    # The owner is bound by row security, too, and no organization is named here.
    for table in ("users", "invitations"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("""
        UPDATE users SET opened_by_id = invited_by_id
        FROM invitations, users AS inviter
        WHERE invitations.organization_id = users.organization_id
        AND lower(invitations.email) = lower(users.email)
        AND invitations.accepted_at IS NOT NULL
        AND inviter.organization_id = users.organization_id
        AND inviter.id = invitations.invited_by_id
        AND NOT inviter.roles @> ARRAY['leader']
    """)
    for table in ("users", "invitations"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _tenant(table: str) -> list[sa.Column | sa.Constraint]:
    return [
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=f"fk_{table}_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=f"pk_{table}"),
    ]


def _person(table: str, column: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        ["users.organization_id", "users.id"],
        name=f"fk_{table}_organization_id_{column}",
        ondelete="CASCADE" if cascade else None,
    )


def _instant(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _guesses() -> None:
    op.create_table(
        "guesses",
        *_tenant("guesses"),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("wrong", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _instant("waits_until"),
        _instant("last_at", nullable=False),
        sa.UniqueConstraint(
            "organization_id", "purpose", "account", "origin", name="uq_guesses_organization_id_purpose_account_origin"
        ),
    )


def _reset_links() -> None:
    op.create_table(
        "reset_links",
        *_tenant("reset_links"),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        _instant("expires_at", nullable=False),
        _instant("used_at"),
        _person("reset_links", "user_id", cascade=True),
        sa.UniqueConstraint("organization_id", "digest", name="uq_reset_links_organization_id_digest"),
    )
    op.create_index("ix_reset_links_organization_id_user_id", "reset_links", ["organization_id", "user_id"])


def _access_requests() -> None:
    op.create_table(
        "access_requests",
        *_tenant("access_requests"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("change", postgresql.JSONB(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        _instant("decided_at"),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_access_requests_kind")),
        _person("access_requests", "asked_by_id"),
    )
    for column in ("asked_by_id", "asked_at"):
        op.create_index(f"ix_access_requests_organization_id_{column}", "access_requests", ["organization_id", column])


def _attempts() -> None:
    op.create_table(
        "sign_in_attempts",
        *_tenant("sign_in_attempts"),
        sa.Column("email_digest", sa.LargeBinary(), nullable=False),
        sa.Column("origin_digest", sa.LargeBinary(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    for column in ("email_digest", "origin_digest"):
        op.create_index(
            f"ix_sign_in_attempts_organization_id_{column}_tried_at",
            "sign_in_attempts",
            ["organization_id", column, "tried_at"],
        )
