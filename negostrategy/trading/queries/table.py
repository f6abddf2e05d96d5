"""The value table of a record with everything that follows from its lines, each figure a range."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import select

from negostrategy.bargaining.amounts import POINTS, Amount, Bridge
from negostrategy.bargaining.capture import Capture, Variable, capture_of
from negostrategy.bargaining.exchange import Giver, Totals, Trade, fair_transfer, priced, totals
from negostrategy.bargaining.interval import Interval
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.trading.models import ValueEntry, ValueTable
from negostrategy.trading.schemas import EntryDraft, TableDraft

type_of_sureness = Literal["confirmed", "records", "guess", "unknown"]


@dataclass(frozen=True)
class Line:
    """One line of the table. told counts instead of the estimate of their figure."""

    id: UUID
    what: str
    term_key: str | None
    term_value: str | None
    giver: str
    measure: str
    cost_low: Decimal | None
    cost_high: Decimal | None
    worth_low: Decimal | None
    worth_high: Decimal | None
    basis: str
    source: str
    asked_on: date | None
    told: Decimal | None
    told_on: date | None
    is_chosen: bool
    currency: str

    @property
    def variable(self) -> str:
        """Return what the lines that exclude each other have in common."""
        return self.term_key or str(self.id)

    @property
    def unit(self) -> str:
        """Return the unit of its figures."""
        return POINTS if self.measure == "points" else self.currency

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        """Return what it is worth to us and to them in the middle of the guesses; not known counts as 0."""
        trade = self.trade
        cost = Decimal(0) if trade.cost is None else -trade.cost.figure.middle
        worth = Decimal(0) if trade.value is None else trade.value.figure.middle
        return (cost, worth) if self.giver == "us" else (worth, cost)

    @property
    def trade(self) -> Trade:
        """Return the line as the arithmetic knows it."""
        unit = self.unit
        cost, worth = self._range(self.cost_low, self.cost_high), self._range(self.worth_low, self.worth_high)
        if self.told is not None:
            said = Interval(self.told, self.told)
            cost, worth = (cost, said) if self.giver == "us" else (said, worth)
        amounts = [None if figure is None else Amount(figure, unit) for figure in (cost, worth)]
        return Trade(self.what, cast("Giver", self.giver), *amounts)

    @property
    def gain(self) -> Interval | None:
        """Return what both sides together win by it; None while one figure is not known."""
        return self.trade.gain

    @property
    def sureness(self) -> type_of_sureness:
        """Return how sure we are of it: as sure as of its less sure figure."""
        if self.gain is None:
            return "unknown"
        return "confirmed" if self.told is not None else cast("type_of_sureness", self.basis)

    @staticmethod
    def _range(low: Decimal | None, high: Decimal | None) -> Interval | None:
        return None if low is None or high is None else Interval(low, high)


@dataclass(frozen=True)
class Sums:
    """What one unit's lines come to: the chosen ones, what is possible, and the transfer that shares as agreed.

    transfer: from us to them; None when nothing is known.
    """

    unit: str
    chosen: Totals
    capture: Capture
    transfer: Interval | None


@dataclass(frozen=True)
class Values:
    """A record's value table. money and points are kept apart unless point_price bridges them."""

    record: Record
    currency: str
    revision: int
    our_share: Decimal
    point_price: Decimal | None
    lines: tuple[Line, ...]
    money: Sums | None
    points: Sums | None

    @property
    def chosen(self) -> tuple[Line, ...]:
        """Return the lines in the package on the table."""
        return tuple(line for line in self.lines if line.is_chosen)

    @property
    def priced(self) -> tuple[Line, ...]:
        """Return the lines with points at the price that somebody set; without a price as they are."""
        price = self.point_price
        return self.lines if price is None else tuple(_at_price(line, price) for line in self.lines)

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
    kept = session.scalars(select(ValueTable).where(ValueTable.negotiation_id == negotiation_id)).one_or_none()
    rows = session.scalars(
        select(ValueEntry).where(ValueEntry.negotiation_id == negotiation_id).order_by(ValueEntry.place)
    )
    entries = [EntryDraft(**{one.name: getattr(row, one.name) for one in fields(EntryDraft)}) for row in rows]
    draft = TableDraft(entries, kept.our_share, kept.point_price) if kept else TableDraft(entries)
    return worked_out(record, draft, kept.revision if kept else 0, usual_currency)


def worked_out(record: Record, draft: TableDraft, revision: int, usual_currency: str) -> Values:
    """Return what follows from a table as it was typed, kept or not."""
    currency = record.currency or usual_currency
    lines = tuple(Line(**asdict(entry) | {"id": entry.id or new_id()}, currency=currency) for entry in draft.entries)
    share, price = draft.our_share, draft.point_price
    bridge = None if price is None else Bridge(Interval(price, price), currency)
    return Values(
        record=record,
        currency=currency,
        revision=revision,
        our_share=share,
        point_price=price,
        lines=lines,
        money=_sums([line for line in lines if bridge or line.measure == "money"], currency, share, bridge),
        points=_sums([line for line in lines if not bridge and line.measure == "points"], POINTS, share, None),
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
