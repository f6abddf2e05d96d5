"""The offers of both sides on the weightiest term, as points of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from negostrategy.kernel.business import Direction, Side, ValueKind
from negostrategy.negotiations.labels import Label, Name, Room, with_room
from negostrategy.negotiations.queries.shapes import MoveRow, Record, TermRow

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 12.0, 86.0
# From the narrowest phone to the widest column; the height is always the same.
ROOM = Room(((288, 240), (640, 240)))
FEWEST = 2
LIMITS = {Direction.MORE: "you may agree from", Direction.LESS: "you may agree up to"}
LOOKS = {Side.OURS: ("plot__said plot__said--ours", "below"), Side.THEIRS: ("plot__said plot__said--theirs", "above")}


@dataclass(frozen=True)
class Point:
    """One offer: where it lies in per cent of the picture, its words with and without a unit, and whose it is."""

    x: float
    y: float
    said: str
    figure: str
    side: str


@dataclass(frozen=True)
class OfferChart:
    """A picture of offers. ours, theirs: their points in order; summary: the same in a sentence.

    unit: what every figure in the picture is counted in. labels: the figures for which there is room.
    """

    name: str
    unit: str
    ours: list[Point]
    theirs: list[Point]
    labels: list[Label]
    limit_y: float | None
    limit_said: str
    summary: str

    def line(self, side: str) -> str:
        """Return the points of one side as SVG wants them."""
        points = self.ours if side == Side.OURS else self.theirs
        return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def chart_of(record: Record) -> OfferChart | None:
    """Return the picture of the term with the most offers, the weightier of equals; None below two offers."""
    charted = [(term, _offers(record.moves, term)) for term in record.terms if not term.levels]
    charted = [(term, offers) for term, offers in charted if len(offers) >= FEWEST]
    if not charted:
        return None
    term, offers = max(charted, key=lambda one: (len(one[1]), one[0].weight))
    limit = None if term.acceptable is None else float(term.acceptable)
    values = [value for _move, value in offers] + ([] if limit is None else [limit])
    low, high = min(values), max(values)
    points = [
        Point(_x(place, len(offers)), _y(value, low, high), term.said(value), term.worded(value), move.side)
        for place, (move, value) in enumerate(offers)
    ]
    ours, theirs = ([point for point in points if point.side == side] for side in (Side.OURS, Side.THEIRS))
    return OfferChart(
        term.name,
        "" if term.kind in (ValueKind.DATE, ValueKind.YES_NO) else term.currency or term.unit,
        ours,
        theirs,
        _labels(ours, theirs),
        None if limit is None else _y(limit, low, high),
        "" if limit is None else f"{_limit(term)} {term.said(limit)}",
        _summary(term, ours, theirs, record.other_side or "The other side"),
    )


def _offers(moves: Sequence[MoveRow], term: TermRow) -> list[tuple[MoveRow, float]]:
    return [(move, float(move.positions[term.key])) for move in moves if term.key in move.positions]


def _x(place: int, count: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * place / max(count - 1, 1), 2)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (value - low) / ((high - low) or 1), 2)


def _labels(ours: Sequence[Point], theirs: Sequence[Point]) -> list[Label]:
    marks = [(point.x, point.y) for point in (*ours, *theirs)]
    # Where there is no room for every figure, where each side stands matters most, then where it began.
    turns = [(*side[-1:], *side[:1], *side[1:-1]) if len(side) > 1 else tuple(side) for side in (ours, theirs)]
    points = [point for turn in zip_longest(*turns) for point in turn if point]
    names = [Name(one.x, one.y, one.figure, *LOOKS[Side(one.side)]) for one in points]
    return with_room(names, marks, ROOM)


def _limit(term: TermRow) -> str:
    if term.kind == ValueKind.YES_NO or term.direction is None:
        return "you may agree to"
    return LIMITS[Direction(term.direction)]


def _summary(term: TermRow, ours: Sequence[Point], theirs: Sequence[Point], other_side: str) -> str:
    said = [f"{name}{_went(points)}." for name, points in ((other_side, theirs), ("We", ours)) if points]
    return f"Offers on {term.name}. {' '.join(said)}"


def _went(points: Sequence[Point]) -> str:
    first, last = points[0].said, points[-1].said
    if len(points) == 1:
        return f" said {last}"
    return f" began and ended at {last}" if first == last else f" went from {first} to {last}"
