"""`negostrategy roles`: what a database administrator runs on a server of their own."""

import argparse

from negostrategy.embedded.roles import FILE
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("roles", help="print the SQL that makes the database and its roles")
    parser.set_defaults(run=run, brings_own_database=True)


def run(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """Return 0 after printing the statements, for psql."""
    print(FILE.read_text(), end="")
    return 0
