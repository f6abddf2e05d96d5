"""Make strategy documents and playbooks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import run_file, wall

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make strategy documents and playbooks."""

    op.create_table(
        "playbooks",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_playbooks_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_playbooks"),
        sa.UniqueConstraint("organization_id", "key", name="uq_playbooks_organization_id_key"),
    )
    op.create_table(
        "playbook_versions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("playbook_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("topics", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("segments", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("value_from", sa.Numeric(), nullable=True),
        sa.Column("value_to", sa.Numeric(), nullable=True),
        sa.Column("privacy_default", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column(
            "questions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("change_size", sa.Text(), server_default=sa.text("'major'"), nullable=False),
        sa.Column("change_note", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("writer_ids", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("change_size IN ('major', 'minor')", name=op.f("ck_playbook_versions_change_size")),
        sa.ForeignKeyConstraint(
            ["organization_id", "owner_id"],
            ["users.organization_id", "users.id"],
            name="fk_playbook_versions_organization_id_owner_id",
        ),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (effective_on IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_playbook_versions_dated"),
        ),
        sa.CheckConstraint("kind IN ('internal', 'external')", name=op.f("ck_playbook_versions_kind")),
        sa.CheckConstraint(
            "privacy_default IN ('open', 'need_to_know', 'private')",
            name=op.f("ck_playbook_versions_privacy_default"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved', 'published')", name=op.f("ck_playbook_versions_state")
        ),
        sa.CheckConstraint("value_from < value_to", name=op.f("ck_playbook_versions_value_range")),
        sa.ForeignKeyConstraint(
            ["organization_id", "playbook_id"],
            ["playbooks.organization_id", "playbooks.id"],
            name="fk_playbook_versions_organization_id_playbook_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "published_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_playbook_versions_organization_id_published_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "written_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_playbook_versions_organization_id_written_by_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_playbook_versions_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_playbook_versions"),
        sa.UniqueConstraint(
            "organization_id",
            "playbook_id",
            "number",
            name="uq_playbook_versions_organization_id_playbook_id_number",
        ),
    )
    op.create_index(
        "ix_playbook_versions_organization_id_effective_on",
        "playbook_versions",
        ["organization_id", "effective_on"],
        unique=False,
    )
    op.create_index(
        "ix_playbook_versions_organization_id_published_by_id",
        "playbook_versions",
        ["organization_id", "published_by_id"],
        unique=False,
    )
    op.create_index(
        "ix_playbook_versions_organization_id_owner_id", "playbook_versions", ["organization_id", "owner_id"]
    )
    op.create_index(
        "ix_playbook_versions_organization_id_written_by_id",
        "playbook_versions",
        ["organization_id", "written_by_id"],
        unique=False,
    )
    op.create_table(
        "strategy_versions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("sections", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("change_size", sa.Text(), server_default=sa.text("'major'"), nullable=False),
        sa.Column("change_note", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("writer_ids", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("change_size IN ('major', 'minor')", name=op.f("ck_strategy_versions_change_size")),
        sa.ForeignKeyConstraint(
            ["organization_id", "owner_id"],
            ["users.organization_id", "users.id"],
            name="fk_strategy_versions_organization_id_owner_id",
        ),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (effective_on IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_strategy_versions_dated"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved', 'published')", name=op.f("ck_strategy_versions_state")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "published_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_strategy_versions_organization_id_published_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "written_by_id"],
            ["users.organization_id", "users.id"],
            name="fk_strategy_versions_organization_id_written_by_id",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_strategy_versions_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_strategy_versions"),
        sa.UniqueConstraint("organization_id", "number", name="uq_strategy_versions_organization_id_number"),
    )
    op.create_index(
        "ix_strategy_versions_organization_id_effective_on",
        "strategy_versions",
        ["organization_id", "effective_on"],
        unique=False,
    )
    op.create_index(
        "ix_strategy_versions_organization_id_published_by_id",
        "strategy_versions",
        ["organization_id", "published_by_id"],
        unique=False,
    )
    op.create_index(
        "ix_strategy_versions_organization_id_owner_id", "strategy_versions", ["organization_id", "owner_id"]
    )
    op.create_index(
        "ix_strategy_versions_organization_id_written_by_id",
        "strategy_versions",
        ["organization_id", "written_by_id"],
        unique=False,
    )
    op.create_table(
        "acknowledgements",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "strategy_version_id"],
            ["strategy_versions.organization_id", "strategy_versions.id"],
            name="fk_acknowledgements_organization_id_strategy_version_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name="fk_acknowledgements_organization_id_user_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_acknowledgements_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_acknowledgements"),
        sa.UniqueConstraint(
            "organization_id",
            "strategy_version_id",
            "user_id",
            name="uq_acknowledgements_organization_id_strategy_version_id_user_id",
        ),
    )
    op.create_index(
        "ix_acknowledgements_organization_id_user_id",
        "acknowledgements",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "objectives",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Numeric(), nullable=True),
        sa.Column("target", sa.Numeric(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "strategy_version_id"],
            ["strategy_versions.organization_id", "strategy_versions.id"],
            name="fk_objectives_organization_id_strategy_version_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_objectives_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_objectives"),
        sa.UniqueConstraint(
            "organization_id",
            "strategy_version_id",
            "place",
            name="uq_objectives_organization_id_strategy_version_id_place",
        ),
    )
    op.create_table(
        "rules",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("condition", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("expression", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("binding IN ('floor', 'posture', 'evidence')", name=op.f("ck_rules_binding")),
        sa.CheckConstraint("expression IS NOT NULL OR binding = 'evidence'", name=op.f("ck_rules_judged")),
        sa.CheckConstraint("severity IN (5, 3, 1)", name=op.f("ck_rules_severity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "playbook_version_id"],
            ["playbook_versions.organization_id", "playbook_versions.id"],
            name="fk_rules_organization_id_playbook_version_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_rules_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_rules"),
        sa.UniqueConstraint(
            "organization_id",
            "playbook_version_id",
            "key",
            name="uq_rules_organization_id_playbook_version_id_key",
        ),
    )
    op.create_table(
        "variables",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("playbook_version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("giver", sa.Text(), nullable=True),
        sa.Column("opening", sa.Numeric(), nullable=True),
        sa.Column("target", sa.Numeric(), nullable=True),
        sa.Column("acceptable", sa.Numeric(), nullable=True),
        sa.Column("walk_away", sa.Numeric(), nullable=True),
        sa.Column("weight", sa.Numeric(), server_default=sa.text("0"), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_confirm", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("seal", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("ladder", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("traders", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("is_ordered", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("traders <@ '{employee,manager,leader}'::text[]", name=op.f("ck_variables_traders")),
        sa.CheckConstraint("seal IN ('open', 'sealed')", name=op.f("ck_variables_seal")),
        sa.CheckConstraint("seal = 'open' OR walk_away IS NULL", name=op.f("ck_variables_sealed")),
        sa.CheckConstraint("direction IN ('more', 'less')", name=op.f("ck_variables_direction")),
        sa.CheckConstraint("giver IN ('us', 'them')", name=op.f("ck_variables_giver")),
        sa.CheckConstraint(
            "kind IN ('number', 'percent', 'money', 'days', 'months', 'date', 'choice', 'yes_no', 'points', 'share', 'people')",
            name=op.f("ck_variables_kind"),
        ),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_variables_weight")),
        sa.ForeignKeyConstraint(
            ["organization_id", "playbook_version_id"],
            ["playbook_versions.organization_id", "playbook_versions.id"],
            name="fk_variables_organization_id_playbook_version_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_variables_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_variables"),
        sa.UniqueConstraint(
            "organization_id",
            "playbook_version_id",
            "key",
            name="uq_variables_organization_id_playbook_version_id_key",
        ),
    )
    wall("playbooks")
    wall("playbook_versions")
    wall("strategy_versions")
    wall("acknowledgements")
    wall("objectives")
    wall("rules")
    wall("variables")
    run_file("0004_published.sql")
    run_file("0004_sealed.sql")
    wall("organization_keys")
    wall("sealed_limits")
    wall("seal_holders")


def downgrade() -> None:
    """Take it back."""
    op.execute(
        "DROP TABLE seal_holders, sealed_limits, organization_keys, variables, rules, objectives, acknowledgements, strategy_versions, playbook_versions, playbooks CASCADE"
    )
