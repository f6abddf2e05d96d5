"""Does a row of offers look for a limit instead of a deal? Pure, over what was asked and answered."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

SUSPICIOUS = 4
type_of_step = tuple[Decimal, str]
EDGES = (frozenset({"stop"}), frozenset({"stop", "ask"}))


def is_bisecting(steps: Sequence[type_of_step]) -> bool:
    """Return whether offers on one variable close in on an edge: each inside the bracket that the others have left.

    steps: (place, band) in the order in which they were asked.
    """
    return any(_closings(steps, beyond) >= SUSPICIOUS for beyond in EDGES)


def bracket_of(steps: Iterable[type_of_step], beyond: frozenset[str]) -> tuple[Decimal | None, Decimal | None]:
    """Return the place nearest to the edge on either side: (on this side, beyond it); None where nothing was asked."""
    inside = outside = None
    for place, band in steps:
        if band in beyond:
            outside = place if outside is None or inside is None else _nearer(inside, outside, place)
        else:
            inside = place if inside is None or outside is None else _nearer(outside, inside, place)
    return inside, outside


def _closings(steps: Sequence[type_of_step], beyond: frozenset[str]) -> int:
    closings = 0
    for count, (place, _band) in enumerate(steps):
        inside, outside = bracket_of(steps[:count], beyond)
        if inside is not None and outside is not None and min(inside, outside) < place < max(inside, outside):
            closings += 1
    return closings


def _nearer(other_side: Decimal, present: Decimal, place: Decimal) -> Decimal:
    return place if abs(place - other_side) < abs(present - other_side) else present
