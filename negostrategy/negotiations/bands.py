"""Where a position lies between walk-away and target, as a share of a picture with four equally wide zones.

Zones: stop, ask, within, target. Equally wide on purpose: the picture tells the band, never how far a limit is.
"""

from decimal import Decimal

from negostrategy.kernel.business import Direction

ZONES = ("stop", "ask", "within", "target")
WIDTH = 25.0
EDGE = 3.0


def place_of(
    value: Decimal | None,
    direction: str | None,
    walk_away: Decimal | None,
    acceptable: Decimal | None,
    target: Decimal | None,
) -> float | None:
    """Return where a value lies in the picture, in per cent of its width; None when the positions cannot tell.

    Source: M1 of the metric catalogue for the zones; inside a zone the place is linear.
    """
    if value is None or direction is None or walk_away is None:
        return None
    sign = 1 if direction == Direction.MORE else -1
    z = float(sign * (value - walk_away))
    if z < 0:
        return _shrinking(-z, float(abs(walk_away)) or 1.0)
    if acceptable is None or target is None:
        return None
    at_acceptable, at_target = float(sign * (acceptable - walk_away)), float(sign * (target - walk_away))
    if at_acceptable < 0 or at_target < at_acceptable or at_target <= 0:
        return None
    if z >= at_target:
        return 75.0 + _beyond(z - at_target, at_target)
    if z < at_acceptable:
        return 25.0 + _inside(z / at_acceptable)
    return 50.0 + _inside((z - at_acceptable) / (at_target - at_acceptable))


def place_of_sealed(
    value: Decimal | None, direction: str | None, edge: Decimal, acceptable: Decimal | None, target: Decimal | None
) -> float | None:
    """Return where a value lies when the walk-away is sealed: the middle of its zone where more would tell too much."""
    if value is None or direction is None:
        return None
    sign = 1 if direction == Direction.MORE else -1
    if sign * (value - edge) < 0:
        return WIDTH / 2
    if acceptable is None or sign * (value - acceptable) < 0:
        return WIDTH * 1.5
    if target is None or sign * (value - target) >= 0:
        return WIDTH * (2.5 if target is None else 3.5)
    return WIDTH * 2 + _inside(float((value - acceptable) / (target - acceptable)))


def zone_of(place: float | None) -> str | None:
    """Return the word for a place in the picture."""
    return None if place is None else ZONES[min(int(place // WIDTH), len(ZONES) - 1)]


def _inside(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _beyond(distance: float, whole: float) -> float:
    return _inside(distance / (distance + whole))


def _shrinking(distance: float, whole: float) -> float:
    return WIDTH - _inside(distance / (distance + whole))
