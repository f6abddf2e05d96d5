"""The roles of the database: the owner migrates, the app and the worker own nothing, search can only find."""

from collections.abc import Callable

import psycopg
from psycopg import sql

LOGINS = ("owner", "app", "worker")
STATEMENTS = """\
CREATE ROLE negostrategy_owner LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE negostrategy_app LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE negostrategy_worker LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE negostrategy_search NOLOGIN NOSUPERUSER NOBYPASSRLS;
GRANT negostrategy_search TO negostrategy_owner;
CREATE DATABASE negostrategy OWNER negostrategy_owner ENCODING 'UTF8' TEMPLATE template0;
"""


def make_roles(connection: psycopg.Connection, password_of: Callable[[str], str]) -> None:
    """Make the roles that are missing and give each login its password."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for login in LOGINS:
        name = sql.Identifier(f"negostrategy_{login}")
        if f"negostrategy_{login}" not in known:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(name))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password_of(login))))
    if "negostrategy_search" not in known:
        connection.execute("CREATE ROLE negostrategy_search NOLOGIN NOSUPERUSER NOBYPASSRLS")
        connection.execute("GRANT negostrategy_search TO negostrategy_owner")


def make_database(connection: psycopg.Connection, name: str, template: str | None = None) -> None:
    """Make a database that the owner owns, if it is not there; empty, or a copy of another."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER negostrategy_owner TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template1")
        )
    )
