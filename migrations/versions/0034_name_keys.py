"""Keep the form in which names are compared beside the names, and let nothing but it tell whether one is taken."""

from unicodedata import category, normalize

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TABLES = ("counterparts", "teams", "users")
# Of twins, the one that was there first keeps the form; a person's name may be that of another.
ORDERS = {"counterparts": "created_at, id", "teams": "id", "users": "id"}
UNIQUE = ("counterparts", "teams")


def upgrade() -> None:
    """Add the column, fill it, and make it unique where a name means one row."""
    for table in TABLES:
        op.add_column(table, sa.Column("name_key", sa.Text(), nullable=True))
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        _fill(table)
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.alter_column(table, "name_key", nullable=False)
    op.drop_index("uq_counterparts_name", "counterparts")
    op.drop_constraint("uq_teams_organization_id_name", "teams")
    for table in UNIQUE:
        op.create_unique_constraint(f"uq_{table}_organization_id_name_key", table, ["organization_id", "name_key"])


def downgrade() -> None:
    """Take it back."""
    for table in UNIQUE:
        op.drop_constraint(f"uq_{table}_organization_id_name_key", table)
    op.create_unique_constraint("uq_teams_organization_id_name", "teams", ["organization_id", "name"])
    op.create_index(
        "uq_counterparts_name", "counterparts", ["organization_id", sa.literal_column("lower(name)")], unique=True
    )
    for table in TABLES:
        op.drop_column(table, "name_key")


def _fill(table: str) -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(f"SELECT organization_id, id, name FROM {table} ORDER BY organization_id, {ORDERS[table]}")
    ).all()
    taken: set[tuple[object, str]] = set()
    keys = []
    for organization_id, row_id, name in rows:
        key = _name_key(name)
        if table in UNIQUE and ((organization_id, key) in taken or not key):
            # Kept apart: no form holds a capital, so that no name finds the twin, and a merge can.
            key = f"{key} TWIN {row_id}".lstrip()
        taken.add((organization_id, key))
        keys.append({"organization_id": organization_id, "id": row_id, "key": key})
    if keys:
        connection.execute(
            sa.text(f"UPDATE {table} SET name_key = :key WHERE organization_id = :organization_id AND id = :id"), keys
        )


# The form as it was made when this migration was written: a later one brings a migration of its own.
def _name_key(name: str) -> str:
    before, key = name, _folded(name)
    while key != before:
        before, key = key, _folded(key)
    return key


def _folded(name: str) -> str:
    return " ".join(_spelled(_spelled(name).casefold()).split())


def _spelled(text: str) -> str:
    return normalize("NFKC", "".join(letter for letter in text if category(letter) != "Cf"))
