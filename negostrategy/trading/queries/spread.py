"""How far a point of the picture may lie from where it is drawn, while figures are guesses."""

from collections.abc import Sequence
from typing import TypeVar

from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.trading.queries.line import Line

One = TypeVar("One")
MOST_NAMED = 40
Box = tuple[Interval, Interval]


def box_of(lines: Sequence[Line]) -> Box:
    """Return what lines with known gains are worth to us and to them together, as far as the guesses reach."""
    nets = [line.net for line in lines if line.net is not None]
    return total_of(ours for ours, _theirs in nets), total_of(theirs for _ours, theirs in nets)


def is_range(box: Box) -> bool:
    """Return whether a point may lie elsewhere than where it is drawn."""
    return not (box[0].is_exact and box[1].is_exact)


def some_of(points: Sequence[One]) -> list[One]:
    """Return at most forty points, evenly chosen, the first and the last among them."""
    if len(points) <= MOST_NAMED:
        return list(points)
    last = len(points) - 1
    return [points[round(place * last / (MOST_NAMED - 1))] for place in range(MOST_NAMED)]
