"""`negostrategy demo`: a company with a year behind it, to look around in."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import monotonic

from negostrategy.cli.application import small_application
from negostrategy.cli.migrate import migrate
from negostrategy.cli.named import Unusable
from negostrategy.cli.run import ACCOUNTS
from negostrategy.embedded.secrets import secret
from negostrategy.exchange.service.demo.filling import SIZES, Filled, fill
from negostrategy.exchange.service.demo.people import NotADemo
from negostrategy.exchange.service.importing import Summary
from negostrategy.kernel import clock
from negostrategy.settings import Settings

PASSWORD = "demo-password"  # noqa: S105  # the name of the file it lies in
DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help="fill two demo companies with a year of negotiations, once")
    parser.add_argument("--seed", type=int, default=7, help="another seed makes another year")
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="where the year ends; today by default")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when the demo is there.

    Errors: Unusable where real companies are served, or one has an address of the demo.
    """
    if settings.is_production:
        raise Unusable("The demo is not filled in production: its accounts share one password.")
    accounts = settings.home / ACCOUNTS
    if accounts.exists():
        print(f"The demo is filled already. Its accounts are in {accounts}.")
        return DONE
    begun = monotonic()
    migrate(settings.owner_database_url)
    # Short enough to be typed on a phone; it opens nothing but the demo.
    password = secret(settings.home, PASSWORD, 6)
    try:
        with small_application(settings, settings.database_url).app_context():
            filled = fill(arguments.seed, arguments.until or clock.today(), arguments.size, password, _tell)
    except NotADemo as refusal:
        raise Unusable("An organization of yours has the address demo or velden already.") from refusal
    _keep(accounts, _card(filled, password))
    count = sum(one.summary.read for one in filled)
    print(f"{count:,} negotiations in {monotonic() - begun:.0f} s. The accounts are in {accounts}.")
    return DONE


def _card(filled: Sequence[Filled], password: str) -> str:
    blocks = []
    for one in filled:
        people = [f"  {email:26} {part}" for part, email in one.company.accounts.items()]
        blocks.append("\n".join([f"{one.company.name}: /o/{one.company.slug}/sign-in", *people]))
    return "\n".join([*blocks, f"Password of all of them: {password}", ""])


def _keep(file: Path, text: str) -> None:
    # Written whole and last: as long as it is missing, the next start goes on with the filling.
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
        kept.write(text)
    half.replace(file)


def _tell(name: str, summary: Summary) -> None:
    print(f"{name}: {summary.read:,} negotiations", file=sys.stderr)
