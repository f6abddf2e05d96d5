"""What was made of what could be won: share captured (M6), breadth (M24), and how good the guesses were (M26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, tuple_

from negostrategy.analytics.asked import NOBODY, Asked
from negostrategy.analytics.gate import gate_for
from negostrategy.analytics.histogram import Histogram
from negostrategy.analytics.queries.grouping import EVERYTHING, at_level, in_sets, level_of, owners_counted
from negostrategy.analytics.scope import CURRENCY, MOVED, asked_of, records_of
from negostrategy.analytics.shapes import Amounts, Group, Spread
from negostrategy.analytics.shown import TESTED, shown_amounts, shown_groups, shown_spread
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.trading.models import ValueSums

ALL, NO_SEGMENT = "all", "No segment"
SHARE_DECIMALS = 3
WON = (Facts.outcome == Outcome.AGREED, ValueSums.gain_possible > 0)
# The marks of grouping(segment, value): by both, by the segment alone, of everything by value, of everything.
BY_BOTH, BY_SEGMENT, BY_VALUE, TOGETHER = 0, 1, 2, 3


@dataclass(frozen=True)
class Gains:
    """Values over many records. captured: median share; breadth: median count; guesses: right, wrong and untested.

    Each once for all and by segment. money: what could be won and what was, by currency; only groups large enough.
    """

    captured: Spread
    captured_by_segment: list[Spread]
    breadth: Spread
    breadth_by_segment: list[Spread]
    guesses: Group
    guesses_by_segment: list[Group]
    money: list[Amounts]


def gains(actor: Actor, asked: Asked) -> Gains:
    """Return what was made of what could be won, as far as this person sees figures of it, in four statements."""
    mine = [*records_of(actor), *asked_of(asked)]
    agreed = asked.given | {"outcome": Outcome.AGREED.value}
    share = func.round(ValueSums.gain_agreed / ValueSums.gain_possible, SHARE_DECIMALS)
    captured = _spreads(_counted(share, mine, with_sums=True), agreed | {"captured": "yes"})
    breadth = _spreads(_counted(Facts.moved_variable_count, [MOVED, *mine]), asked.given | {"moved": "yes"})
    guesses = _guesses(mine, asked)
    gate = gate_for(actor)
    captured, breadth = ([shown_spread(gate, one) for one in spreads] for spreads in (captured, breadth))
    guesses = shown_groups(gate, guesses, TESTED)
    return Gains(
        captured=captured[0],
        captured_by_segment=captured[1:],
        breadth=breadth[0],
        breadth_by_segment=breadth[1:],
        guesses=guesses[0],
        guesses_by_segment=guesses[1:],
        money=shown_amounts(gate, _money(mine, agreed)),
    )


def _counted(value: Any, conditions: list[Any], *, with_sums: bool = False) -> Sequence[Any]:
    # How often each value occurs: a median of a million records needs no more than that.
    statement = select(
        Facts.segment,
        value.label("value"),
        func.grouping(Facts.segment, value).label("level"),
        func.count().label("records"),
        owners_counted().label("owners"),
    ).select_from(Facts)
    if with_sums:
        statement = statement.join(ValueSums, ValueSums.id == Facts.id).where(*WON)
    sets = func.grouping_sets(tuple_(Facts.segment, value), Facts.segment, value, EVERYTHING)
    return session.execute(statement.where(*conditions).group_by(sets)).all()


def _spreads(rows: Sequence[Any], cell: dict[str, str]) -> list[Spread]:
    together = at_level(rows, TOGETHER)[0]
    everything = {row.value: row.records for row in at_level(rows, BY_VALUE)}
    spreads = [_spread(ALL, "All", Histogram(everything), together.owners, cell)]
    for group in _by_segment(at_level(rows, BY_SEGMENT)):
        found = {row.value: row.records for row in at_level(rows, BY_BOTH) if row.segment == group.segment}
        key = _key(group)
        spreads.append(_spread(key, _called(group.segment), Histogram(found), group.owners, cell | {"segment": key}))
    return spreads


def _spread(key: str, name: str, found: Histogram, owners: int, cell: dict[str, str]) -> Spread:
    low, median, high = (found.quantile(part) for part in (0.25, 0.5, 0.75))
    return Spread(key, name, found.n, owners, low, median, high, cell, likely=found.likely_median)


def _guesses(mine: list[Any], asked: Asked) -> list[Group]:
    sets, level = in_sets(Facts.segment)
    rows = session.execute(
        select(
            Facts.segment,
            level.label("level"),
            func.coalesce(func.sum(ValueSums.guess_count), 0).label("guesses"),
            func.coalesce(func.sum(ValueSums.tested_count), 0).label("tested"),
            func.coalesce(func.sum(ValueSums.right_count), 0).label("right"),
            func.count().label("records"),
            owners_counted().label("owners"),
        )
        .join(ValueSums, ValueSums.id == Facts.id)
        .where(ValueSums.guess_count > 0, *mine)
        .group_by(sets)
    ).all()
    cell = asked.given | {"guessed": "yes"}
    segments = _by_segment(at_level(rows, level_of(0, 1)))
    return [
        _guessed(at_level(rows, level_of(None, 1))[0], ALL, "All", cell),
        *(_guessed(row, _key(row), _called(row.segment), cell | {"segment": _key(row)}) for row in segments),
    ]


def _guessed(row: Any, key: str, name: str, cell: dict[str, str]) -> Group:
    parts = {"right": row.right, "wrong": row.tested - row.right, "untested": row.guesses - row.tested}
    return Group(key, name, {word: int(count) for word, count in parts.items()}, row.records, row.owners, cell)


def _money(mine: list[Any], base: dict[str, str]) -> list[Amounts]:
    currency = CURRENCY.label("currency")
    rows = session.execute(
        select(
            currency,
            func.sum(ValueSums.gain_possible).label("possible"),
            func.sum(ValueSums.gain_agreed).label("agreed"),
            func.count().label("records"),
        )
        .join(ValueSums, ValueSums.id == Facts.id)
        .where(*WON, ValueSums.measure == "money", *mine)
        .group_by(currency)
        .order_by(currency)
    ).all()
    cell = base | {"captured": "money"}
    return [
        Amounts(
            row.currency, Decimal(row.possible), Decimal(row.agreed), row.records, cell | {"currency": row.currency}
        )
        for row in rows
    ]


def _by_segment(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.segment is None, row.segment or ""))


def _key(row: Any) -> str:
    return row.segment or NOBODY


def _called(segment: str | None) -> str:
    return segment.replace("_", " ").capitalize() if segment else NO_SEGMENT
