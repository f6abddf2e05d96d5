"""The value table of a record with everything that follows from its lines, each figure a range."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.bargaining.amounts import POINTS, Bridge
from negostrategy.bargaining.capture import Capture, Variable, capture_of
from negostrategy.bargaining.exchange import Totals, Trade, fair_transfer, priced, totals
from negostrategy.bargaining.interval import Interval
from negostrategy.compliance.evidence_words import in_words
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.trading.models import ValueEntry, ValuePackage, ValueTable
from negostrategy.trading.queries.asking import Asking, asked_next
from negostrategy.trading.queries.line import Line
from negostrategy.trading.schemas import EntryDraft, TableDraft


@dataclass(frozen=True)
class Sums:
    """What one unit's lines come to: the chosen ones, what is possible, and the transfer that shares as agreed.

    transfer: from us to them; None when nothing is known. unknown_count: the lines whose gain is not known, which count
    on neither side: what is left is then of what is known only.
    """

    unit: str
    chosen: Totals
    capture: Capture
    transfer: Interval | None
    unknown_count: int = 0

    @property
    def unknown(self) -> str:
        """Return how many lines are not known, as a clause: "two lines are not known"; empty when all are known."""
        if not self.unknown_count:
            return ""
        return f"{in_words(self.unknown_count)} {'line is' if self.unknown_count == 1 else 'lines are'} not known"

    @property
    def left(self) -> Interval | None:
        """Return what is left on the table; None where nothing is left of what is known, and not all is known."""
        return None if self.unknown_count and self.capture.left.high <= 0 else self.capture.left


@dataclass(frozen=True)
class PackageRow:
    """Some of the lines: kept for comparison, or what the move with move_id offered."""

    id: UUID
    name: str
    entry_ids: tuple[UUID, ...]
    move_id: UUID | None


@dataclass(frozen=True)
class Values:
    """A record's value table. money and points are kept apart unless point_price bridges them.

    changed_by, changed_at: who kept it last, and when; None before the first time.
    """

    record: Record
    currency: str
    revision: int
    our_share: Decimal
    point_price: Decimal | None
    lines: tuple[Line, ...]
    money: Sums | None = None
    points: Sums | None = None
    packages: tuple[PackageRow, ...] = ()
    changed_by: str | None = None
    changed_at: datetime | None = None

    @property
    def kept(self) -> tuple[PackageRow, ...]:
        """Return the packages kept for comparison, in the order in which they were kept."""
        return tuple(one for one in self.packages if one.move_id is None)

    @property
    def sums(self) -> tuple[Sums, ...]:
        """Return the totals of each unit that there are lines of, money first."""
        return tuple(one for one in (self.money, self.points) if one is not None)

    @property
    def chosen(self) -> tuple[Line, ...]:
        """Return the lines in the package on the table."""
        return tuple(line for line in self.lines if line.is_chosen)

    @property
    def priced(self) -> tuple[Line, ...]:
        """Return the lines with points at the price that somebody set; without a price as they are."""
        price = self.point_price
        return self.lines if price is None else tuple(_at_price(line, price) for line in self.lines)

    def counted_in(self, unit: str) -> tuple[tuple[int, Line], ...]:
        """Return the lines that are counted in a unit, each with its place in the table, points at their price."""
        return tuple((place, line) for place, line in enumerate(self.priced) if line.unit == unit)

    @property
    def asking(self) -> tuple[Asking, ...]:
        """Return every question whose answer could make the table surer, most valuable first."""
        return asked_next(self.priced)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what to ask so that every line is known."""
        return tuple(question for line in self.lines for question in line.trade.questions)


def values_of(actor: Actor, negotiation_id: UUID, usual_currency: str) -> Values | None:
    """Return the value table of a record that this person may read, or None; empty when nobody has begun one.

    usual_currency: what money is counted in where the record names no currency.
    """
    record = record_of(actor, negotiation_id)
    if record is None:
        return None
    wanted = {"negotiation_id": negotiation_id}
    found = session.execute(_TABLE, wanted).one_or_none()
    if found is None:
        return worked_out(record, TableDraft(), 0, usual_currency)
    kept = found[0]
    values = worked_out(
        record, TableDraft(_entries(wanted), kept.our_share, kept.point_price), kept.revision, usual_currency
    )
    return replace(values, packages=_packages(wanted), changed_by=found.changed_by, changed_at=kept.changed_at)


