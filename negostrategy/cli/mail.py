"""`negostrategy mail`: does mail go out?"""

import argparse

from negostrategy.cli.named import Unusable
from negostrategy.jobs.mail import MailServer
from negostrategy.jobs.trying import try_mail
from negostrategy.settings import Settings


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("mail", help="send a test mail and say what the mail server said")
    parser.add_argument("address", help="whom to send it to")
    parser.set_defaults(run=run, brings_own_database=True)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the mail server took the mail. Errors: Unusable with what it said."""
    trial = try_mail(MailServer.of(settings), arguments.address)
    if not trial.is_taken:
        raise Unusable(trial.said)
    print(trial.said)
    return 0
