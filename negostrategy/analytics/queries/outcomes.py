"""How negotiations end, how good the agreements are (M2), and which style works with which power."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from negostrategy.analytics.asked import BANDS, Asked
from negostrategy.analytics.gate import Gate, gate_for
from negostrategy.analytics.queries.gains import Gains, gains
from negostrategy.analytics.queries.grouping import (
    at_level,
    in_sets,
    level_of,
    month_cell,
    month_of,
    owners_counted,
)
from negostrategy.analytics.scope import BAND, BLIND, asked_of, records_of
from negostrategy.analytics.shapes import Amounts, Counted, Group, Spread
from negostrategy.analytics.shown import (
    BANDED,
    ENDED,
    shown_amounts,
    shown_count,
    shown_group,
    shown_groups,
    shown_spread,
)
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome, Style
from negostrategy.kernel.db import session
from negostrategy.strategy.queries.rules import versions_called

OUTCOMES = tuple(str(word) for word in Outcome)
CLOSED = tuple(word for word in OUTCOMES if word != Outcome.OPEN)
POWERS = (-2, -1, 0, 1, 2)
BLIND_CELL = {"outcome": Outcome.AGREED.value, "blind": "yes"}
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Outcomes:
    """The outcomes dashboard. Parts of ends: the outcomes; of bands: target, within, ask, stop, unstated, unknown."""

    total: Group
    by_month: list[Group]
    bands: Group
    bands_by_kind: list[Group]
    bands_by_topic: list[Group]
    scores: Spread
    scores_by_version: list[Spread]
    styles: list[Group]
    value_agreed: list[Amounts]
    closed_blind: Counted
    gains: Gains


def outcomes(actor: Actor, asked: Asked) -> Outcomes:
    """Return the outcomes dashboard of what this person sees figures of, in eight statements and one for names."""
    gate = gate_for(actor)
    with gate.reading():
        return _outcomes(gate, actor, asked)


def _outcomes(gate: Gate, actor: Actor, asked: Asked) -> Outcomes:
    ends = _ends(actor, asked)
    base = asked.given
    total = at_level(ends, level_of(None, 1))[0]
    by_month = [
        _ended(row, row.month.isoformat(), f"{row.month:%b %Y}", base | month_cell(asked, row.month))
        for row in sorted(at_level(ends, level_of(0, 1)), key=lambda row: row.month)
    ]
    return Outcomes(
        total=shown_group(gate, _ended(total, "all", "All negotiations", base), ENDED),
        by_month=shown_groups(gate, by_month, ENDED),
        closed_blind=shown_count(gate, Counted(total.blind, base | BLIND_CELL)),
        **_bands(gate, actor, asked),
        **_scores(gate, actor, asked),
        styles=shown_groups(gate, _styles(actor, asked), ENDED),
        gains=gains(actor, asked),
    )


def _ends(actor: Actor, asked: Asked) -> Sequence[Any]:
    month = month_of(Facts.held_on).label("month")
    sets, level = in_sets(month)
    counted = [func.count().filter(Facts.outcome == word).label(word) for word in OUTCOMES]
    return session.execute(
        select(
            month,
            level.label("level"),
            *counted,
            func.count().label("records"),
            func.count().filter(BLIND).label("blind"),
            owners_counted().label("owners"),
        )
        .where(*records_of(actor), *asked_of(asked))
        .group_by(sets)
    ).all()


def _ended(row: Any, key: str, name: str, cell: dict[str, str]) -> Group:
    return Group(key, name, {word: getattr(row, word) for word in OUTCOMES}, row.records, row.owners, cell)


def _bands(gate: Gate, actor: Actor, asked: Asked) -> dict[str, Any]:
    sets, level = in_sets(Facts.kind, Facts.topic, Facts.currency)
    counted = [func.count().filter(BAND.in_([word])).label(f"band_{word}") for word in BANDS]
    rows = session.execute(
        select(
            Facts.kind,
            Facts.topic,
            Facts.currency,
            level.label("level"),
            *counted,
            func.count().label("records"),
            func.sum(Facts.value).label("value"),
            func.sum(Facts.value).filter(BAND.in_(("target", "within"))).label("good"),
            func.count(Facts.value).label("valued"),
            owners_counted().label("owners"),
        )
        .where(Facts.outcome == Outcome.AGREED, *records_of(actor), *asked_of(asked))
        .group_by(sets)
    ).all()
    base = asked.given | {"outcome": Outcome.AGREED.value}
    by_kind, by_topic = (
        [_banded(row, row[place], row[place], base | {name: row[place]}) for row in at_level(rows, level_of(place, 3))]
        for place, name in enumerate(("kind", "topic"))
    )
    return {
        "bands": shown_group(
            gate, _banded(at_level(rows, level_of(None, 3))[0], "all", "All agreements", base), BANDED
        ),
        "bands_by_kind": shown_groups(gate, by_kind, BANDED),
        "bands_by_topic": shown_groups(gate, by_topic, BANDED),
        "value_agreed": shown_amounts(
            gate, [_worth(row, base) for row in at_level(rows, level_of(2, 3)) if row.currency and row.value]
        ),
    }


def _worth(row: Any, base: dict[str, str]) -> Amounts:
    cell = base | {"currency": row.currency, "valued": "yes"}
    splits = ({"good": "yes"}, {"good": "other"})
    return Amounts(row.currency, row.value, row.good or Decimal(0), row.valued, cell, splits)


def _banded(row: Any, key: str, name: str, cell: dict[str, str]) -> Group:
    parts = {word: getattr(row, f"band_{word}") for word in BANDS}
    return Group(key, name.replace("_", " ").capitalize(), parts, row.records, row.owners, cell)


def _scores(gate: Gate, actor: Actor, asked: Asked) -> dict[str, Any]:
    sets, level = in_sets(Facts.playbook_version_id)
    quartiles = [
        func.percentile_cont(part).within_group(Facts.deal_score).label(f"q{int(part * 4)}") for part in QUARTILES
    ]
    rows = session.execute(
        select(
            Facts.playbook_version_id,
            level.label("level"),
            *quartiles,
            func.count().label("records"),
            owners_counted().label("owners"),
        )
        .where(Facts.outcome == Outcome.AGREED, Facts.deal_score.is_not(None), *records_of(actor), *asked_of(asked))
        .group_by(sets)
    ).all()
    base = asked.given | {"outcome": Outcome.AGREED.value, "scored": "yes"}
    by_version = at_level(rows, level_of(0, 1))
    named = versions_called({row.playbook_version_id for row in by_version if row.playbook_version_id})
    spreads = [
        _spread(
            row,
            str(row.playbook_version_id),
            f"{named[row.playbook_version_id].playbook_name}, version {named[row.playbook_version_id].number}",
            base | {"version": str(row.playbook_version_id)},
        )
        for row in by_version
        if row.playbook_version_id in named
    ]
    spreads = [shown_spread(gate, one) for one in spreads]
    # What is not told must not be told by its place.
    spreads.sort(key=lambda one: (one.is_hidden, one.median if one.median is not None else 0.0, one.name))
    return {
        "scores": shown_spread(gate, _spread(at_level(rows, level_of(None, 1))[0], "all", "All agreements", base)),
        "scores_by_version": spreads,
    }


def _spread(row: Any, key: str, name: str, cell: dict[str, str]) -> Spread:
    values = [None if (value := getattr(row, f"q{place}")) is None else float(value) for place in (1, 2, 3)]
    return Spread(key, name, row.records, row.owners, values[0], values[1], values[2], cell)


def _styles(actor: Actor, asked: Asked) -> list[Group]:
    counted = [func.count().filter(Facts.outcome == word).label(word) for word in CLOSED]
    rows = session.execute(
        select(
            Facts.style_used,
            Facts.power_balance,
            *counted,
            func.count().label("records"),
            owners_counted().label("owners"),
        )
        .where(Facts.outcome != Outcome.OPEN, Facts.power_balance.is_not(None), Facts.style_used.is_not(None))
        .where(*records_of(actor), *asked_of(asked))
        .group_by(Facts.style_used, Facts.power_balance)
    ).all()
    base = asked.given | {"outcome": "closed"}
    found = {(row.style_used, row.power_balance): row for row in rows}
    return [
        Group(
            f"{style}:{power}",
            f"{style.capitalize()}, power {power:+d}".replace("-", "\u2212").replace("+0", "0"),
            {word: getattr(row, word) for word in CLOSED},
            row.records,
            row.owners,
            base | {"style_used": str(style), "power": str(power)},
        )
        for style in Style
        for power in POWERS
        if (row := found.get((str(style), power))) is not None
    ]
