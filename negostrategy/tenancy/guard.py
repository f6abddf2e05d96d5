"""Refusing a database that could let the wall down."""

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from negostrategy.kernel.db import db
from negostrategy.packaged import folder_of
from negostrategy.settings import UnsafeSettings

OLDEST = 150000
HISTORY = str(folder_of("migrations") / "alembic.ini")
ROLE = text("""
    SELECT rolsuper, rolbypassrls, EXISTS (
        SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace
    ) FROM pg_roles WHERE rolname = current_user
""")
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def refuse_unsafe_database() -> None:
    """Return when the database may be served from.

    Errors: UnsafeSettings when our role could pass row security, when the server is older than PostgreSQL 15, or when
    it could lose what it has acknowledged.
    """
    with db.engine.connect() as connection:
        refuse_unsafe_connection(connection)


def refuse_unsafe_connection(connection: Connection) -> None:
    """Return when this connection's role and server may be served from. Errors: UnsafeSettings."""
    is_super, passes, owns = connection.execute(ROLE).one()
    if is_super or passes or owns:
        raise UnsafeSettings(
            "NEGOSTRATEGY_DATABASE_URL names a role that could pass row security. Use one that owns no table, is no"
            " superuser and has no BYPASSRLS: `negostrategy roles` prints how to make it."
        )
    if (connection.scalar(text("SELECT current_setting('server_version_num')::integer")) or 0) < OLDEST:
        raise UnsafeSettings("NEGOSTRATEGY_DATABASE_URL leads to a PostgreSQL older than 15. Upgrade the server.")
    for name in DURABLE:
        if connection.scalar(text("SELECT current_setting(:name)"), {"name": name}) == "off":
            raise UnsafeSettings(f"The database runs with {name} = off and can lose what it acknowledged. Turn it on.")


def why_no_database() -> str | None:
    """Return why the database cannot be used, or None when it answers and its schema is the newest."""
    newest = ScriptDirectory.from_config(Config(HISTORY)).get_current_head()
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return None if present == newest else f"the schema is at {present}, the code expects {newest}"
