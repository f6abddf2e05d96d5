"""Keep what a yes depends on and whether it is met, who said yes in which office, and why a request ended by itself."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.walls import allow, run_file, run_statements, wall

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

OFFICES = "('employee', 'manager', 'leader')"
# In which office those decided who decided before: as their roles say today, which is all that is known.
DECIDED = """
    UPDATE approval_requests
    SET decided_as = CASE
        WHEN 'leader' = ANY (users.roles) THEN 'leader'
        WHEN 'manager' = ANY (users.roles) THEN 'manager'
        ELSE 'employee'
    END
    FROM users
    WHERE users.organization_id = approval_requests.organization_id
    AND users.id = coalesce(approval_requests.decided_for_id, approval_requests.decided_by_id)
    AND approval_requests.state = 'approved'
"""
# The worker says anew of what was approved by whom; a condition in words that nobody ticked yet is not met.
MARKED = """
    INSERT INTO outdated_facts (organization_id, id)
    SELECT DISTINCT organization_id, negotiation_id FROM approval_requests WHERE state = 'approved'
    ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    """Add the columns and the ticks, and say of what was decided in which office it was."""
    _let_end()
    op.add_column("approval_requests", sa.Column("limits", JSONB(), nullable=False, server_default="[]"))
    op.add_column("approval_requests", sa.Column("decided_as", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_approval_requests_decided_as"), "approval_requests", f"decided_as IN {OFFICES}")
    op.create_table(
        "condition_ticks",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_condition_ticks_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "request_id"],
            ["approval_requests.organization_id", "approval_requests.id"],
            name=op.f("fk_condition_ticks_organization_id_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "said_by_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_condition_ticks_organization_id_said_by_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_condition_ticks")),
    )
    for name in ("request_id", "said_by_id"):
        op.create_index(
            op.f(f"ix_condition_ticks_organization_id_{name}"), "condition_ticks", ["organization_id", name]
        )
    wall("condition_ticks")
    op.add_column("facts", sa.Column("approved_by", sa.Text(), nullable=True))
    run_file("0035_conditions.sql")
    _look_back()


def downgrade() -> None:
    """Take them back: the view is the one before."""
    op.execute("DROP VIEW negotiation_facts")
    op.execute("DROP FUNCTION is_short_of")
    op.drop_column("facts", "approved_by")
    op.drop_table("condition_ticks")
    op.drop_column("approval_requests", "decided_as")
    op.drop_column("approval_requests", "limits")
    run_statements((Path(__file__).parent / "0033_agreed_only.sql").read_text())
    allow("negotiation_facts", "SELECT", "SELECT")


def _let_end() -> None:
    op.drop_constraint(op.f("ck_approval_requests_state"), "approval_requests")
    op.create_check_constraint(
        op.f("ck_approval_requests_state"),
        "approval_requests",
        "state IN ('open', 'approved', 'refused', 'withdrawn', 'ended')",
    )


def _look_back() -> None:
    # Row security holds for the owner too, and what was decided is closed to changes: both open for these statements.
    tables = ("approval_requests", "users", "outdated_facts")
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE approval_requests DISABLE TRIGGER as_asked")
    run_statements(DECIDED)
    op.execute("ALTER TABLE approval_requests ENABLE TRIGGER as_asked")
    run_statements(MARKED)
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
