"""Does a row of offers look for a limit instead of a deal? Pure, over what was asked and answered."""

from collections.abc import Sequence
from decimal import Decimal

SUSPICIOUS = 4
# Many people who each ask once also land between what others were told: among all of them it takes more.
SUSPICIOUS_TOGETHER = 8
type_of_step = tuple[Decimal, str]
EDGES = (frozenset({"stop"}), frozenset({"stop", "ask"}))


def is_bisecting(steps: Sequence[type_of_step], suspicious: int = SUSPICIOUS) -> bool:
    """Return whether offers on one variable close in on an edge: each inside the bracket that the others have left.

    steps: (place, band) in the order in which they were asked; suspicious: how many such offers it takes.
    """
    return any(_closings(steps, beyond) >= suspicious for beyond in EDGES)


def _closings(steps: Sequence[type_of_step], beyond: frozenset[str]) -> int:
    closings = 0
    inside: Decimal | None = None
    outside: Decimal | None = None
    for place, band in steps:
        if inside is not None and outside is not None and min(inside, outside) < place < max(inside, outside):
            closings += 1
        if band in beyond:
            outside = _nearer(inside, outside, place)
        else:
            inside = _nearer(outside, inside, place)
    return closings


def _nearer(other_side: Decimal | None, present: Decimal | None, place: Decimal) -> Decimal:
    if other_side is None or present is None:
        return place
    return place if abs(place - other_side) < abs(present - other_side) else present
