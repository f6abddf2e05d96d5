"""`negostrategy audit verify`: is the trail as it was written?"""

import argparse

from negostrategy.audit.sealing import seal_pending, verify
from negostrategy.cli.application import small_application
from negostrategy.cli.named import organization_named
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from negostrategy.tenancy.queries import every_organization


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("audit", help="verify or seal the trail")
    parser.add_argument("act", choices=["verify", "seal"])
    parser.add_argument("--organization", metavar="SLUG", help="only this one")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when every trail is whole, 1 when something was altered, removed or slipped in.

    Errors: Unusable when no organization has the address that was typed.
    """
    is_whole = True
    with small_application(settings, settings.worker_database_url).app_context():
        named = arguments.organization
        for organization in [organization_named(named)] if named else every_organization():
            with transaction(organization.id):
                is_whole &= _seal(organization.slug) if arguments.act == "seal" else _verify(organization.slug)
    return 0 if is_whole else 1


def _seal(slug: str) -> bool:
    print(f"{slug}: {seal_pending().count} sealed")
    return True


def _verify(slug: str) -> bool:
    report = verify()
    state = "whole" if report.is_whole else "NOT whole"
    if report.is_whole and report.unsealed:
        state = "whole as far as it is sealed"
    since = f" since {report.unsealed_since:%Y-%m-%d %H:%M:%S} UTC" if report.unsealed_since else ""
    print(f"{slug}: {state}; {report.sealed} sealed, {report.unsealed} not sealed yet{since}; head {report.head}")
    for problem in report.problems:
        print(f"  {problem}")
    return report.is_whole
