"""`negostrategy token create` and `token revoke`: a key for a program, printed once, and its end."""

import argparse

from negostrategy.accounts.service.tokens import issue_token, revoke_tokens
from negostrategy.cli.application import small_application
from negostrategy.cli.named import Unusable, in_one_line, organization_named, person_named
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("token", help="issue a token for the API, or end those of a name")
    parser.add_argument("act", choices=["create", "revoke"])
    parser.add_argument("--organization", required=True, metavar="SLUG")
    parser.add_argument("--email", required=True, help="whose token it is; it may do no more than they may")
    parser.add_argument("--name", default="command line", help="what it is for; revoke ends all of this name")
    parser.add_argument("--days", type=int, default=90, help="how long it lives, at most 366")
    scopes = [grant.value for grant in Grant]
    parser.add_argument("--scope", action="append", choices=scopes, help="repeat for several; all of theirs by default")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the token is printed, or those of the name are ended.

    Errors: Unusable when there is no such organization, person or token, or the token would do or last too much.
    """
    with small_application(settings, settings.database_url).app_context():
        organization = organization_named(arguments.organization)
        with transaction(organization.id):
            actor = person_named(arguments.email)
            print(_revoked(actor, arguments.name) if arguments.act == "revoke" else _issued(actor, arguments))
    return 0


def _issued(actor: Actor, arguments: argparse.Namespace) -> str:
    scopes = [Grant(scope) for scope in arguments.scope or sorted(actor.grants)]
    try:
        return issue_token(actor, arguments.name, scopes, arguments.days)
    except BadInput as refusal:
        raise Unusable(in_one_line(refusal)) from refusal


def _revoked(actor: Actor, name: str) -> str:
    count = revoke_tokens(actor, name)
    if not count:
        raise Unusable("This person has no token of this name.")
    return f"{count} revoked"
