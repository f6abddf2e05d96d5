"""The wall around an organization's rows, built the same way for every table."""

from pathlib import Path

from alembic import op

_MINE = "organization_id = nullif(current_setting('negostrategy.organization', true), '')::uuid"
# For a role that owns nothing, these words are all it can do with a table.
FULL = "SELECT, INSERT, UPDATE, DELETE"


def wall(table: str, app: str = FULL, worker: str = FULL) -> None:
    """Force row security on a table and grant the two roles what they need on it."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY organization ON {table} USING ({_MINE}) WITH CHECK ({_MINE})")
    allow(table, app, worker)


def allow(table: str, app: str, worker: str) -> None:
    """Grant the app role and the worker role their words on a table or view."""
    if app:
        op.execute(f"GRANT {app} ON {table} TO negostrategy_app")
    if worker:
        op.execute(f"GRANT {worker} ON {table} TO negostrategy_worker")


def run_file(name: str) -> None:
    """Run the statements of a file beside the migrations."""
    run_statements((Path(__file__).parent / "versions" / name).read_text())


def run_statements(statements: str) -> None:
    """Run several statements as they are: percent signs and colons in them mean nothing."""
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(statements)
