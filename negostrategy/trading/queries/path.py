"""Where the offers of both sides lie among the packages."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.package import Point, added
from negostrategy.kernel.business import Side
from negostrategy.negotiations.number_line import NotOnTheLine, placed
from negostrategy.negotiations.queries.shapes import MoveRow, Record, TermRow
from negostrategy.trading.queries.table import Line


@dataclass(frozen=True)
class Stop:
    """One offer: whose it was, its place among the moves, and what it is worth to both."""

    side: str
    place: int
    point: Point


def path_of(record: Record, lines: Sequence[Line]) -> tuple[Stop, ...]:
    """Return the moves whose positions agree to a line of the table, oldest first.

    Shapes: each side keeps what it offered before until it says otherwise.
    """
    terms = {term.key: term for term in record.terms}
    said: dict[str, dict[str, Decimal]] = {Side.OURS: {}, Side.THEIRS: {}}
    stops = []
    for move in sorted(record.moves, key=lambda one: one.place):
        said[move.side] |= _positions(move)
        met = [line for line in lines if _is_met(line, terms, said[move.side])]
        if met:
            stops.append(Stop(move.side, move.place, _worth(met)))
    return tuple(stops)


def _positions(move: MoveRow) -> dict[str, Decimal]:
    return {key: Decimal(str(place)) for key, place in move.positions.items()}


def _is_met(line: Line, terms: dict[str, TermRow], said: dict[str, Decimal]) -> bool:
    term = terms.get(line.term_key or "")
    if term is None or not line.term_value or term.key not in said:
        return False
    try:
        return placed(term.kind, line.term_value, [level["label"] for level in term.levels or []]) == said[term.key]
    except NotOnTheLine:
        return False


def _worth(lines: Sequence[Line]) -> Point:
    return added(line.middle[0] for line in lines), added(line.middle[1] for line in lines)
