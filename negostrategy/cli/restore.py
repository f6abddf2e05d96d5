"""`negostrategy restore`: a backup into an empty database."""

import argparse
from pathlib import Path

from negostrategy.backup.archive import Unreadable
from negostrategy.backup.programs import NoDatabase, NoProgram
from negostrategy.backup.restoring import NotRestored, restore
from negostrategy.cli.named import Unusable
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("restore", help="bring a backup into an empty database, whose roles are made")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when everything is there. Errors: Unusable when nothing was restored."""
    try:
        restore(settings.owner_database_url, arguments.file, settings.backup_key)
    except (NotRestored, Unreadable, NoProgram, NoDatabase) as refusal:
        raise Unusable(str(refusal)) from refusal
    print("Restored. Next: `negostrategy migrate`, `negostrategy doctor` and `negostrategy audit verify`.")
    return 0
