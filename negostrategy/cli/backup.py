"""`negostrategy backup`: everything the database holds, as one file."""

import argparse
import sys
from pathlib import Path

from negostrategy.backup.dumping import NotBackedUp, back_up, back_up_to
from negostrategy.backup.programs import NoDatabase, NoProgram
from negostrategy.cli.named import Unusable
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("backup", help="write everything in the database to one file, keys apart")
    parser.add_argument("file", help="a new file; - for standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the file is whole. Errors: Unusable when it could not be written."""
    if not settings.backup_database_url:
        raise Unusable("NEGOSTRATEGY_BACKUP_DATABASE_URL is missing: the database as the role that reads for backups.")
    try:
        if arguments.file == "-":
            back_up_to(settings.backup_database_url, sys.stdout.buffer, settings.backup_key)
            sys.stdout.buffer.flush()
        else:
            back_up(settings.backup_database_url, Path(arguments.file), settings.backup_key)
    except (NotBackedUp, NoProgram, NoDatabase) as refusal:
        raise Unusable(str(refusal)) from refusal
    how = "encrypted" if settings.backup_key else "not encrypted: NEGOSTRATEGY_BACKUP_KEY is not set"
    print(f"The backup is whole, {how}. The keys of this installation are not in it.", file=sys.stderr)
    return 0
