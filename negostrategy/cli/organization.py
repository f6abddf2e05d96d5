"""`negostrategy organization create`: enter a company with its first person."""

import argparse
import sys
from getpass import getpass

from negostrategy.accounts.schemas import FoundingSchema
from negostrategy.accounts.service.founding import found_organization
from negostrategy.cli.application import small_application
from negostrategy.cli.named import Unusable, in_one_line
from negostrategy.edge.payloads import load
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("organization", help="enter a new organization")
    parser.add_argument("act", choices=["create"])
    parser.add_argument("slug")
    parser.add_argument("--name", required=True, help="how the company calls itself")
    parser.add_argument("--person", required=True, help="name of its first person, leader and administrator")
    parser.add_argument("--email", required=True, help="their e-mail address")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the organization is there. The password is read, not taken from the command line.

    Errors: Unusable when something typed cannot be used.
    """
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    typed = {name: getattr(arguments, name) for name in ("slug", "name", "person", "email")} | {"password": password}
    app = small_application(settings, settings.database_url)
    try:
        with app.app_context(), transaction(None):
            found_organization(load(FoundingSchema(), typed))
    except BadInput as refusal:
        raise Unusable(in_one_line(refusal)) from refusal
    print(f"{settings.public_address}/o/{arguments.slug}/sign-in")
    return 0
