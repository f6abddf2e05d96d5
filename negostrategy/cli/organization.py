"""`negostrategy organization create`: enter a company with its first person."""

import argparse
import sys
from getpass import getpass
from typing import Any

from negostrategy.accounts.schemas import FoundingSchema
from negostrategy.accounts.service.founding import found_organization
from negostrategy.accounts.settings import NAMES
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
    parser.add_argument("--zone", help="time zone, such as Pacific/Auckland; its country tells what is usual there")
    parser.add_argument("--currency", help="three letters, such as NZD")
    parser.add_argument("--number-format", help="comma for 1.234,50, point for 1,234.50")
    parser.add_argument("--language", help="a language tag, such as en or de-AT")
    parser.add_argument("--fiscal-year-start", help="month in which its year begins, 1 to 12")
    parser.add_argument("--working-days", help="weekdays from 1 for Monday, such as 1,2,3,4,5")
    parser.add_argument("--holiday-region", help="whose public holidays are kept, such as NZ or DE-BY")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the organization is there. The password is read, not taken from the command line.

    Errors: Unusable when something typed cannot be used.
    """
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    typed = _typed(arguments) | {"password": password}
    app = small_application(settings, settings.database_url)
    try:
        with app.app_context(), transaction(None):
            found_organization(load(FoundingSchema(), typed))
    except BadInput as refusal:
        raise Unusable(in_one_line(refusal)) from refusal
    print(f"{settings.public_address}/o/{arguments.slug}/sign-in")
    return 0


def _typed(arguments: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(arguments, name) for name in ("slug", "name", "person", "email", *NAMES)}
    if given["working_days"] is not None:
        given["working_days"] = given["working_days"].split(",")
    return {name: value for name, value in given.items() if value is not None}
