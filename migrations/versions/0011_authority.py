"""Make authority, and the record of what was asked."""

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
    """Make authority, and the record of what was asked."""
    _authorities()
    _checks()
    for table in ("authorities", "offer_checks"):
        wall(table)


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE offer_checks, authorities")


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
