"""The offers of both sides on the weightiest term, as points of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.kernel.business import Direction, Side
from negostrategy.negotiations.queries.shapes import MoveRow, Record, TermRow
from negostrategy.negotiations.queries.timeline import said_of

LEFT, RIGHT, TOP, BOTTOM = 11.0, 83.0, 10.0, 86.0
FEWEST = 2


@dataclass(frozen=True)
class Point:
    """One offer: where it lies in per cent of the picture, its words, and whose it is."""

    x: float
    y: float
    said: str
    side: str


@dataclass(frozen=True)
class OfferChart:
    """A picture of offers. ours, theirs: their points in order; summary: the same in a sentence."""

    name: str
    ours: list[Point]
    theirs: list[Point]
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
    values = [value for _move, value in offers]
    low, high = min(values), max(values)
    if term.acceptable is not None:
        low, high = min(low, float(term.acceptable)), max(high, float(term.acceptable))
    points = [
        Point(
            _x(place, len(offers)),
            _y(value, low, high),
            said_of(term, value).removeprefix(term.name).strip(),
            move.side,
        )
        for place, (move, value) in enumerate(offers)
    ]
    ours, theirs = ([point for point in points if point.side == side] for side in (Side.OURS, Side.THEIRS))
    return OfferChart(
        term.name,
        ours,
        theirs,
        _y(float(term.acceptable), low, high) if term.acceptable is not None else None,
        f"you may agree {'from' if term.direction == Direction.MORE else 'up to'} {_said(term, term.acceptable)}",
        _summary(term, ours, theirs, record.other_side or "The other side"),
    )


def _offers(moves: Sequence[MoveRow], term: TermRow) -> list[tuple[MoveRow, float]]:
    return [(move, float(move.positions[term.key])) for move in moves if term.key in move.positions]


def _x(place: int, count: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * place / max(count - 1, 1), 2)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (value - low) / ((high - low) or 1), 2)


def _said(term: TermRow, value: Decimal | None) -> str:
    return "" if value is None else said_of(term, float(value)).removeprefix(term.name).strip()


def _summary(term: TermRow, ours: list[Point], theirs: list[Point], other_side: str) -> str:
    parts = []
    for name, points in ((other_side, theirs), ("We", ours)):
        if points:
            went = f" went from {points[0].said} to {points[-1].said}" if len(points) > 1 else f" said {points[0].said}"
            parts.append(f"{name}{went}.")
    return f"Offers on {term.name}. {' '.join(parts)}"
