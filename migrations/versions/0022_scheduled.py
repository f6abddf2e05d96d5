"""Keep what is to begin or end on a later day until that day, and say in a record's history why it was changed."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import run_file, wall

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
READ = ("strategy_versions", "playbook_versions", "retirements", "audit_entries")


def upgrade() -> None:
    """Make the table, enter what was published or retired for a later day already, and let the worker move records."""
    op.add_column("revisions", sa.Column("why", sa.Text(), nullable=True))
    # A record is moved by whoever comes first on the day, which may be the worker.
    op.execute("GRANT INSERT ON revisions TO negostrategy_worker")
    _make_table()
    _fill()
    wall("scheduled_changes")


def downgrade() -> None:
    """Take them back."""
    op.drop_table("scheduled_changes")
    op.execute("REVOKE INSERT ON revisions FROM negostrategy_worker")
    op.drop_column("revisions", "why")


def _make_table() -> None:
    op.create_table(
        "scheduled_changes",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=True),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("moves_running", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('playbook_begins', 'strategy_begins', 'strategy_ends')", name=op.f("ck_scheduled_changes_kind")
        ),
        sa.CheckConstraint(
            "num_nonnulls(strategy_version_id, playbook_version_id) = 1", name=op.f("ck_scheduled_changes_subject")
        ),
        *(_key(column, table) for column, table in _BELONGS.items()),
        sa.ForeignKeyConstraint(
            ["organization_id", "said_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_scheduled_changes_organization_id_said_by_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_scheduled_changes_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_scheduled_changes"),
    )
    for column in ("strategy_version_id", "playbook_version_id", "said_by_id"):
        name = f"ix_scheduled_changes_organization_id_{column}"
        op.create_index(name, "scheduled_changes", ["organization_id", column])
    due = sa.text("done_at IS NULL")
    op.create_index(
        "ix_scheduled_changes_due", "scheduled_changes", ["organization_id", "due_on"], postgresql_where=due
    )


_BELONGS = {"strategy_version_id": "strategy_versions", "playbook_version_id": "playbook_versions"}


def _key(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{table}.organization_id", f"{table}.id"],
        name=f"fk_scheduled_changes_organization_id_{column}",
        ondelete="CASCADE",
    )


def _fill() -> None:
    # Row security holds for the owner too; for these statements over all organizations it steps aside.
    for table in READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    run_file("0022_scheduled.sql")
    for table in READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
