"""Make the facts: the view and its stored copy."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import allow, run_file, wall

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the facts: the view and its stored copy."""

    op.create_table(
        "facts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("privacy", sa.Text(), nullable=False),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=True),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=True),
        sa.Column("counterpart_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("style_planned", sa.Text(), nullable=True),
        sa.Column("style_used", sa.Text(), nullable=True),
        sa.Column("power_balance", sa.Integer(), nullable=True),
        sa.Column("rules_of_game", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("has_reason", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("duration_days", sa.Integer(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("has_alternative", sa.Boolean(), nullable=False),
        sa.Column("alternative_value", sa.Numeric(), nullable=True),
        sa.Column("alternative_age_days", sa.Integer(), nullable=True),
        sa.Column("capture_delay_hours", sa.Integer(), nullable=False),
        sa.Column("party_count", sa.Integer(), nullable=False),
        sa.Column("term_count", sa.Integer(), nullable=False),
        sa.Column("open_term_count", sa.Integer(), nullable=False),
        sa.Column("agreed_term_count", sa.Integer(), nullable=False),
        sa.Column("both_valued_count", sa.Integer(), nullable=False),
        sa.Column("term_without_walk_away_count", sa.Integer(), nullable=False),
        sa.Column("beyond_walk_away_count", sa.Integer(), nullable=False),
        sa.Column("beyond_acceptable_count", sa.Integer(), nullable=False),
        sa.Column("within_count", sa.Integer(), nullable=False),
        sa.Column("at_target_count", sa.Integer(), nullable=False),
        sa.Column("move_count", sa.Integer(), nullable=False),
        sa.Column("our_move_count", sa.Integer(), nullable=False),
        sa.Column("their_move_count", sa.Integer(), nullable=False),
        sa.Column("our_concession_count", sa.Integer(), nullable=False),
        sa.Column("free_concession_count", sa.Integer(), nullable=False),
        sa.Column("deal_score", sa.Numeric(), nullable=True),
        sa.Column("score_coverage", sa.Numeric(), nullable=True),
        sa.Column("own_points", sa.Numeric(), nullable=True),
        sa.Column("their_points", sa.Numeric(), nullable=True),
        sa.Column("own_pulse", sa.Numeric(), nullable=True),
        sa.Column("their_pulse", sa.Numeric(), nullable=True),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_facts_organization_id_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_facts_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_facts"),
    )
    op.create_index("ix_facts_held_on", "facts", ["organization_id", "held_on"], unique=False)
    op.create_index("ix_facts_owner", "facts", ["organization_id", "owner_id", "held_on"], unique=False)
    op.create_index(
        "ix_facts_playbook_version",
        "facts",
        ["organization_id", "playbook_version_id", "held_on"],
        unique=False,
    )
    op.create_index("ix_facts_team", "facts", ["organization_id", "team_id", "held_on"], unique=False)
    wall("facts")
    run_file("0006_facts.sql")
    allow("negotiation_facts", "SELECT", "SELECT")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP VIEW negotiation_facts")
    op.execute("DROP TABLE facts CASCADE")
