"""`negostrategy migrate`: bring the database to the newest schema."""

import argparse
import time

from alembic import command
from alembic.config import Config

from negostrategy.backup.programs import NoDatabase, connected
from negostrategy.cli.named import Unusable
from negostrategy.packaged import folder_of
from negostrategy.settings import Settings

HISTORY = folder_of("migrations") / "alembic.ini"
PATIENCE_SECONDS = 60.0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("migrate", help="bring the database to the newest schema")
    parser.add_argument(
        "--wait", type=float, default=PATIENCE_SECONDS, metavar="SECONDS", help="how long to wait for a database"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the schema is current. Errors: Unusable when no database lets us in."""
    wait_for_database(settings.owner_database_url, arguments.wait)
    migrate(settings.owner_database_url)
    return 0


def wait_for_database(owner_url: str, seconds: float) -> None:
    """Return when the database lets us in. On an empty volume it first makes itself, then its roles.

    Errors: Unusable with what it said last.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            with connected(owner_url):
                return
        except NoDatabase as refusal:
            if time.monotonic() > end:
                raise Unusable(str(refusal)) from refusal
        time.sleep(0.5)


def migrate(owner_url: str) -> None:
    """Bring the database to the newest schema, as its owner."""
    config = Config(str(HISTORY))
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    command.upgrade(config, "head")
