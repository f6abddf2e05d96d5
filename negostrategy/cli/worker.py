"""`negostrategy worker`: the background process alone."""

import argparse
import os
import sys

from negostrategy.cli.database import as_environment
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help="run background work")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Become the worker; returns only when that fails."""
    os.execve(sys.executable, worker_command(), {**os.environ, **as_environment(settings)})


def worker_command() -> list[str]:
    """Return the words that start the worker."""
    return [sys.executable, "-m", "negostrategy.worker"]
