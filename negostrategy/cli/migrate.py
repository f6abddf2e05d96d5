"""`negostrategy migrate`: bring the database to the newest schema."""

import argparse
from pathlib import Path

from alembic import command
from alembic.config import Config

from negostrategy.settings import Settings

HISTORY = Path(__file__).parents[2] / "migrations" / "alembic.ini"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("migrate", help="bring the database to the newest schema")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the schema is current."""
    migrate(settings.owner_database_url)
    return 0


def migrate(owner_url: str) -> None:
    """Bring the database to the newest schema, as its owner."""
    config = Config(str(HISTORY))
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    command.upgrade(config, "head")
