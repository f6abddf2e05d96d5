"""`negostrategy doctor`: is this installation as it should be?"""

import argparse
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from negostrategy.backup.programs import NoDatabase, NoProgram, fitting
from negostrategy.cli.application import small_application
from negostrategy.jobs.service import why_no_worker
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings, UnsafeSettings
from negostrategy.tenancy.guard import refuse_unsafe_database, why_no_database
from negostrategy.tenancy.queries import every_organization
from negostrategy.tenancy.vault import CannotOpen, open_own_key

MENDED = "As the database's superuser, run what `negostrategy roles` prints."
MAY_SET = text("SELECT has_function_privilege('pg_catalog.set_config(text, text, boolean)', 'EXECUTE')")
PASSES = text("SELECT rolbypassrls AND NOT rolsuper FROM pg_roles WHERE rolname = current_user")
TABLES = """
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'S') AND nspname IN ('public', 'jobs')
"""
UNREAD = text(f"SELECT count(*) {TABLES} AND NOT has_table_privilege(pg_class.oid, 'SELECT')")
WRITTEN = text(f"SELECT count(*) {TABLES} AND has_table_privilege(pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')")
Answer = TypeVar("Answer")
type_of_check = Callable[[Settings], str | None]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help="say what is not as it should be in this installation")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when everything is as it should be, 1 when something is not; one line for each question."""
    is_well = True
    with small_application(settings, settings.database_url).app_context():
        for name, check in CHECKS.items():
            wrong = _answer(check, settings)
            is_well &= wrong is None
            print(f"{name}: {wrong or 'ok'}")
    return 0 if is_well else 1


def _answer(check: type_of_check, settings: Settings) -> str | None:
    try:
        return check(settings)
    except DatabaseError as refusal:
        return f"the database refuses: {str(refusal.orig).strip()}"


def _schema(_settings: Settings) -> str | None:
    wrong = why_no_database()
    return f"{wrong}. Run `negostrategy migrate`." if wrong else None


def _role(_settings: Settings) -> str | None:
    try:
        refuse_unsafe_database()
    except UnsafeSettings as refusal:
        return str(refusal)
    return None


def _setting(settings: Settings) -> str | None:
    for url in (settings.database_url, settings.worker_database_url):
        if _asked(url, lambda connection: connection.scalar(MAY_SET)):
            return (
                "any query of the product may change whose records its transaction sees; only the conditions that the"
                f" product adds keep companies apart then. {MENDED}"
            )
    return None


def _worker(_settings: Settings) -> str | None:
    return why_no_worker()


def _sealing_key(_settings: Settings) -> str | None:
    for organization in every_organization():
        try:
            with transaction(organization.id):
                open_own_key()
        except CannotOpen:
            return f"NEGOSTRATEGY_SEALING_KEY does not open what {organization.slug} has sealed."
    return None


def _backup(settings: Settings) -> str | None:
    if not settings.backup_database_url:
        return "NEGOSTRATEGY_BACKUP_DATABASE_URL is not set, so no backup can be made."
    try:
        fitting("pg_dump", settings.backup_database_url)
    except (NoProgram, NoDatabase) as refusal:
        return str(refusal)
    return _asked(settings.backup_database_url, _why_no_backup)


def _why_no_backup(connection: Connection) -> str | None:
    if not connection.scalar(PASSES):
        return f"its role does not pass row security, or is a superuser. {MENDED}"
    if connection.scalar(UNREAD):
        return f"its role cannot read everything. {MENDED}"
    if connection.scalar(WRITTEN):
        return "its role can write. Take everything but SELECT from it."
    return None


def _asked(url: str, ask: Callable[[Connection], Answer]) -> Answer:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return ask(connection)
    finally:
        engine.dispose()


CHECKS: dict[str, type_of_check] = {
    "schema": _schema,
    "role of the application": _role,
    "setting that names the organization": _setting,
    "worker": _worker,
    "sealing key": _sealing_key,
    "backup": _backup,
}
