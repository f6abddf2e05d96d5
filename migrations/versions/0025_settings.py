"""Have an organization say how it counts days and writes numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from migrations.walls import run_file

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# Whoever was there lived in Europe/Berlin, because nothing asked them: there, numbers are written 1.234,50.
WAS_THERE = {
    "number_format": ("Text", "'comma'"),
    "language": ("Text", "'en'"),
    "fiscal_year_start": ("SmallInteger", "1"),
    "working_days": (None, "'{1,2,3,4,5}'"),
    "revision": ("Integer", "1"),
}
CHECKS = {
    "zone": r"zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{1,63}$'",
    "currency": "currency ~ '^[A-Z]{3}$'",
    "number_format": "number_format IN ('comma', 'point')",
    "language": "language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'",
    "fiscal_year_start": "fiscal_year_start BETWEEN 1 AND 12",
    "working_days": "cardinality(working_days) >= 1 AND cardinality(working_days) <= 7 AND working_days <@ '{1,2,3,4,5,6,7}'",
    "holiday_region": "holiday_region ~ '^[A-Z]{2}(-.{1,40})?$'",
}


def upgrade() -> None:
    """Add the settings, and let each organization change its own row."""
    for name, (kind, value) in WAS_THERE.items():
        column_type = getattr(sa, kind)() if kind else ARRAY(sa.SmallInteger())
        op.add_column("organizations", sa.Column(name, column_type, server_default=sa.text(value), nullable=False))
    op.add_column("organizations", sa.Column("holiday_region", sa.Text(), nullable=True))
    # From here on whoever enters an organization says these three.
    for name in ("zone", "currency", "number_format"):
        op.alter_column("organizations", name, server_default=None)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_organizations_{name}"), "organizations", condition)
    run_file("0025_settings.sql")


def downgrade() -> None:
    """Take the settings back."""
    op.execute("DROP TRIGGER count_change ON organizations")
    op.execute("DROP FUNCTION count_change_of_organization")
    for policy in ("found_by_all", "entered_by_all", "changed_by_itself"):
        op.execute(f"DROP POLICY {policy} ON organizations")
    op.execute("ALTER TABLE organizations DISABLE ROW LEVEL SECURITY")
    for name in ("zone", "currency"):
        op.drop_constraint(op.f(f"ck_organizations_{name}"), "organizations")
    for name in (*WAS_THERE, "holiday_region"):
        op.drop_column("organizations", name)
    op.alter_column("organizations", "zone", server_default=sa.text("'Europe/Berlin'"))
    op.alter_column("organizations", "currency", server_default=sa.text("'EUR'"))
