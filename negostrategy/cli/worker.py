"""`negostrategy worker`: the background process alone."""

import argparse
import os
import sys

from negostrategy.cli.application import small_application
from negostrategy.cli.database import as_environment
from negostrategy.jobs.service import why_no_worker
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help="run background work")
    parser.add_argument("--check", action="store_true", help="only say whether a worker is at work")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Become the worker; returns only when that fails. A check ends with 1 and the reason when none is at work."""
    if not arguments.check:
        os.execve(sys.executable, worker_command(), {**os.environ, **as_environment(settings)})
    return _check(settings)


def _check(settings: Settings) -> int:
    with small_application(settings, settings.worker_database_url).app_context():
        why = why_no_worker()
    print(why or "a worker is at work")
    return 1 if why else 0


def worker_command() -> list[str]:
    """Return the words that start the worker."""
    return [sys.executable, "-m", "negostrategy.worker"]
