"""Make negotiations and what lies on their tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import run_file, wall

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make negotiations and what lies on their tables."""

    op.create_table(
        "counterparts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "segment IN ('non_critical', 'leverage', 'bottleneck', 'strategic', 'key', 'growth', 'standard', 'dependent', 'shared', 'independent', 'partner')",
            name=op.f("ck_counterparts_segment"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_counterparts_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_counterparts"),
    )
    op.create_index(
        "uq_counterparts_name",
        "counterparts",
        ["organization_id", sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "negotiations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), server_default=sa.text("'other'"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("counterpart_id", sa.Uuid(), nullable=True),
        sa.Column("counterpart_team_id", sa.Uuid(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("privacy", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("style_planned", sa.Text(), nullable=True),
        sa.Column("style_used", sa.Text(), nullable=True),
        sa.Column("power_balance", sa.SmallInteger(), nullable=True),
        sa.Column("rules_of_game", sa.Text(), nullable=True),
        sa.Column("alternative", sa.Text(), nullable=True),
        sa.Column("alternative_value", sa.Numeric(), nullable=True),
        sa.Column("alternative_valued_on", sa.Date(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("outcome_reason", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=True),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('simple', title || ' ' || coalesce(note, ''))", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint("(outcome = 'open') = (closed_on IS NULL)", name=op.f("ck_negotiations_closed")),
        sa.CheckConstraint(
            "channel IN ('hallway', 'phone', 'email', 'video', 'meeting', 'chat')",
            name=op.f("ck_negotiations_channel"),
        ),
        sa.CheckConstraint("counterpart_id IS NULL OR kind = 'external'", name=op.f("ck_negotiations_counterpart")),
        sa.CheckConstraint(
            "counterpart_team_id IS NULL OR kind = 'internal'", name=op.f("ck_negotiations_counterpart_team")
        ),
        sa.CheckConstraint("kind IN ('internal', 'external')", name=op.f("ck_negotiations_kind")),
        sa.CheckConstraint(
            "outcome IN ('open', 'agreed', 'no_deal', 'parked', 'broken_off')", name=op.f("ck_negotiations_outcome")
        ),
        sa.CheckConstraint("privacy IN ('open', 'need_to_know', 'private')", name=op.f("ck_negotiations_privacy")),
        sa.CheckConstraint(
            "rules_of_game IN ('proposed', 'accepted', 'refused')", name=op.f("ck_negotiations_rules_of_game")
        ),
        sa.CheckConstraint(
            "segment IN ('non_critical', 'leverage', 'bottleneck', 'strategic', 'key', 'growth', 'standard', 'dependent', 'shared', 'independent', 'partner')",
            name=op.f("ck_negotiations_segment"),
        ),
        sa.CheckConstraint(
            "style_planned IN ('combative', 'cooperative', 'partnership')",
            name=op.f("ck_negotiations_style_planned"),
        ),
        sa.CheckConstraint(
            "style_used IN ('combative', 'cooperative', 'partnership')", name=op.f("ck_negotiations_style_used")
        ),
        sa.CheckConstraint(
            "topic IN ('timetable', 'specification', 'staff', 'finance', 'responsibilities', 'rights', 'other')",
            name=op.f("ck_negotiations_topic"),
        ),
        sa.CheckConstraint("power_balance BETWEEN -2 AND 2", name=op.f("ck_negotiations_power_balance")),
        sa.ForeignKeyConstraint(
            ["organization_id", "counterpart_id"],
            ["counterparts.organization_id", "counterparts.id"],
            name="fk_negotiations_organization_id_counterpart_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "counterpart_team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_negotiations_organization_id_counterpart_team_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "owner_id"],
            ["users.organization_id", "users.id"],
            name="fk_negotiations_organization_id_owner_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_negotiations_organization_id_parent_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "playbook_version_id"],
            ["playbook_versions.organization_id", "playbook_versions.id"],
            name="fk_negotiations_organization_id_playbook_version_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "strategy_version_id"],
            ["strategy_versions.organization_id", "strategy_versions.id"],
            name="fk_negotiations_organization_id_strategy_version_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_negotiations_organization_id_team_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_negotiations_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_negotiations"),
        sa.UniqueConstraint(
            "organization_id",
            "source",
            "source_key",
            name="uq_negotiations_organization_id_source_source_key",
        ),
    )
    op.create_index("ix_negotiations_newest", "negotiations", ["organization_id", "held_on", "id"], unique=False)
    op.create_index(
        "ix_negotiations_organization_id_counterpart_id",
        "negotiations",
        ["organization_id", "counterpart_id"],
        unique=False,
    )
    op.create_index(
        "ix_negotiations_organization_id_counterpart_team_id",
        "negotiations",
        ["organization_id", "counterpart_team_id"],
        unique=False,
    )
    op.create_index(
        "ix_negotiations_organization_id_parent_id",
        "negotiations",
        ["organization_id", "parent_id"],
        unique=False,
    )
    op.create_index(
        "ix_negotiations_organization_id_playbook_version_id",
        "negotiations",
        ["organization_id", "playbook_version_id"],
        unique=False,
    )
    op.create_index(
        "ix_negotiations_organization_id_strategy_version_id",
        "negotiations",
        ["organization_id", "strategy_version_id"],
        unique=False,
    )
    op.create_index("ix_negotiations_owner", "negotiations", ["organization_id", "owner_id", "held_on"], unique=False)
    op.create_index("ix_negotiations_search", "negotiations", ["search"], unique=False, postgresql_using="gin")
    op.create_index("ix_negotiations_team", "negotiations", ["organization_id", "team_id", "held_on"], unique=False)
    op.create_table(
        "moves",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "positions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("answers_move_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("side IN ('ours', 'theirs')", name=op.f("ck_moves_side")),
        sa.CheckConstraint(
            "tag IN ('offer', 'concede', 'demand', 'reject', 'accept', 'walk_away')", name=op.f("ck_moves_tag")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "answers_move_id"],
            ["moves.organization_id", "moves.id"],
            name="fk_moves_organization_id_answers_move_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_moves_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_moves_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_moves"),
        sa.UniqueConstraint(
            "organization_id", "negotiation_id", "place", name="uq_moves_organization_id_negotiation_id_place"
        ),
    )
    op.create_index(
        "ix_moves_organization_id_answers_move_id",
        "moves",
        ["organization_id", "answers_move_id"],
        unique=False,
    )
    op.create_table(
        "negotiation_people",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.Text(), server_default=sa.text("'party'"), nullable=False),
        sa.CheckConstraint("part IN ('party', 'reader')", name=op.f("ck_negotiation_people_part")),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_negotiation_people_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "team_id"],
            ["teams.organization_id", "teams.id"],
            name="fk_negotiation_people_organization_id_team_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_negotiation_people_organization_id_user_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_negotiation_people_organization_id"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_negotiation_people"),
        sa.UniqueConstraint(
            "organization_id",
            "negotiation_id",
            "user_id",
            name="uq_negotiation_people_organization_id_negotiation_id_user_id",
        ),
    )
    op.create_index(
        "ix_negotiation_people_organization_id_team_id",
        "negotiation_people",
        ["organization_id", "team_id"],
        unique=False,
    )
    op.create_index(
        "ix_negotiation_people_organization_id_user_id",
        "negotiation_people",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "pulses",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("score", sa.Numeric(precision=3, scale=1), nullable=False),
        sa.CheckConstraint("domain IN ('result', 'self', 'process', 'relation')", name=op.f("ck_pulses_domain")),
        sa.CheckConstraint("side IN ('ours', 'theirs')", name=op.f("ck_pulses_side")),
        sa.CheckConstraint("score BETWEEN 1 AND 7", name=op.f("ck_pulses_score")),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_pulses_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_pulses_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_pulses"),
        sa.UniqueConstraint(
            "organization_id",
            "negotiation_id",
            "side",
            "domain",
            name="uq_pulses_organization_id_negotiation_id_side_domain",
        ),
    )
    op.create_table(
        "revisions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changed", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "changed_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_revisions_organization_id_changed_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_revisions_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_revisions_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_revisions"),
        sa.UniqueConstraint(
            "organization_id",
            "negotiation_id",
            "number",
            name="uq_revisions_organization_id_negotiation_id_number",
        ),
    )
    op.create_index(
        "ix_revisions_organization_id_changed_by_id",
        "revisions",
        ["organization_id", "changed_by_id"],
        unique=False,
    )
    op.create_table(
        "terms",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("negotiation_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("giver", sa.Text(), nullable=True),
        sa.Column("weight", sa.Numeric(), server_default=sa.text("0"), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("opening", sa.Numeric(), nullable=True),
        sa.Column("target", sa.Numeric(), nullable=True),
        sa.Column("acceptable", sa.Numeric(), nullable=True),
        sa.Column("walk_away", sa.Numeric(), nullable=True),
        sa.Column("theirs", sa.Numeric(), nullable=True),
        sa.Column("agreed", sa.Numeric(), nullable=True),
        sa.Column("quantity", sa.Numeric(), nullable=True),
        sa.Column("our_value", sa.Numeric(), nullable=True),
        sa.Column("their_value", sa.Numeric(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint("direction IN ('more', 'less')", name=op.f("ck_terms_direction")),
        sa.CheckConstraint("giver IN ('us', 'them')", name=op.f("ck_terms_giver")),
        sa.CheckConstraint(
            "kind IN ('number', 'percent', 'money', 'days', 'months', 'date', 'choice', 'yes_no', 'points', 'share', 'people')",
            name=op.f("ck_terms_kind"),
        ),
        sa.CheckConstraint(
            "topic IN ('timetable', 'specification', 'staff', 'finance', 'responsibilities', 'rights', 'other')",
            name=op.f("ck_terms_topic"),
        ),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_terms_weight")),
        sa.ForeignKeyConstraint(
            ["organization_id", "negotiation_id"],
            ["negotiations.organization_id", "negotiations.id"],
            name="fk_terms_organization_id_negotiation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_terms_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_terms"),
        sa.UniqueConstraint(
            "organization_id", "negotiation_id", "key", name="uq_terms_organization_id_negotiation_id_key"
        ),
    )
    wall("counterparts")
    wall("negotiations")
    wall("moves")
    wall("negotiation_people")
    wall("pulses")
    wall("revisions", app="SELECT, INSERT", worker="SELECT")
    wall("terms")
    run_file("0005_search.sql")


def downgrade() -> None:
    """Take it back."""
    op.execute("DROP TABLE terms, revisions, pulses, negotiation_people, moves, negotiations, counterparts CASCADE")
