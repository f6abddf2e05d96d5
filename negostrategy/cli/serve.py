"""`negostrategy serve`: the web process alone, for containers and service managers."""

import argparse
import errno
import os
import socket
import sys

from negostrategy.cli.database import as_environment
from negostrategy.cli.named import Unusable
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve pages and the API")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Become the web server; returns only when that fails.

    Errors: Unusable when somebody listens on its port already.
    """
    refuse_taken_port(settings)
    os.execve(sys.executable, web_command(), {**os.environ, **as_environment(settings)})


def web_command() -> list[str]:
    """Return the words that start the web server."""
    return [sys.executable, "-m", "negostrategy.web"]


def refuse_taken_port(settings: Settings) -> None:
    """Return when nobody listens on the port of these settings.

    Workers of one server share their port, so the system lets a second server share it too, and requests would go to
    one or the other by chance. Asking for the port alone tells. Errors: Unusable.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asking.bind((settings.host, settings.port))
        except OSError as refusal:
            raise Unusable(_why_not(settings, refusal)) from refusal


def _why_not(settings: Settings, refusal: OSError) -> str:
    place = f"{settings.host}, port {settings.port}"
    if refusal.errno == errno.EADDRINUSE:
        return f"Something listens on {place} already. Stop it, or choose another port: PORT=8010 …"
    return f"Nobody can listen on {place}: {refusal.strerror}."
