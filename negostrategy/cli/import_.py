"""`negostrategy import`: negotiations from a file into an organization, one per line."""

import argparse
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from sqlalchemy.exc import OperationalError

from negostrategy.cli.application import small_application
from negostrategy.cli.named import Unusable, organization_named, person_named
from negostrategy.exchange.service.importing import Errand, Summary, bring_in
from negostrategy.exchange.service.lines import lines_of
from negostrategy.exchange.service.reading import Refusal
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from negostrategy.tenancy.queries import OrganizationEntry

ALL_IN, SOME_REFUSED = 0, 3
SHOWN_REFUSALS = 5
SECONDS_BETWEEN_WORDS = 1.0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("import", help="bring negotiations in from a file (docs/import.md)")
    parser.add_argument("file", metavar="FILE", help="one negotiation per line; - reads what is piped in")
    parser.add_argument("--organization", required=True, metavar="SLUG")
    parser.add_argument("--format", choices=["jsonl"], required=True)
    parser.add_argument("--as", dest="email", metavar="EMAIL", help="who owns the lines that name no owner")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--refused", type=Path, metavar="NEWFILE", help="where each refused line goes, with its reason")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Return 0 when every line is in, 3 when some were refused.

    Errors: Unusable when it could not be tried, or not to the end.
    """
    try:
        with small_application(settings, settings.database_url).app_context(), ExitStack() as open_files:
            organization = organization_named(arguments.organization)
            actor = _actor(organization, arguments.email)
            file = open_files.enter_context(_opened(arguments.file))
            refuse = open_files.enter_context(_refusals(arguments.refused))
            # What is loaded by now stays; looking for garbage in it, again and again, was a tenth of an import.
            gc.freeze()
            errand = Errand(
                organization_id=organization.id,
                actor=actor,
                is_dry_run=arguments.dry_run,
                refuse=refuse,
                tell=_progress(),
            )
            summary = bring_in(errand, lines_of(file))
    except OperationalError as failure:
        raise Unusable("The database stopped answering. What is in stays in; start again.") from failure
    print(_in_words(summary, arguments))
    return SOME_REFUSED if summary.refused else ALL_IN


def _actor(organization: OrganizationEntry, email: str | None) -> Actor | None:
    if email is None:
        return None
    with transaction(organization.id):
        actor = person_named(email)
    if not actor.may(Grant.NEGOTIATION_LOG):
        raise Unusable("This person may not record negotiations.")
    return actor


def _opened(name: str) -> "nullcontext[BinaryIO] | BinaryIO":
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as refusal:
        raise Unusable(f"{name} cannot be read: {refusal.strerror}.") from refusal


@contextmanager
def _refusals(place: Path | None) -> Iterator[Callable[[Refusal], None]]:
    if place is None:
        yield _FirstFew()
        return
    try:
        file = place.open("wb")
    except OSError as refusal:
        raise Unusable(f"{place} cannot be written: {refusal.strerror}.") from refusal
    with file:
        yield partial(_keep, file)


def _keep(file: BinaryIO, refusal: Refusal) -> None:
    file.write(refusal.as_json())


class _FirstFew:
    """Says the first refusals aloud, for whoever keeps no file of them."""

    def __init__(self) -> None:
        self.left = SHOWN_REFUSALS

    def __call__(self, refusal: Refusal) -> None:
        if self.left > 0:
            print(f"line {refusal.number}: {refusal.reason}", file=sys.stderr)
        self.left -= 1


def _progress() -> Callable[[Summary], None]:
    begun = said_at = monotonic()

    def tell(summary: Summary) -> None:
        nonlocal said_at
        now = monotonic()
        if now - said_at >= SECONDS_BETWEEN_WORDS:
            said_at = now
            print(f"{summary.read:,} lines, {summary.read / (now - begun):,.0f} a second", file=sys.stderr)

    return tell


def _in_words(summary: Summary, arguments: argparse.Namespace) -> str:
    verb = "would be added" if arguments.dry_run else "added"
    lines = "line" if summary.read == 1 else "lines"
    said = f"{summary.read:,} {lines}: {summary.added:,} {verb}, {summary.known:,} were there before, "
    said += f"{summary.refused:,} refused."
    return f"{said} See {arguments.refused}." if summary.refused and arguments.refused else said
