"""Make authority, sealed limits, and the record of what was asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TOPICS = "'timetable', 'specification', 'staff', 'finance', 'responsibilities', 'rights', 'other'"
SEGMENTS = (
    "'non_critical', 'leverage', 'bottleneck', 'strategic', 'key', 'growth', 'standard', 'dependent', 'shared',"
    " 'independent', 'partner'"
)


def upgrade() -> None:
    """Make authority, sealed limits, and the record of what was asked."""
    _authorities()
    _sealed()
    _checks()
    for table in ("organization_keys", "authorities", "sealed_limits", "seal_holders", "offer_checks"):
        wall(table)
    op.execute(
        "CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON sealed_limits"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('playbook')"
    )


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE offer_checks, seal_holders, sealed_limits, authorities, organization_keys")


def _tenant(table: str) -> list[sa.Column | sa.Constraint]:
    return [
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=f"fk_{table}_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=f"pk_{table}"),
    ]


def _key(table: str, column: str, other: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{other}.organization_id", f"{other}.id"],
        name=f"fk_{table}_organization_id_{column}",
        ondelete="CASCADE" if cascade else None,
    )


def _now(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _authorities() -> None:
    op.create_table(
        "authorities",
        *_tenant("authorities"),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("variable", sa.Text(), nullable=True),
        sa.Column("limit", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("granted_by_id", sa.Uuid(), nullable=False),
        _now("granted_at"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(role IS NULL) <> (user_id IS NULL)", name=op.f("ck_authorities_holder")),
        sa.CheckConstraint("role IN ('leader', 'manager', 'employee')", name=op.f("ck_authorities_role")),
        sa.CheckConstraint("basis IN ('value', 'variable', 'points', 'exception')", name=op.f("ck_authorities_basis")),
        sa.CheckConstraint(f"topic IN ({TOPICS})", name=op.f("ck_authorities_topic")),
        sa.CheckConstraint(f"segment IN ({SEGMENTS})", name=op.f("ck_authorities_segment")),
        sa.CheckConstraint("(basis = 'exception') = (\"limit\" IS NULL)", name=op.f("ck_authorities_limited")),
        sa.CheckConstraint("(basis = 'value') = (currency IS NOT NULL)", name=op.f("ck_authorities_currency")),
        sa.CheckConstraint("(basis = 'variable') = (variable IS NOT NULL)", name=op.f("ck_authorities_variable")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_authorities_range")),
        _key("authorities", "user_id", "users"),
        _key("authorities", "granted_by_id", "users"),
    )
    op.create_index("ix_authorities_organization_id_user_id", "authorities", ["organization_id", "user_id"])
    op.create_index("ix_authorities_organization_id_granted_by_id", "authorities", ["organization_id", "granted_by_id"])


def _sealed() -> None:
    op.create_table(
        "organization_keys",
        *_tenant("organization_keys"),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        _now("made_at"),
        sa.UniqueConstraint("organization_id", name="uq_organization_keys_organization_id"),
    )
    op.create_table(
        "sealed_limits",
        *_tenant("sealed_limits"),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_by_id", sa.Uuid(), nullable=False),
        _now("sealed_at"),
        sa.UniqueConstraint(
            "organization_id",
            "playbook_version_id",
            "key",
            name="uq_sealed_limits_organization_id_playbook_version_id_key",
        ),
        _key("sealed_limits", "playbook_version_id", "playbook_versions", cascade=True),
        _key("sealed_limits", "sealed_by_id", "users"),
    )
    op.create_index(
        "ix_sealed_limits_organization_id_sealed_by_id", "sealed_limits", ["organization_id", "sealed_by_id"]
    )
    op.create_table(
        "seal_holders",
        *_tenant("seal_holders"),
        sa.Column("playbook_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("named_by_id", sa.Uuid(), nullable=False),
        _now("named_at"),
        sa.UniqueConstraint(
            "organization_id", "playbook_id", "user_id", name="uq_seal_holders_organization_id_playbook_id_user_id"
        ),
        _key("seal_holders", "playbook_id", "playbooks", cascade=True),
        _key("seal_holders", "user_id", "users", cascade=True),
    )
    op.create_index("ix_seal_holders_organization_id_user_id", "seal_holders", ["organization_id", "user_id"])


def _checks() -> None:
    op.create_table(
        "offer_checks",
        *_tenant("offer_checks"),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        _now("checked_at"),
        sa.Column("offer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("light", sa.Text(), nullable=False),
        sa.Column("bands", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("light IN ('green', 'amber', 'red')", name=op.f("ck_offer_checks_light")),
        _key("offer_checks", "negotiation_id", "negotiations", cascade=True),
        _key("offer_checks", "user_id", "users"),
    )
    op.create_index("ix_offer_checks_negotiation", "offer_checks", ["organization_id", "negotiation_id", "checked_at"])
    op.create_index("ix_offer_checks_user", "offer_checks", ["organization_id", "user_id", "checked_at"])
