"""Bringing lines in, batch by batch: what cannot be used is handed back with a reason, everything else goes in.

`bring_in(errand, raw lines)` takes what lies in a file; `bring_in_lines(errand, lines)` takes NegotiationLine objects
that are checked already, such as those the demo company is made of. Both answer with a Summary:

    bring_in_lines(Errand(organization_id=demo.id), lines_of_the_year)

Each batch is one transaction and each line has its own lasting key, so that an import which was cut short is simply
started again.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID

from sqlalchemy.exc import DataError, IntegrityError

from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.exchange.queries import directory, pins
from negostrategy.exchange.schemas import LineSchema
from negostrategy.exchange.service.batches import store
from negostrategy.exchange.service.lines import RawLine
from negostrategy.exchange.service.reading import Refusal, negotiation_of, refused
from negostrategy.exchange.service.repeats import Repeats
from negostrategy.exchange.service.rows import Record, record_of
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, Fault
from negostrategy.kernel.transaction import transaction

BATCH = 500
type_of_line = RawLine | NegotiationLine


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the lines so far: added, known (they were here before), refused."""

    added: int = 0
    known: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """Return how many lines were looked at."""
        return self.added + self.known + self.refused


def _ignore(_said: object) -> None:
    """Do nothing with it."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """Where the lines go, in whose name, and who hears of it.

    actor: owner of the lines that name none. refuse hears each refusal, tell the summary after each batch.
    is_told: managers hear of agreements beyond a floor, or silent about one.
    """

    organization_id: UUID
    actor: Actor | None = None
    is_dry_run: bool = False
    is_told: bool = True
    refuse: Callable[[Refusal], None] = _ignore
    tell: Callable[[Summary], None] = _ignore


@dataclass(frozen=True, slots=True)
class _Row:
    """A record together with the line it came from."""

    number: int
    line: type_of_line
    record: Record


@dataclass(frozen=True, slots=True)
class _Batch:
    """Lines that can be tried, and those that cannot."""

    rows: list[_Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class _NothingIsMeant(Exception):
    """A dry run has reached the end of a batch: what it wrote is taken back."""


def bring_in(errand: Errand, lines: Iterable[RawLine]) -> Summary:
    """Return what became of the lines of a file, which is read one batch at a time."""
    return _Import(errand).run((line.number, line) for line in lines)


def bring_in_lines(errand: Errand, lines: Iterable[NegotiationLine]) -> Summary:
    """Return what became of lines that are checked already; they are numbered from 1."""
    return _Import(errand).run(enumerate(lines, 1))


class _Import:
    """One errand on its way: what was looked up for it, and how far it has come."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.summary = Summary()
        self.repeats = Repeats()
        with transaction(errand.organization_id):
            self.who, self.pins = directory(), pins()
        self.schema = LineSchema(self.who.zone)
        actor = errand.actor
        self.owner = self.who.people.get(actor.email.lower()) if actor else None

    def run(self, lines: Iterable[tuple[int, type_of_line]]) -> Summary:
        rest = iter(lines)
        # While the database writes one batch, the next is read and checked: each waits for the other half as long.
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(self._next_batch, rest)
            while batch := coming.result():
                coming = ahead.submit(self._next_batch, rest)
                for refusal in batch.refusals:
                    self._refuse(refusal)
                self._store(batch.rows)
                self.errand.tell(self.summary)
        return self.summary

    def _next_batch(self, rest: Iterator[tuple[int, type_of_line]]) -> _Batch | None:
        batch = _Batch()
        for number, line in islice(rest, BATCH):
            try:
                said = negotiation_of(line, self.schema) if isinstance(line, RawLine) else line
                record = record_of(said, self.errand.organization_id, self.who, self.owner)
                key = record.negotiation["source"], record.negotiation["source_key"]
                self.repeats.refuse_other(number, key, said)
            except Fault as fault:
                batch.refusals.append(refused(number, line, fault))
            else:
                batch.rows.append(_Row(number, line, record))
        return batch if batch.rows or batch.refusals else None

    def _store(self, rows: list[_Row]) -> None:
        try:
            added = self._store_together([row.record for row in rows])
        except (IntegrityError, DataError) as refusal:
            if len(rows) == 1:
                self._refuse(refused(rows[0].number, rows[0].line, _in_words(refusal)))
                return
            # Somebody in the batch is guilty, and the database does not say who: each goes on its own.
            for row in rows:
                self._store([row])
            return
        self.summary = replace(
            self.summary, added=self.summary.added + added, known=self.summary.known + len(rows) - added
        )

    def _store_together(self, records: list[Record]) -> int:
        added = 0
        with suppress(_NothingIsMeant), transaction(self.errand.organization_id):
            current = pins()
            # Whoever publishes while a long import runs is heeded from the next batch on.
            self.pins = self.pins if self.pins == current else current
            added = store(self.errand.actor, records, self.pins, is_told=self.errand.is_told)
            if self.errand.is_dry_run:
                raise _NothingIsMeant
        return added

    def _refuse(self, refusal: Refusal) -> None:
        self.errand.refuse(refusal)
        self.summary = replace(self.summary, refused=self.summary.refused + 1)


def _in_words(refusal: IntegrityError | DataError) -> BadInput:
    said = getattr(refusal.orig, "diag", None)
    name = getattr(said, "constraint_name", None) or getattr(said, "message_primary", None) or "no reason given"
    return BadInput({"/": [f"The database refuses it: {name}."]})
