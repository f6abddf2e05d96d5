"""`negostrategy serve`: the web process alone, for containers and service managers."""

import argparse
import os
import sys

from negostrategy.cli.database import as_environment
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve pages and the API")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Become the web server; returns only when that fails."""
    os.execve(sys.executable, web_command(settings), {**os.environ, **as_environment(settings)})


def web_command(settings: Settings) -> list[str]:
    """Return the words that start the web server."""
    words = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        settings.host,
        "--port",
        str(settings.port),
    ]
    words += ["--workers", str(settings.web_workers), "--blocking-threads", str(settings.web_threads)]
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning"]
    return [*words, "negostrategy.wsgi:app"]
