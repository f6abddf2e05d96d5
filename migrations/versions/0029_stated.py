"""Keep what is not part of an agreement, which variables are optional, and the floors on which nothing is stated."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from migrations.walls import allow, run_file, run_statements

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = ("facts", "terms", "variables")
COUNTED = """
    UPDATE facts
    SET floors = counted.floors, unstated_floors = counted.unstated_floors
    FROM (
        SELECT
            floor.organization_id,
            floor.id,
            array_agg(floor.key ORDER BY floor.key) AS floors,
            coalesce(
                array_agg(floor.key ORDER BY floor.key) FILTER (WHERE here.outcome = 'agreed' AND said.agreed IS NULL), '{}'
            ) AS unstated_floors
        FROM (
            SELECT organization_id, negotiation_id AS id, key
            FROM terms
            WHERE walk_away IS NOT NULL
            UNION
            SELECT pinned.organization_id, pinned.id, variables.key
            FROM facts AS pinned
            JOIN variables
                ON variables.organization_id = pinned.organization_id
                AND variables.playbook_version_id = pinned.playbook_version_id
            WHERE variables.walk_away IS NOT NULL OR variables.seal = 'sealed'
        ) AS floor
        JOIN facts AS here ON here.organization_id = floor.organization_id AND here.id = floor.id
        LEFT JOIN terms AS said
            ON said.organization_id = floor.organization_id
            AND said.negotiation_id = floor.id
            AND said.key = floor.key
        GROUP BY floor.organization_id, floor.id
    ) AS counted
    WHERE counted.organization_id = facts.organization_id AND counted.id = facts.id
"""


def upgrade() -> None:
    """Add the columns, and count the floors of what is there."""
    op.add_column("terms", sa.Column("not_part", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.create_check_constraint(op.f("ck_terms_not_part"), "terms", "NOT not_part OR agreed IS NULL")
    op.add_column("variables", sa.Column("is_optional", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    for name in ("floors", "unstated_floors"):
        op.add_column("facts", sa.Column(name, ARRAY(sa.Text()), nullable=False, server_default="{}"))
    run_file("0029_stated.sql")
    _count()
    for name in ("floors", "unstated_floors"):
        op.alter_column("facts", name, server_default=None)


def downgrade() -> None:
    """Take them back: the view is the one before."""
    op.execute("DROP VIEW negotiation_facts")
    for name in ("floors", "unstated_floors"):
        op.drop_column("facts", name)
    op.drop_column("variables", "is_optional")
    op.drop_constraint(op.f("ck_terms_not_part"), "terms")
    op.drop_column("terms", "not_part")
    before = (Path(__file__).parent / "0020_captured.sql").read_text()
    run_statements(before.partition("-- What each value table")[0])
    allow("negotiation_facts", "SELECT", "SELECT")


def _count() -> None:
    # Row security holds for the owner too; for this one statement over all organizations it steps aside.
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    run_statements(COUNTED)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
