"""Judge closed records by what was agreed only, count values of the value table, and mark what has to be told anew."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import allow, run_file, run_statements, wall

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

READ = ("negotiations", "terms", "value_entries")
MARKED = """
    INSERT INTO outdated_facts (organization_id, id)
    SELECT DISTINCT terms.organization_id, terms.negotiation_id
    FROM terms
    JOIN negotiations AS n ON n.organization_id = terms.organization_id AND n.id = terms.negotiation_id
    WHERE n.outcome <> 'open' AND terms.agreed IS NULL AND terms.theirs IS NOT NULL AND NOT terms.not_part
    UNION
    SELECT organization_id, negotiation_id FROM value_entries WHERE term_key IS NOT NULL
"""


def upgrade() -> None:
    """Redefine the facts. The worker refreshes and judges what is marked: rules are compiled by the product alone."""
    op.create_table(
        "outdated_facts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_outdated_facts"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_outdated_facts_organization_id"),
        sa.ForeignKeyConstraint(
            ["organization_id", "id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_outdated_facts_organization_id_id",
            ondelete="CASCADE",
        ),
    )
    run_file("0033_agreed_only.sql")
    _mark()
    wall("outdated_facts", "SELECT", "SELECT, DELETE")


def downgrade() -> None:
    """Take them back: the view is the one before."""
    op.execute("DROP VIEW negotiation_facts")
    run_file("0029_stated.sql")
    allow("negotiation_facts", "SELECT", "SELECT")
    op.drop_table("outdated_facts")


def _mark() -> None:
    # Row security holds for the owner too; for this one statement over all organizations it steps aside.
    for table in READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    run_statements(MARKED)
    for table in READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