# Made once, as questions of a page that is asked for again after every figure are.
_WANTED = bindparam("negotiation_id", type_=Uuid())
_TABLE = select(ValueTable, person_name(ValueTable.changed_by_id).label("changed_by")).where(
    ValueTable.negotiation_id == _WANTED
)
_ENTRIES = (
    select(*(getattr(ValueEntry, one.name) for one in fields(EntryDraft)))
    .where(ValueEntry.negotiation_id == _WANTED)
    .order_by(ValueEntry.place)
)
_PACKAGES = (
    select(ValuePackage.id, ValuePackage.name, ValuePackage.entry_ids, ValuePackage.move_id)
    .where(ValuePackage.negotiation_id == _WANTED)
    .order_by(ValuePackage.made_at, ValuePackage.id)
)


def _entries(wanted: dict[str, UUID]) -> list[EntryDraft]:
    return [EntryDraft(**row) for row in session.execute(_ENTRIES, wanted).mappings()]


def _packages(wanted: dict[str, UUID]) -> tuple[PackageRow, ...]:
    rows = session.execute(_PACKAGES, wanted)
    return tuple(PackageRow(row.id, row.name, tuple(row.entry_ids), row.move_id) for row in rows)


def worked_out(record: Record, draft: TableDraft, revision: int, usual_currency: str) -> Values:
    """Return what follows from a table as it was typed, kept or not."""
    currency = record.currency or usual_currency
    lines = tuple(Line(**asdict(entry) | {"id": entry.id or new_id()}, currency=currency) for entry in draft.entries)
    return _added_up(Values(record, currency, revision, draft.our_share, draft.point_price, lines))


def supposing(values: Values, chosen: Collection[UUID]) -> Values:
    """Return the table as it would be with exactly these lines in the package."""
    return _added_up(replace(values, lines=tuple(replace(line, is_chosen=line.id in chosen) for line in values.lines)))


def _added_up(values: Values) -> Values:
    lines, share, price = values.lines, values.our_share, values.point_price
    bridge = None if price is None else Bridge(Interval(price, price), values.currency)
    money = [line for line in lines if bridge or line.measure == "money"]
    points = [line for line in lines if not bridge and line.measure == "points"]
    return replace(
        values, money=_sums(money, values.currency, share, bridge), points=_sums(points, POINTS, share, None)
    )


def _at_price(line: Line, price: Decimal) -> Line:
    if line.measure == "money":
        return line
    figures = ("cost_low", "cost_high", "worth_low", "worth_high", "told")
    known: dict[str, Any] = {
        name: None if getattr(line, name) is None else getattr(line, name) * price for name in figures
    }
    return replace(line, measure="money", **known)


def _sums(lines: Sequence[Line], unit: str, our_share: Decimal, bridge: Bridge | None) -> Sums | None:
    if not lines:
        return None
    trades = {line.id: priced(line.trade, bridge) if bridge else line.trade for line in lines}
    chosen = totals([trades[line.id] for line in lines if line.is_chosen])
    is_known = any(line.is_chosen and line.gain is not None for line in lines)
    return Sums(
        unit=unit,
        chosen=chosen,
        capture=capture_of(_variables(lines, trades)),
        transfer=fair_transfer(chosen, our_share) if is_known else None,
        unknown_count=sum(line.gain is None for line in lines),
    )


def _variables(lines: Iterable[Line], trades: dict[UUID, Trade]) -> list[Variable]:
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.variable, []).append(line)
    return [
        Variable(
            tuple(trades[line.id] for line in options),
            next((trades[line.id] for line in options if line.is_chosen), None),
        )
        for options in grouped.values()
    ]
