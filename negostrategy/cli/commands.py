"""The commands of the service: one table."""

import argparse
import os
import sys
from collections.abc import Callable

from negostrategy.cli import (
    account,
    audit,
    backup,
    demo,
    doctor,
    import_,
    mail,
    migrate,
    organization,
    restore,
    roles,
    run,
    serve,
    token,
    worker,
)
from negostrategy.cli.database import reachable
from negostrategy.cli.named import Unusable
from negostrategy.embedded.binaries import NoPostgres
from negostrategy.embedded.server import DoesNotStart
from negostrategy.embedded.supervisor import AlreadyRunning
from negostrategy.settings import Settings, UnsafeSettings, read_settings

# Each adds its own parser and names the function that runs it.
COMMANDS = (
    run,
    serve,
    worker,
    migrate,
    roles,
    doctor,
    mail,
    backup,
    restore,
    organization,
    account,
    token,
    audit,
    import_,
    demo,
)
type_of_run = Callable[[argparse.Namespace, Settings], int]


def main(words: list[str]) -> int:
    """Return the exit status of one command: 0 done, 2 refused with one sentence."""
    parser = argparse.ArgumentParser(
        prog="negostrategy", description="Negotiation strategy, from the top to the table."
    )
    subparsers = parser.add_subparsers(required=True, metavar="command")
    subparsers.add_parser("bargaining", help="frontier and fair points of a domain, without a database")
    for command in COMMANDS:
        command.add_parser(subparsers)
    arguments = parser.parse_args(words)
    try:
        return _run(arguments, read_settings(os.environ))
    except (UnsafeSettings, AlreadyRunning, DoesNotStart, NoPostgres, Unusable) as refusal:
        print(f"negostrategy: {refusal}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    act: type_of_run = arguments.run
    if getattr(arguments, "brings_own_database", False):
        return act(arguments, settings)
    with reachable(settings) as ready:
        return act(arguments, ready)
