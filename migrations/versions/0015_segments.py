"""Make policies of segments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make policies of segments, and let no statement change those of a published version."""
    op.create_table(
        "segment_policies",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_version_id", sa.Uuid(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("default_style", sa.Text(), nullable=False),
        sa.Column("allowed_styles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("minimum_variables", sa.SmallInteger(), nullable=False),
        sa.Column("openness", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        *_checks(),
        sa.ForeignKeyConstraint(
            ["organization_id", "strategy_version_id"],
            ["strategy_versions.organization_id", "strategy_versions.id"],
            name="fk_segment_policies_organization_id_strategy_version_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_segment_policies_organization_id"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_segment_policies"),
        sa.UniqueConstraint(
            "organization_id",
            "strategy_version_id",
            "segment",
            name="uq_segment_policies_organization_id_strategy_version_id_segment",
        ),
    )
    wall("segment_policies")
    op.execute(
        "CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON segment_policies"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('strategy')"
    )


def downgrade() -> None:
    """Take them back."""
    op.drop_table("segment_policies")


def _checks() -> list[sa.CheckConstraint]:
    held = {
        "segment": "segment IN ('non_critical', 'leverage', 'bottleneck', 'strategic', 'key', 'growth', 'standard',"
        " 'dependent', 'shared', 'independent', 'partner')",
        "default_style": "default_style IN ('combative', 'cooperative', 'partnership')",
        "openness": "openness IN ('closed', 'selected', 'open_books')",
        "default_is_allowed": "default_style = ANY (allowed_styles)",
        "combative_with_note": "note IS NOT NULL OR NOT 'combative' = ANY (allowed_styles)",
    }
    return [sa.CheckConstraint(rule, name=op.f(f"ck_segment_policies_{name}")) for name, rule in held.items()]
