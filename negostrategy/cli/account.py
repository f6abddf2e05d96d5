"""`negostrategy account link` and `account address`: the operator's way back in, also for the last administrator."""

import argparse
import sys

from negostrategy.accounts.schemas import AddressChangeSchema
from negostrategy.accounts.service.people import set_address
from negostrategy.accounts.service.resetting import operator_link
from negostrategy.cli.application import small_application
from negostrategy.cli.named import Unusable, in_one_line, organization_named, person_named
from negostrategy.edge.payloads import load
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("account", help="a link to a new password, or another address to sign in with")
    parser.add_argument("act", choices=["link", "address"])
    parser.add_argument("--organization", required=True, metavar="SLUG")
    parser.add_argument("--email", required=True, help="whose account it is: the address on file")
    parser.add_argument("--to", metavar="EMAIL", help="the new address")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the link is printed, or the address changed. Either way the person is signed out and told.

    Errors: Unusable when there is no such organization or person, or the new address cannot be used.
    """
    with small_application(settings, settings.database_url).app_context():
        organization = organization_named(arguments.organization)
        with transaction(organization.id):
            person = person_named(arguments.email)
            if arguments.act == "link":
                sys.stdout.write(f"{operator_link(person.user_id)}\n")
                return 0
            try:
                set_address(None, person.user_id, load(AddressChangeSchema(), {"email": arguments.to or ""}))
            except BadInput as refusal:
                raise Unusable(in_one_line(refusal)) from refusal
    return 0
