"""Where the offers of both sides lie among the packages."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from negostrategy.bargaining.package import Point, added
from negostrategy.kernel.business import Side
from negostrategy.negotiations.number_line import NotOnTheLine, as_kept, placed
from negostrategy.negotiations.queries.shapes import MoveRow, Record, TermRow
from negostrategy.trading.queries.line import Line
from negostrategy.trading.queries.spread import Box, box_of
from negostrategy.trading.queries.table import PackageRow

NOT_MADE = 0


@dataclass(frozen=True)
class Stop:
    """One offer: whose it was, its place among the moves, what it is worth to both, and how far that may be off.

    place is 0 for the opening that is planned and not made yet. is_opening: the first of its side.
    """

    side: str
    place: int
    point: Point
    box: Box
    is_opening: bool = False


def path_of(record: Record, lines: Sequence[Line], packages: Sequence[PackageRow] = ()) -> tuple[Stop, ...]:
    """Return the offers that lie among the packages, oldest first.

    Shapes: a move that offered a package lies where its lines lie; any other one where its positions agree to lines,
            each side keeping what it offered before until it says otherwise. Before our first move, our opening
            positions are where we mean to begin.
    """
    terms = {term.key: term for term in record.terms}
    offered = {one.move_id: set(one.entry_ids) for one in packages if one.move_id}
    said: dict[str, dict[str, Decimal]] = {Side.OURS: {}, Side.THEIRS: {}}
    stops: list[Stop] = []
    for move in sorted(record.moves, key=lambda one: one.place):
        said[move.side] |= _positions(move)
        met = _met(lines, terms, said[move.side], offered.get(move.id))
        if met:
            is_first = all(one.side != move.side for one in stops)
            stops.append(Stop(move.side, move.place, _worth(met), box_of(met), is_first))
    return (*_planned(terms, lines, stops), *stops)


def _planned(terms: dict[str, TermRow], lines: Sequence[Line], stops: Sequence[Stop]) -> tuple[Stop, ...]:
    if any(one.side == Side.OURS for one in stops):
        return ()
    meant = {key: term.opening for key, term in terms.items() if term.opening is not None}
    met = [line for line in lines if _is_met(line, terms, meant)]
    return (Stop(Side.OURS, NOT_MADE, _worth(met), box_of(met), is_opening=True),) if met else ()


def _met(
    lines: Sequence[Line], terms: dict[str, TermRow], said: dict[str, Decimal], offered: set[UUID] | None
) -> list[Line]:
    if offered is not None:
        return [line for line in lines if line.id in offered]
    return [line for line in lines if _is_met(line, terms, said)]


def _positions(move: MoveRow) -> dict[str, Decimal]:
    return {key: Decimal(str(place)) for key, place in move.positions.items()}


def _is_met(line: Line, terms: dict[str, TermRow], said: dict[str, Decimal]) -> bool:
    term = terms.get(line.term_key or "")
    if term is None or not line.term_value or term.key not in said:
        return False
    try:
        labels = [level["label"] for level in term.levels or []]
        return placed(term.kind, line.term_value, labels, as_kept) == said[term.key]
    except NotOnTheLine:
        return False


def _worth(lines: Sequence[Line]) -> Point:
    return added(line.middle[0] for line in lines), added(line.middle[1] for line in lines)
